"""A month of the committee in the sample company: queue, session, a stricter policy that is tried, refused and published."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from sqlalchemy import select

from models.person import Person
from models.policy_draft import PolicyDraft
from models.policy_version import PolicyVersion
from tests.fixtures.committee import close, declare, items, move, vote
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.review import browse
from workflows.approvals.committee.agenda import AddRequests, add_requests
from workflows.approvals.committee.closing import CloseSession, close_session
from workflows.approvals.committee.minutes import DraftMinutes, draft_minutes
from workflows.approvals.committee.opening import OpenSession, Present, open_session
from workflows.approvals.policies.drafts.proposing import ProposeDraft, propose_draft
from workflows.approvals.policies.drafts.saving import EditPart, edit_part
from workflows.approvals.policies.drafts.starting import StartDraft, start_draft
from workflows.approvals.simulating.asking import AskDryRun, ask_dry_run
from workflows.approvals.simulating.sweep import sweep as dry_runs
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.ids import key_of
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.record.verify import verify
from workflows.sample import loading

SESSION = "MTG-2"
MEMBERS = ("carla", "maria", "rosa", "jide", "priya", "ben")
OPEN = "REQ-8"
"""The open request at the deployment gate, high tier."""


@pytest.fixture
def sample(house: Flask, monkeypatch: pytest.MonkeyPatch) -> Company:
    # The short forms of the fixtures all use one password, which is too well known to be chosen.
    monkeypatch.setattr(loading, "require_good", lambda *_: None)
    loading.load(PASSWORD)
    people = {
        row.name.split()[0].lower().replace("priyanka", "priya"): Actor(
            ActorKind.PERSON, row.uuid, row.name, row.id, is_administrator=row.is_administrator
        )
        for row in reading().scalars(select(Person))
    }
    return Company(house, people)


def third_gate(sample: Company) -> str:
    """CV screening shall be retired; everybody has signed but the chair."""
    version = next(f"VER-{key}" for key in range(1, 20) if sample.version(f"VER-{key}").adopted)
    request = sample.open(version, "retirement")
    sample.answer_all(request, by="milo")
    sample.submit(request)
    for key, name in (("data_steward", "ines"), ("legal_counsel", "jide"), ("security_ciso", "priya")):
        sample.tick_all(request, name)
        sample.sign(request, name, key)
    return request


def decide(sample: Company, item: int, request: str, but: tuple[str, ...] = (), against: str = "") -> None:
    """Puts the motion, lets everybody vote but those in `but`, and closes it."""
    move(sample, SESSION, item)
    for name in (name for name in MEMBERS if name not in but):
        sample.tick_all(request, name)
        vote(sample, SESSION, item, name, "against" if name == against else "for")
    done = close(sample, SESSION, item)
    assert (done.result, done.request_status) == ("carried", "approved")


def draft_of(ref: str) -> PolicyDraft:
    tx = reading()
    tx.rollback()
    tx.expire_all()
    return tx.get_one(PolicyDraft, key_of("DRAFT", ref))


def add_seat(sample: Company, ref: str, **seat: object) -> None:
    command = EditPart(ref, draft_of(ref).revision, "seats", value=json.dumps(seat))
    edit_part(sample["tom"], command)


def propose(sample: Company, ref: str) -> str:
    command = ProposeDraft(ref, draft_of(ref).revision, "The governance lead signs what may hurt people")
    return propose_draft(sample["tom"], command).request_ref


def sign_publication(sample: Company, publication: str) -> None:
    """Everybody signs whose turn it is, step by step; nobody who wrote the draft is among them."""
    holders = {
        "risk_officer": "maria",
        "legal_counsel": "jide",
        "committee_chair": "carla",
        "top_management": "greta",
    }
    while sample.request(publication).status == "in_review":
        turn = [s for s in sample.seats(publication).values() if s.status == "open" and s.turn_since]
        assert turn
        for seat in turn:
            name = holders[seat.role]
            sample.tick_all(publication, name)
            sample.sign(publication, name, seat.key)


@pytest.mark.trust
def test_a_committee_reads_its_queue_sits_and_changes_a_policy_that_open_requests_do_not_feel(
    sample: Company,
) -> None:
    tom = browse(sample, "tom")
    queue = tom.get("/queue").text
    assert "is the bottleneck." in queue
    assert re.search(r"Deployment gate is the bottleneck\.</b>[^<]*Open there: 2", queue)

    add_requests(sample["tom"], AddRequests(SESSION, (third_gate(sample),)))
    here = tuple(Present(sample[name].person_id or 0) for name in MEMBERS)
    open_session(sample["carla"], OpenSession(SESSION, here))
    agenda = {f"REQ-{one.request_id}": one.id for one in items(SESSION)}
    assert len(agenda) == 3
    (energy, first), (wages, second), (retired, third) = agenda.items()
    decide(sample, first, energy, against="rosa")
    declare(sample, SESSION, second, "ben")
    decide(sample, second, wages, but=("ben",))
    decide(sample, third, retired)
    close_session(sample["carla"], CloseSession(SESSION))
    draft_minutes(sample["tom"], DraftMinutes(SESSION, 0))
    minutes = browse(sample, "carla").get(f"/committee/{SESSION}/minutes").text
    for said in ("Not safe enough", "My brother works there", "Ben Adeyemi", "Rosa Quist"):
        assert said in minutes

    before = sample.request(OPEN).policy_version_id
    ref = start_draft(sample["tom"], StartDraft("deployment", "high")).ref
    add_seat(sample, ref, role="ai_governance_lead", step=1)
    run = ask_dry_run(sample["tom"], AskDryRun(key_of("DRAFT", ref)))
    dry_runs()
    tried = tom.get(f"/policies/dry-runs/{run}").text
    past = "REQ-4"
    assert f'href="/requests/{past}"' in tried
    assert f'href="/requests/{OPEN}"' in tried
    assert "AI governance lead" in tried

    add_seat(sample, ref, role="committee_member", key="board", step=2, needs=3, seats=3)
    with pytest.raises(Refused) as refused:
        propose(sample, ref)
    assert refused.value.code == "draft_not_proved"
    assert "AI governance committee member" in tom.get(f"/policies/drafts/{ref}/check").text
    assert draft_of(ref).status == "editing"
    seats = json.loads(draft_of(ref).body)["seats"]
    place = next(number for number, seat in enumerate(seats) if seat.get("key") == "board")
    edit_part(sample["tom"], EditPart(ref, draft_of(ref).revision, "seats", "remove", place, key="board"))
    publication = propose(sample, ref)
    sign_publication(sample, publication)
    assert sample.request(publication).status == "approved"
    newest = reading().scalars(select(PolicyVersion).order_by(PolicyVersion.id.desc())).first()
    assert newest is not None
    assert newest.number == 2
    assert sample.request(OPEN).policy_version_id == before != newest.id
    assert "stays under version 1" in tom.get(f"/requests/{OPEN}/explain").text
    assert verify().verdict == "consistent"
