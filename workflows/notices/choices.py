"""On which ways a person wants to be told about a topic; a matter of taste, so the record keeps nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.notice_choice import NoticeChoice
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import reading, transaction
from workflows.notices.topics import OFF, TOPICS, WAYS, Topic
from workflows.people.standing import hold


@dataclass(frozen=True)
class Choice:
    """How one person is told about one topic: whether it counts as new in the product, and when by mail."""

    in_app: bool
    mail: str


@dataclass(frozen=True)
class TopicLine:
    """One topic on the page of choices."""

    topic: Topic
    choice: Choice


@dataclass(frozen=True)
class ChooseNotices:
    """The whole choice by topic; topics that are not named keep what they had."""

    choices: Mapping[str, Choice]
    submit_id: str | None = None


def of_everybody(tx: Session, ids: Iterable[int], topic: Topic) -> dict[int, Choice]:
    """The choice of each person about a topic; a fixed topic is told at once to everybody."""
    wanted = sorted(set(ids))
    standard = Choice(True, topic.mail)
    found = dict.fromkeys(wanted, standard)
    if topic.fixed or not wanted:
        return found
    rows = tx.scalars(
        select(NoticeChoice).where(NoticeChoice.person_id.in_(wanted), NoticeChoice.topic == topic.key)
    )
    return found | {row.person_id: Choice(row.in_app, row.mail) for row in rows}


def my_choices(person_id: int) -> tuple[TopicLine, ...]:
    """Every topic with what the person chose or what holds without a choice."""
    rows = reading().scalars(select(NoticeChoice).where(NoticeChoice.person_id == person_id))
    chosen = {row.topic: Choice(row.in_app, row.mail) for row in rows}
    return tuple(
        TopicLine(
            topic, Choice(True, topic.mail) if topic.fixed else chosen.get(key, Choice(True, topic.mail))
        )
        for key, topic in TOPICS.items()
    )


def choose_notices(actor: Actor, command: ChooseNotices) -> None:
    """Keeps the actor's own choice.

    Raises Refused for an unknown topic or way, and for turning a fixed topic down.
    """
    if not actor.is_person or actor.person_id is None:
        raise NotAllowed("persons_only")
    for key, choice in command.choices.items():
        _check(key, choice)
    with transaction() as tx:
        claim(tx, actor, command)
        hold(tx, actor.person_id)
        rows = tx.scalars(select(NoticeChoice).where(NoticeChoice.person_id == actor.person_id))
        have = {row.topic: row for row in rows}
        for key, choice in command.choices.items():
            if TOPICS[key].fixed:
                continue
            row = have.get(key) or NoticeChoice(person_id=actor.person_id, topic=key)
            row.in_app, row.mail = choice.in_app, choice.mail
            tx.add(row)


def _check(key: str, choice: Choice) -> None:
    topic = TOPICS.get(key)
    if topic is None:
        raise Refused("notice_topic_unknown", field=key)
    if choice.mail not in WAYS:
        raise Refused("notice_way_unknown", field=key)
    if topic.fixed and (choice.mail == OFF or not choice.in_app):
        raise Refused("notice_fixed", field=key)
