"""Two people at the same instant: one verdict on an offer, one emergency pass for a version, one per person."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from models.fulfilment import Fulfilment
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.conditions import REASON, condition, let_fall_due, offer, production, with_condition
from tests.fixtures.racing import losers, race, winners
from workflows.approvals.conditions import judging
from workflows.approvals.conditions.judging import JudgeFulfilment, judge_fulfilment
from workflows.approvals.conditions.sweep import sweep
from workflows.ground.refused import Refused, Replayed
from workflows.ground.transaction import reading
from workflows.lifecycle.passes.issuing import IssuePass, issue_pass, purpose
from workflows.people.proof import prove

pytestmark = [pytest.mark.both_databases]

ROUNDS = int(os.environ.get("COUNTERSIGN_TEST_RACES", "3"))
LOST = (Refused, Replayed)


def fresh(company: Company, number: int) -> str:
    version = company.system(f"System {number}")
    company.classify(version, "limited")
    return version


def value(statement: str, **values: Any) -> Any:
    """What the database itself says, past every model."""
    reading().rollback()
    return reading().execute(text(statement), values).scalar()


def verdict(company: Company, ref: str, by: str, word: str) -> Any:
    """A verdict that only has to be made."""
    uuid = reading().query(Fulfilment).filter_by(status="offered").one().uuid
    command = JudgeFulfilment(ref, uuid, word, "March is missing")
    proof = prove(company[by], PASSWORD, judging.purpose(command))
    return partial(judge_fulfilment, company[by], JudgeFulfilment(**{**vars(command), "proof": proof}))


def proved_pass(company: Company, version: str, environment: int, by: str) -> Any:
    """A pass that only has to be issued."""
    command = IssuePass(version, environment, 24, REASON)
    proof = prove(company[by], PASSWORD, purpose(command))
    return partial(issue_pass, company[by], IssuePass(**{**vars(command), "proof": proof}))


def test_accepting_and_refusing_at_the_same_instant_gives_one_verdict_and_one_entry(
    house: Flask, company: Company
) -> None:
    company.hire("lena", "legal_counsel")
    for number in range(ROUNDS):
        ref = with_condition(company, fresh(company, number))
        offer(company, ref)
        acts = [verdict(company, ref, "jide", "accept"), verdict(company, ref, "lena", "refuse")]
        results = race(house, acts)
        assert len(winners(results)) == 1
        assert all(isinstance(error, LOST) for error in losers(results)), losers(results)
        told = value(
            "SELECT count(*) FROM record_entry WHERE object_ref = :r "
            "AND action IN ('condition:met', 'condition:refused')",
            r=ref,
        )
        assert told == 1
        assert condition(ref).status == ("met" if winners(results)[0].status == "met" else "open")


def test_accepting_twice_at_the_same_instant_counts_once(house: Flask, company: Company) -> None:
    company.hire("lena", "legal_counsel")
    for number in range(ROUNDS):
        ref = with_condition(company, fresh(company, number))
        offer(company, ref)
        acts = [verdict(company, ref, name, "accept") for name in ("jide", "lena")]
        results = race(house, acts)
        assert len(winners(results)) == 1
        assert value("SELECT count(*) FROM fulfilment WHERE status = 'accepted'") == number + 1


def test_s72_two_passes_for_one_version_at_the_same_instant_are_one(house: Flask, company: Company) -> None:
    environment = production(company)
    issuers = [("olu", "priya"), ("ben", "olga"), ("otto", "oda")]
    for name in ("olga", "otto", "oda"):
        company.hire(name, "security_ciso")
    for number, pair in enumerate(issuers[:ROUNDS]):
        version = fresh(company, number)
        results = race(house, [proved_pass(company, version, environment, name) for name in pair])
        assert len(winners(results)) == 1
        assert all(isinstance(error, LOST) for error in losers(results)), losers(results)
        assert value("SELECT count(*) FROM emergency_pass") == number + 1


def test_s72_one_person_at_two_doors_at_the_same_instant_gets_one_pass(
    house: Flask, company: Company
) -> None:
    environment = production(company)
    for number, name in enumerate(("olu", "priya", "ben")[:ROUNDS]):
        versions = [fresh(company, 2 * number), fresh(company, 2 * number + 1)]
        results = race(house, [proved_pass(company, one, environment, name) for one in versions])
        assert len(winners(results)) == 1
        assert all(isinstance(error, LOST) for error in losers(results)), losers(results)
        assert value("SELECT count(*) FROM emergency_pass") == number + 1
        assert value("SELECT count(*) FROM outbox_fact WHERE event = 'pass:issued'") == number + 1


def test_four_sweeps_at_once_tell_of_each_overdue_condition_once(house: Flask, company: Company) -> None:
    for number in range(ROUNDS):
        let_fall_due(with_condition(company, fresh(company, number)))
    race(house, [sweep] * 4)
    sweep()
    assert value("SELECT count(*) FROM outbox_fact WHERE event = 'condition:overdue'") == ROUNDS
