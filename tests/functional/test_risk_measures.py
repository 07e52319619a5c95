"""Measures whose day has come are somebody's turn until they are written down as done."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from models.register_turn import RegisterTurn
from tests.fixtures.company import Company
from tests.fixtures.risks import CARRIED, save, save_risk
from workflows.assurance.risks.measures import late_measures, measures_due
from workflows.ground import clock
from workflows.ground.transaction import reading, transaction

PLAN = [{"measure": "Error rates per group", "owner": "milo@halm.example", "due": "2020-05-04"}]
DONE = [{"measure": "error  rates per Group", "done_on": "2020-05-03"}]


def look() -> int:
    with transaction() as tx:
        return measures_due(tx, clock.now(tx))


def turns() -> list[RegisterTurn]:
    session = reading()
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(RegisterTurn).where(RegisterTurn.done_at.is_(None))))


def test_a_measure_is_late_from_its_day_on_unless_it_is_written_down_as_done():
    body = {"plan": PLAN}
    assert late_measures(body, date(2020, 5, 3)) == ()
    assert len(late_measures(body, date(2020, 5, 4))) == 1
    assert late_measures({**body, "progress": DONE}, date(2026, 1, 1)) == ()


def test_whoever_was_named_for_a_late_measure_has_the_turn_once_until_it_is_done(company: Company):
    risk = save_risk(company, plan=PLAN)
    assert (look(), look()) == (1, 0)
    (turn,) = turns()
    assert turn.person_id == company["milo"].person_id
    save_risk(company, record=risk, progress=DONE)
    assert turns() == []
    assert look() == 0


def test_a_closed_risk_asks_nobody_for_its_measures(company: Company):

    save(company, "risk", {**CARRIED, "plan": PLAN}, status="closed")
    assert look() == 0
