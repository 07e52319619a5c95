"""Minutes that two people touch at the same moment: one number, one signature in each capacity, nothing edited."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.minutes import Minutes
from models.minutes_signature import MinutesSignature
from tests.fixtures.committee import EVERYBODY, present, sitting
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.racing import losers, race, winners
from workflows.approvals.committee.agenda import AddOther, add_other
from workflows.approvals.committee.closing import CloseSession, close_session
from workflows.approvals.committee.minutes import (
    DraftMinutes,
    SignMinutes,
    draft_minutes,
    purpose,
    sign_minutes,
)
from workflows.approvals.committee.opening import OpenSession, open_session
from workflows.ground.refused import Conflict
from workflows.ground.transaction import reading, transaction
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases


@pytest.fixture
def held(company: Company) -> str:
    """A session that is closed and decided nothing."""
    ref = sitting(company)
    add_other(company["tom"], AddOther(ref, "Anything else"))
    open_session(company["carla"], OpenSession(ref, present(company, *EVERYBODY)))
    close_session(company["carla"], CloseSession(ref))
    return ref


def _drafting(company: Company, ref: str, by: str) -> Callable[[], int]:
    return lambda: draft_minutes(company[by], DraftMinutes(ref, 0, remarks=f"As {by} saw it"))


def _signing(company: Company, command: SignMinutes, by: str) -> Callable[[], None]:
    proof = prove(company[by], PASSWORD, purpose(command))
    return lambda: sign_minutes(company[by], SignMinutes(**{**vars(command), "proof": proof}))


def test_of_two_who_draft_at_once_one_is_told_that_the_other_was_first(
    house: Flask, company: Company, held: str
) -> None:
    results = race(house, [_drafting(company, held, "tom"), _drafting(company, held, "carla")])
    assert winners(results) == [1]
    assert [isinstance(one, Conflict) for one in losers(results)] == [True]
    assert len(reading().scalars(select(Minutes)).all()) == 1


def test_a_second_click_on_sign_signs_once(house: Flask, company: Company, held: str) -> None:
    draft_minutes(company["tom"], DraftMinutes(held, 0))
    row = reading().scalars(select(Minutes)).one()
    command = SignMinutes(held, row.number, "chair", row.digest)
    reading().rollback()
    results = race(house, [_signing(company, command, "carla") for _ in range(3)])
    assert len(winners(results)) == 1
    assert all(isinstance(one, Conflict) for one in losers(results))
    assert len(reading().scalars(select(MinutesSignature)).all()) == 1


def test_a_signature_at_the_moment_of_a_correction_is_under_what_was_read_or_nowhere(
    house: Flask, company: Company, held: str
) -> None:
    draft_minutes(company["tom"], DraftMinutes(held, 0))
    row = reading().scalars(select(Minutes)).one()
    command = SignMinutes(held, row.number, "chair", row.digest)
    reading().rollback()
    again = DraftMinutes(held, 1, correction="A name was wrong")
    race(house, [_signing(company, command, "carla"), lambda: draft_minutes(company["tom"], again)])
    signed = reading().scalars(select(MinutesSignature)).all()
    assert [one.digest for one in signed] in ([], [row.digest])
    assert [one.number for one in reading().scalars(select(Minutes).order_by(Minutes.number))] == [1, 2]


def test_neither_minutes_nor_their_signatures_are_ever_changed(company: Company, held: str) -> None:
    draft_minutes(company["tom"], DraftMinutes(held, 0))
    for statement in ("UPDATE minutes SET body = '{}'", "DELETE FROM minutes"):
        with pytest.raises((DBAPIError, Conflict)), transaction() as tx:
            tx.execute(text(statement))
    reading().rollback()
    assert reading().scalars(select(Minutes.body)).one() != "{}"
