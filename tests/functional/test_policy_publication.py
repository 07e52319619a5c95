"""A policy changes only by a signed publication: drafted by one, decided by others, in force from its day."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.policy import Policy
from models.policy_draft import PolicyDraft
from models.policy_version import PolicyVersion
from models.record_entry import RecordEntry
from tests.fixtures.company import Company
from workflows.approvals.policies.body import load
from workflows.approvals.policies.drafts.proposing import (
    ProposeDraft,
    WithdrawProposal,
    propose_draft,
    withdraw_proposal,
)
from workflows.approvals.policies.drafts.saving import EditPart, SaveText, edit_part, save_text
from workflows.approvals.policies.drafts.starting import StartDraft, start_draft
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.yaml_text import to_yaml
from workflows.ground import clock
from workflows.ground.ids import key_of
from workflows.ground.refused import Conflict, NotFound, Refused, Several, Stale
from workflows.ground.transaction import reading
from workflows.people.days import today

pytestmark = pytest.mark.both_databases


def draft(
    company: Company, gate: str = "deployment", tier: str = "limited", by: str = "tom", number=0
) -> str:
    return start_draft(company[by], StartDraft(gate, tier, number)).ref


def row(draft_ref: str) -> PolicyDraft:
    session = reading()
    session.rollback()
    session.expire_all()
    return session.get_one(PolicyDraft, key_of("DRAFT", draft_ref))


def versions(gate: str = "deployment", tier: str = "limited") -> list[PolicyVersion]:
    session = reading()
    session.rollback()
    session.expire_all()
    asked = select(PolicyVersion).join(Policy, Policy.id == PolicyVersion.policy_id)
    asked = asked.where(Policy.gate == gate, Policy.tier == tier).order_by(PolicyVersion.number)
    return list(session.scalars(asked))


def set_days(company: Company, draft_ref: str, days: int, by: str = "tom") -> None:
    rules = json.dumps({**json.loads(row(draft_ref).body), "sla_days": days})
    found = json.loads(rules)
    found.pop("schema")
    command = EditPart(draft_ref, row(draft_ref).revision, "rules", value=json.dumps(found))
    edit_part(company[by], command)


def propose(company: Company, draft_ref: str, by: str = "tom", **more) -> str:
    command = ProposeDraft(draft_ref, row(draft_ref).revision, "Decisions take too long", **more)
    return propose_draft(company[by], command).request_ref


def test_s26_a_publication_needs_other_people_and_makes_the_next_version(company: Company):
    draft_ref = draft(company)
    set_days(company, draft_ref, 4)
    request = propose(company, draft_ref)
    assert company.request(request).tier == "limited"
    with pytest.raises(Refused):
        company.sign(request, "tom", "risk_officer")
    assert versions()[-1].number == 1
    company.sign(request, "maria", "risk_officer")
    assert versions()[-1].number == 1
    company.sign(request, "carla", "committee_chair")
    made = versions()[-1]
    assert (made.number, load(made.body).sla_days, made.note) == (2, 4, "Decisions take too long")
    assert json.loads(made.proof)["ok"] is True
    assert row(draft_ref).status == "published"
    assert policy_in_force(reading(), "deployment", "limited", clock.glance()).id == made.id


def test_s26_a_request_that_is_open_keeps_the_version_it_was_submitted_under(company: Company):
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request)
    company.submit(request)
    before = company.request(request).policy_version_id
    draft_ref = draft(company, "design")
    set_days(company, draft_ref, 2)
    publication = propose(company, draft_ref)
    company.pass_request(publication)
    assert versions("design")[-1].number == 2
    assert company.request(request).policy_version_id == before
    company.pass_request(request)
    assert company.request(request).policy_version_id == before


def test_everybody_who_edited_the_draft_is_kept_from_deciding_on_it(company: Company):
    company.hire("hanna", "ai_governance_lead", "risk_officer")
    draft_ref = draft(company)
    set_days(company, draft_ref, 4, by="hanna")
    set_days(company, draft_ref, 5)
    request = propose(company, draft_ref)
    with pytest.raises(Refused) as caught:
        company.sign(request, "hanna", "risk_officer")
    assert "built" in caught.value.code or "answered" in caught.value.code


def test_a_rule_on_who_may_sign_takes_the_seats_of_the_high_tier(company: Company):
    draft_ref = draft(company)
    body = json.loads(row(draft_ref).body)
    body.pop("schema")
    seats = body["seats"][:-1]
    text = to_yaml(json.dumps({"schema": 1, **body, "seats": seats}))
    save_text(company["tom"], SaveText(draft_ref, row(draft_ref).revision, text))
    request = propose(company, draft_ref)
    assert company.request(request).tier == "high"
    assert set(company.seats(request)) == {"top_management", "committee_chair", "legal_counsel"}


def test_a_rejected_draft_can_be_edited_and_proposed_again(company: Company):
    draft_ref = draft(company)
    set_days(company, draft_ref, 4)
    request = propose(company, draft_ref)
    with pytest.raises(Conflict):
        set_days(company, draft_ref, 6)
    company.sign(request, "maria", "risk_officer", "reject")
    assert row(draft_ref).status == "editing"
    set_days(company, draft_ref, 6)
    company.pass_request(propose(company, draft_ref))
    assert load(versions()[-1].body).sla_days == 6


def test_a_proposal_is_taken_back_by_those_who_may_propose_only(company: Company):
    draft_ref = draft(company)
    set_days(company, draft_ref, 4)
    request = propose(company, draft_ref)
    with pytest.raises(Refused):
        withdraw_proposal(company["ana"], WithdrawProposal(draft_ref))
    withdraw_proposal(company["tom"], WithdrawProposal(draft_ref))
    assert company.request(request).status == "withdrawn"
    assert row(draft_ref).status == "editing"
    with pytest.raises(Conflict):
        withdraw_proposal(company["tom"], WithdrawProposal(draft_ref))


def test_a_version_with_a_later_day_is_not_in_force_before(company: Company):
    draft_ref = draft(company)
    set_days(company, draft_ref, 4)
    day = today(reading(), clock.glance()) + timedelta(days=3)
    company.pass_request(propose(company, draft_ref, effective_on=day))
    made = versions()[-1]
    assert made.number == 2
    assert made.in_force_from > clock.glance()
    now = policy_in_force(reading(), "deployment", "limited", clock.glance())
    later = policy_in_force(reading(), "deployment", "limited", made.in_force_from)
    assert (now.number, later.number) == (1, 2)


def test_returning_to_an_earlier_version_is_a_publication_of_its_words(company: Company):
    first = draft(company)
    set_days(company, first, 4)
    company.pass_request(propose(company, first))
    back = draft(company, number=1)
    company.pass_request(propose(company, back))
    found = versions()
    assert [one.number for one in found] == [1, 2, 3]
    assert found[2].body == found[0].body


def test_a_draft_based_on_an_old_version_or_saying_nothing_new_is_not_published(company: Company):
    first, second, third = draft(company), draft(company), draft(company)
    with pytest.raises(Refused) as same:
        propose(company, third)
    assert same.value.code == "draft_same"
    set_days(company, first, 4)
    set_days(company, second, 5)
    request = propose(company, first)
    with pytest.raises(Conflict) as twice:
        propose(company, second)
    assert twice.value.code == "draft_proposed_already"
    company.pass_request(request)
    with pytest.raises(Refused) as old:
        propose(company, second)
    assert old.value.code == "draft_base_old"


def test_s40_a_policy_that_nobody_could_decide_is_not_even_proposed(company: Company):
    draft_ref = draft(company)
    seat = {"role": "external_auditor", "step": 1}
    command = EditPart(draft_ref, row(draft_ref).revision, "seats", value=json.dumps(seat))
    edit_part(company["tom"], command)
    with pytest.raises(Refused) as caught:
        propose(company, draft_ref)
    assert caught.value.code == "draft_not_proved"
    assert row(draft_ref).status == "editing"


def test_a_policy_that_opens_by_itself_is_refused_with_every_reason(company: Company):
    draft_ref = draft(company)
    text = to_yaml(json.dumps({**json.loads(row(draft_ref).body), "seats": [], "sla_days": 0}))
    save_text(company["tom"], SaveText(draft_ref, row(draft_ref).revision, text))
    with pytest.raises(Several) as caught:
        propose(company, draft_ref)
    assert {"policy_no_seat", "policy_number"} <= {one.code for one in caught.value.reasons}


def test_s26_only_writers_draft_and_an_administrator_cannot_propose(company: Company):
    with pytest.raises(Refused):
        draft(company, by="ana")
    with pytest.raises(NotFound):
        draft(company, "moon")
    draft_ref = draft(company, by="admin")
    set_days(company, draft_ref, 4, by="admin")
    with pytest.raises(Refused) as caught:
        propose(company, draft_ref, by="admin")
    assert caught.value.code == "draft_not_yours_to_propose"


def test_whoever_saved_first_wins_and_nothing_is_overwritten(company: Company):
    draft_ref = draft(company)
    seen = row(draft_ref).revision
    set_days(company, draft_ref, 4)
    with pytest.raises(Stale):
        edit_part(company["tom"], EditPart(draft_ref, seen, "items", "remove", 0))


def test_a_publication_stands_in_the_record_with_its_digest(company: Company):
    draft_ref = draft(company)
    set_days(company, draft_ref, 4)
    company.pass_request(propose(company, draft_ref))
    entries = list(reading().scalars(select(RecordEntry).order_by(RecordEntry.id)))
    actions = [one.action for one in entries]
    assert actions.count("policy:draft:proposed") == 1
    assert versions()[-1].digest in entries[-1].body
