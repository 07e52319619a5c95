"""Scenarios that broke other approval systems, told through the doors of this one."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.role_grant import RoleGrant
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.review import browse, post, signatures, submitted
from tests.fixtures.visitors import csrf_of
from workflows.approvals import deciding, placing
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.ground.actor import CLOCK, Actor, ActorKind
from workflows.ground.ids import uuid7
from workflows.ground.refused import Conflict, NotAllowed, NotFound, Refused
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle import effects
from workflows.people.granting import EndGrant, RevokeGrant, end_grant, revoke_grant
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases

ROWS = ("signature", "record_entry", "record_seal", "outbox_fact", "stage_move", "submit_once", "involvement")


class Broken(Exception):
    """What a hook raises in these tests."""


def breaks(*_args: Any, **_more: Any) -> None:
    """A hook that fails."""
    raise Broken


def counts() -> dict[str, int]:
    """How many rows there are of everything that an act leaves."""
    reading().rollback()
    return {table: reading().execute(text(f"SELECT count(*) FROM {table}")).scalar() or 0 for table in ROWS}


def proved(company: Company, request: str, by: str, seat: str) -> Sign:
    command = Sign(request, seat, "approve", company.request(request).digest, unchecked_is_fine=True)
    return Sign(**{**vars(command), "proof": prove(company[by], PASSWORD, purpose(command))})


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (effects, "_move"),
        (effects, "_set_validity"),
        (effects.following, "settle_others"),
        (placing, "append"),
        (placing, "put"),
        (deciding.turning, "close"),
    ],
    ids=["stage", "validity", "what follows", "record (s71)", "outbox", "seats"],
)
def test_s09_s71_whatever_breaks_after_the_decision_leaves_nothing_of_it_and_a_retry_works(
    company: Company, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    request = submitted(company)
    company.sign(request, "jide", "legal_counsel")
    command, before = proved(company, request, "tom", "ai_governance_lead"), counts()
    with monkeypatch.context() as patch:
        patch.setattr(module, name, breaks)
        with pytest.raises(Broken):
            sign_seat(company["tom"], command)
    assert counts() == before
    assert company.request(request).status == "in_review"
    assert company.version("VER-1").stage == "intake"
    assert company.seats(request)["ai_governance_lead"].status == "open"

    sign_seat(company["tom"], command)
    assert company.version("VER-1").stage == "design"
    assert counts()["stage_move"] == before["stage_move"] + 1


def test_s18_every_side_door_of_the_content_opens_a_round_or_is_refused(company: Company) -> None:
    request = submitted(company)
    company.sign(request, "jide", "legal_counsel")
    company.attach(request, "IN-5", "new.txt", b"figures")
    assert company.seats(request)["legal_counsel"].note_code == "cleared_evidence_replaced"
    company.sign(request, "jide", "legal_counsel")
    company.classify("VER-1", "limited", by="rosa", flags=("dpia_check",))
    assert company.seats(request)["legal_counsel"].status == "open"
    for row in ("approval_round", "signature", "record_entry"):
        with pytest.raises((Conflict, DBAPIError)), transaction() as tx:
            tx.execute(text(f"UPDATE {row} SET uuid = uuid"))


def test_s28_nobody_is_never_somebody(company: Company) -> None:
    request = submitted(company)
    before = counts()
    ghost = Actor(ActorKind.PERSON, uuid7(), "Nobody", 10**9)
    nameless = Actor(ActorKind.PERSON, uuid7(), "Nobody", None)
    for actor in (ghost, nameless, CLOCK):
        for act in (
            lambda who: sign_seat(who, Sign(request, "legal_counsel", "approve", "0" * 64)),
            lambda who: save_answer(who, SaveAnswer(request, "IN-5", "x", "done")),
            lambda who: withdraw_request(who, Withdraw(request, "x")),
        ):
            with pytest.raises((Refused, NotFound)):
                act(actor)
    with pytest.raises(NotAllowed):
        prove(nameless, PASSWORD, "sign:x")
    assert counts() == before


def test_s28_a_session_that_ended_while_the_form_was_open_signs_nothing(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    page = jide.get(f"/requests/{request}").text
    with transaction() as tx:
        tx.execute(text("UPDATE person_session SET ended_at = signed_in_at, ended_code = 'revoked'"))
    fields = {
        "csrf_token": csrf_of(page),
        "submit_id": uuid7(),
        "seat": "legal_counsel",
        "decision": "approve",
    }
    fields |= {"digest": company.request(request).digest, "password": PASSWORD, "unchecked_is_fine": "y"}
    answer = jide.post(f"/requests/{request}/sign", data=fields)
    assert answer.status_code == 303
    assert "/login" in answer.location
    assert signatures(company, request) == []


def grant_of(company: Company, name: str, role: str) -> RoleGrant:
    """The grant of a role as it stands."""
    reading().rollback()
    return next(
        g
        for g in reading().query(RoleGrant).all()
        if g.person_id == company[name].person_id and g.role == role
    )


def test_s31_a_revoked_grant_clears_the_vote_and_the_page_says_why(company: Company) -> None:
    request = submitted(company)
    company.sign(request, "jide", "legal_counsel")
    company.hire("lars", "legal_counsel")
    grant = grant_of(company, "jide", "legal_counsel")
    revoke_grant(company["admin"], RevokeGrant(grant.id, grant.revision, "Moved to sales"))
    seat = company.seats(request)["legal_counsel"]
    assert (seat.status, seat.note_code, seat.holder_id) == ("open", "cleared_by_revocation", None)
    company.sign(request, "tom", "ai_governance_lead")
    assert company.request(request).status == "in_review"
    assert "revoked" in browse(company, "ana").get(f"/requests/{request}").text
    assert len(signatures(company, request)) == 2


def test_s31_a_grant_that_ends_or_a_person_who_leaves_takes_no_vote_back(company: Company) -> None:
    from datetime import UTC, datetime

    from workflows.people.closing import ClosePerson, close_person

    request = submitted(company)
    company.sign(request, "jide", "legal_counsel")
    grant = grant_of(company, "jide", "legal_counsel")
    end_grant(company["admin"], EndGrant(grant.id, grant.revision, datetime.now(UTC).date(), "Project over"))
    revision = reading().execute(
        text("SELECT revision FROM person WHERE id = :p"), {"p": company["jide"].person_id}
    )
    close_person(
        company["admin"],
        ClosePerson(company["jide"].person_id or 0, revision.scalar() or 0, "Left the company"),
    )
    assert company.seats(request)["legal_counsel"].status == "filled"
    company.sign(request, "tom", "ai_governance_lead")
    assert company.request(request).status == "approved"


def test_s48_a_scanner_that_opens_every_address_decides_nothing(company: Company) -> None:
    request = submitted(company)
    before, stranger = counts(), company.app.test_client()
    acts = (
        "",
        "/sign",
        "/recuse",
        "/retract",
        "/withdraw",
        "/admit",
        "/ticks",
        "/comments",
        "/check",
        "/edit",
    )
    for _twice in range(2):
        for act in acts:
            for method in (stranger.get, stranger.head):
                address = f"/requests/{request}{act}?decision=approve&seat=legal_counsel&password={PASSWORD}"
                assert method(address).status_code in (303, 404, 405)
    assert counts() == before
    jide = browse(company, "jide")
    page = jide.get(f"/requests/{request}?decision=approve&seat=legal_counsel")
    assert "no-store" in page.headers["Cache-Control"]
    assert not [tag for tag in page.text.split("<input") if 'name="decision"' in tag and " checked" in tag]
    assert counts() == before
    assert post(jide, request, decision="approve").status_code == 303
    assert len(signatures(company, request)) == 1


@pytest.mark.parametrize(
    "word",
    [
        "to_deployment",
        "to_retirement",
        "trigger",
        "__class__",
        "submit",
        "supersede",
        "expire",
        "APPROVE",
        "approve ",
    ],
)
def test_s52_only_declared_decisions_exist(company: Company, word: str) -> None:
    request = submitted(company)
    before = counts()
    answer = post(browse(company, "jide"), request, decision=word, reason="Because")
    assert answer.status_code in (400, 422)
    assert company.request(request).status == "in_review"
    assert counts() == before
    with pytest.raises(Refused, match="gate_unknown"):
        company.open("VER-1", word)
    with pytest.raises(Refused):
        company.sign(request, "jide", "legal_counsel", word)
    assert company.version("VER-1").stage == "intake"


def test_s53_s42_other_fields_ride_along_and_are_not_written(company: Company) -> None:
    request = submitted(company)
    extra = {
        "status": "approved",
        "stage": "retirement",
        "tier": "minimal",
        "holder_id": "1",
        "required_count": "0",
    }
    extra |= {"decided_by": "1", "approver_ids": "1,2", "printed_name": "Somebody", "statement": "I own this"}
    answer = post(browse(company, "jide"), request, decision="approve", **extra)
    assert answer.status_code == 303
    row, signed = company.request(request), signatures(company, request)[0]
    assert (row.status, row.tier, company.version("VER-1").stage) == ("in_review", "limited", "intake")
    assert (signed.printed_name, signed.person_id) == ("Jide", company["jide"].person_id)
    assert "I own this" not in signed.statement
