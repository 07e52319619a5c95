"""Days of the sample company: its calendar, who is away and who stands in, and when the committee sits."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial

from sqlalchemy import select, update

from models.condition import Condition
from models.delegation import Delegation
from models.outbox import OutboxFact
from workflows.approvals.clock.changing import SetHours, set_hours
from workflows.approvals.conditions.offering import OfferFulfilment, offer_fulfilment
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading, transaction
from workflows.notices.dates.sittings import SetDate, set_date
from workflows.people.delegating.absences import SetAway, set_away
from workflows.people.delegating.agreeing import AnswerDelegation, answer_delegation
from workflows.sample import committee
from workflows.sample.stagecraft import Stage, at

HOURS = SetHours(0, time(9), time(17, 30), time(12, 30), time(13), "01234", "DE", "HH")
THURSDAY = 3
TOLD = timedelta(days=5)
"""What is older than that was told long ago; nobody is told of the company's past when it is made."""


def before_the_story(stage: Stage) -> None:
    """The company works by the German calendar; Priyanka was away until yesterday, and Rosa stood in for her."""
    at(414, partial(set_hours, stage.company["nora"], HOURS))
    _away(stage, "priya", "rosa", asked=22, first=-20, last=-1)


def after_the_story(stage: Stage) -> None:
    """What lies ahead: sittings, a holiday with somebody who stands in, and a question that waits for its answer."""
    thursday = stage.today + timedelta(days=(THURSDAY - stage.today.weekday()) % 7 or 7)
    for weeks in (0, 2):
        at(6, partial(_sitting, stage, thursday + timedelta(weeks=weeks)))
    committee.ahead(stage, thursday)
    _away(stage, "jide", "dara", asked=2, first=4, last=15)
    _away(stage, "carla", "ben", asked=1, first=24, last=31, agreed=False)
    at(0.5, partial(_offer, stage))


def forget_the_past() -> None:
    """Marks what happened long ago as told, so that the clock does not tell a year at once."""
    with transaction() as tx:
        old = OutboxFact.told_at.is_(None), OutboxFact.at < clock.now(tx) - TOLD
        tx.execute(update(OutboxFact).where(*old).values(told_at=OutboxFact.at))


def _away(
    stage: Stage, person: str, delegate: str, *, asked: float, first: int, last: int, agreed: bool = True
) -> None:
    company = stage.company
    away = SetAway(stage.day(first), stage.day(last), company.key(delegate))
    at(asked, partial(set_away, company[person], away))
    if agreed:
        reading().rollback()
        newest = select(Delegation.uuid).order_by(Delegation.id.desc()).limit(1)
        answer = AnswerDelegation(reading().scalars(newest).one(), agreed=True)
        at(asked - 0.2, partial(answer_delegation, company[delegate], answer))


def _sitting(stage: Stage, day: date) -> None:
    command = SetDate("Governance committee", day, time(14), time(15, 30), "Room Elbe and by video")
    set_date(stage.company["tom"], command)


def _offer(stage: Stage) -> None:
    reading().rollback()
    key = reading().scalars(select(Condition.id).where(Condition.status == "open")).first()
    if key is not None:
        text = "All eleven of the night shift were trained on two evenings; the list is in the training register."
        offer_fulfilment(stage.company["ana"], OfferFulfilment(ref("COND", key), text))
