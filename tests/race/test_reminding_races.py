"""Any number of sweeps at once tell each stage once, and a signature at the same instant harms neither."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.record_entry import RecordEntry
from models.stage_told import StageTold
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.deadlines import facts, in_review, names, use_up
from tests.fixtures.racing import losers, race
from workflows.approvals.reminding.sweep import sweep
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.people.proof import prove
from workflows.record.verify import verify

pytestmark = pytest.mark.both_databases


def count(table: type, *where: object) -> int:
    reading().rollback()
    return int(reading().scalar(select(func.count()).select_from(table).where(*where)) or 0)


def test_four_sweeps_at_once_tell_every_stage_once(house: Flask, company: Company) -> None:
    requests = [in_review(company, f"System {number}") for number in range(3)]
    for share in (50, 100, 200):
        for request in requests:
            use_up(request, share)
        assert not losers(race(house, [sweep] * 4))
        # What one process held while the other looked is left to the next run.
        sweep()
    assert len(facts("clock:reminder")) == len(facts("clock:due")) == len(facts("clock:very_late")) == 3
    assert {frozenset(names(company, fact)) for fact in facts("clock:due")} == {frozenset({"tom"})}
    assert count(RecordEntry, RecordEntry.action == "request:clock:escalated") == 6
    assert count(StageTold) == 3 * (2 + 1 + 1)
    assert verify().verdict == "consistent"


def test_a_signature_and_a_sweep_at_the_same_instant_both_hold(house: Flask, company: Company) -> None:
    request = in_review(company)
    use_up(request, 150)
    command = Sign(request, "ai_governance_lead", "approve", company.request(request).digest)
    command = Sign(**{**vars(command), "unchecked_is_fine": True})
    proof = prove(company["tom"], PASSWORD, purpose(command))
    results = race(
        house, [sweep, partial(sign_seat, company["tom"], Sign(**{**vars(command), "proof": proof})), sweep]
    )
    assert all(isinstance(error, Refused) for error in losers(results))
    sweep()
    assert company.seats(request)["ai_governance_lead"].decision == "approve"
    assert len(facts("clock:late")) == 1
    assert company.request(request).status == "in_review"
