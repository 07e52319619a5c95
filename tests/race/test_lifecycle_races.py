"""A decision against everything else that may happen to its version at the same instant; nothing hangs or forks."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from models.person import Person
from models.role_grant import RoleGrant
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.racing import losers, race, winners
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.ground.refused import Refused, Replayed
from workflows.ground.transaction import reading
from workflows.inventory.archiving import archive_version
from workflows.inventory.commands import AddVersion, ArchiveVersion
from workflows.inventory.versions import add_version
from workflows.lifecycle.suspending import Suspend, suspend_version
from workflows.lifecycle.suspending import purpose as of_suspending
from workflows.people.closing import ClosePerson, close_person
from workflows.people.granting import RevokeGrant, revoke_grant
from workflows.people.proof import prove
from workflows.record.verify import verify

pytestmark = [pytest.mark.both_databases]

ROUNDS = int(os.environ.get("COUNTERSIGN_TEST_RACES", "3"))
LOST = (Refused, Replayed)
Act = Callable[[], Any]


def proved(company: Company, request: str, by: str, seat: str, decision: str = "approve") -> Act:
    """A signature that only has to be made."""
    digest = company.request(request).digest
    command = Sign(
        request, seat, decision, digest, "" if decision == "approve" else "No", unchecked_is_fine=True
    )
    proof = prove(company[by], PASSWORD, purpose(command))
    return partial(sign_seat, company[by], Sign(**{**vars(command), "proof": proof}))


def in_review(company: Company, version: str, gate: str) -> str:
    """A request that waits for its seats."""
    request = company.open(version, gate)
    company.answer_all(request, by="milo", files=False)
    company.submit(request)
    return request


def fresh(company: Company, name: str, stage: str = "intake") -> str:
    """A classified version in a stage."""
    version = company.system(name)
    company.classify(version, "limited")
    company.bring_to(version, stage)
    return version


def value(statement: str, **values: Any) -> Any:
    """What the database itself says, past every model."""
    reading().rollback()
    return reading().execute(text(statement), values).scalar()


def run(house: Flask, acts: list[Act]) -> list[Any]:
    """Races the acts; whoever lost was refused in words."""
    results = race(house, acts)
    assert all(isinstance(error, LOST) for error in losers(results)), losers(results)
    return results


def test_g04_no_decision_is_committed_after_the_revocation_of_its_role(
    house: Flask, company: Company
) -> None:
    for number in range(ROUNDS):
        company.hire(f"lars{number}", "legal_counsel")
        person = company[f"lars{number}"].person_id
        request = in_review(company, fresh(company, f"System {number}"), "design")
        grant = value("SELECT id FROM role_grant WHERE person_id = :p", p=person)
        revision = reading().get_one(RoleGrant, grant).revision
        run(
            house,
            [
                proved(company, request, f"lars{number}", "legal_counsel"),
                partial(revoke_grant, company["admin"], RevokeGrant(grant, revision, "Left the unit")),
            ],
        )
        late = value(
            "SELECT count(*) FROM signature s JOIN role_grant g ON g.person_id = s.person_id "
            "WHERE s.person_id = :p AND s.signed_at > g.revoked_at",
            p=person,
        )
        live = value("SELECT count(*) FROM seat WHERE holder_id = :p AND status = 'filled'", p=person)
        assert (late, live) == (0, 0)
        company.sign(request, "jide", "legal_counsel")


def test_s30_a_closed_account_and_its_decision_at_the_same_instant(house: Flask, company: Company) -> None:
    for number in range(ROUNDS):
        company.hire(f"lars{number}", "legal_counsel")
        person = company[f"lars{number}"].person_id or 0
        request = in_review(company, fresh(company, f"System {number}"), "design")
        act = proved(company, request, f"lars{number}", "legal_counsel")
        revision = reading().get_one(Person, person).revision
        run(
            house,
            [act, partial(close_person, company["admin"], ClosePerson(person, revision, "Left us for good"))],
        )
        late = value(
            "SELECT count(*) FROM signature s JOIN person p ON p.id = s.person_id "
            "WHERE s.person_id = :p AND s.signed_at > p.deactivated_at",
            p=person,
        )
        closed = value("SELECT count(*) FROM person WHERE id = :p AND NOT active", p=person)
        assert (late, closed) == (0, 1)


def test_deciding_suspending_and_editing_at_once_leave_no_moved_version_on_hold(
    house: Flask, company: Company
) -> None:
    for number in range(ROUNDS):
        version = fresh(company, f"System {number}", "deployment")
        request = in_review(company, version, "monitoring")
        turn = [s for s in company.seats(request).values() if s.turn_since and s.mode == "decides"]
        for seat in turn[:-1]:
            company.sign(request, company.signer_of(seat.role, set()), seat.key)
        last = next(s for s in company.seats(request).values() if s.status == "open" and s.turn_since)
        proof = prove(company["olu"], PASSWORD, of_suspending(version))
        run(
            house,
            [
                proved(company, request, company.signer_of(last.role, set()), last.key),
                partial(suspend_version, company["olu"], Suspend(version, "It fails", proof)),
                partial(save_answer, company["milo"], SaveAnswer(request, "MO-1", "Edit", "done")),
            ],
        )
        row, stood = company.request(request), company.version(version)
        assert stood.suspension_id is not None
        assert (row.status == "approved") == (stood.stage == "monitoring")
        assert row.status == "approved" or row.on_hold
    assert verify().verdict == "consistent"


def test_s22_the_last_signature_and_a_raised_tier_never_both_open_the_gate_unseen(
    house: Flask, company: Company
) -> None:
    for number in range(ROUNDS):
        version = fresh(company, f"System {number}")
        request = in_review(company, version, "design")
        company.sign(request, "jide", "legal_counsel")
        run(
            house,
            [
                proved(company, request, "tom", "ai_governance_lead"),
                partial(company.classify, version, "high", by="rosa"),
            ],
        )
        row, stood = company.request(request), company.version(version)
        assert row.status in ("approved", "changes_requested")
        assert ("tier_raised" in stood.outdated) == (row.status == "approved")


def test_s75_a_version_is_archived_or_asked_for_but_never_both(house: Flask, company: Company) -> None:
    for number in range(ROUNDS):
        version = fresh(company, f"System {number}")
        system = company.version(version).system_id
        other = add_version(company["ana"], AddVersion(system_id=system, label="v2"))
        results = run(
            house,
            [
                partial(company.open, other.ref, "design"),
                partial(
                    archive_version, company["ana"], ArchiveVersion(version_id=other.id, reason="A slip")
                ),
            ],
        )
        assert len(winners(results)) == 1
        gone = company.version(other.ref).archived_at is not None
        assert gone is isinstance(results[0], BaseException)


def test_s06_s07_locks_are_taken_in_one_order_so_that_nothing_waits_for_ever(
    house: Flask, company: Company
) -> None:
    """Two requests of one version and two of its system's versions, decided crosswise with withdrawals."""
    for number in range(ROUNDS):
        version = fresh(company, f"System {number}")
        system = company.version(version).system_id
        second = add_version(company["ana"], AddVersion(system_id=system, label="v2")).ref
        refs = [in_review(company, v, g) for v in (version, second) for g in ("design", "retirement")]
        acts: list[Act] = []
        for request in refs:
            open_seats = [s for s in company.seats(request).values() if s.turn_since and s.mode == "decides"]
            for seat in open_seats[:2]:
                acts.append(proved(company, request, company.signer_of(seat.role, set()), seat.key))
            acts.append(partial(withdraw_request, company["ana"], Withdraw(request, "Not now")))
        acts.append(partial(company.classify, version, "limited", by="rosa"))
        run(house, acts)
        for v in (version, second):
            key = company.version(v).id
            moves = value("SELECT count(*) FROM stage_move WHERE version_id = :v", v=key)
            assert moves == (0 if company.version(v).stage == "intake" else moves)
    assert value("SELECT count(*) FROM seat WHERE holder_id IS NOT NULL AND status <> 'filled'") == 0
    assert verify().verdict == "consistent"
