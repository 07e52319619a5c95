"""A risk is accepted by people at its level, for what it says then; every later change voids that."""

from __future__ import annotations

import pytest

from models.register_record import RegisterRecord
from tests.fixtures.company import Company
from tests.fixtures.risks import CARRIED, row, save_risk
from workflows.assurance.approving.asking import (
    AskApproval,
    TakeBackAsking,
    ask_approval,
    take_back_asking,
)
from workflows.ground.refused import Conflict, Refused, Several, Stale
from workflows.ground.transaction import reading
from workflows.inventory.registers.turning import turns_of

BOTH = pytest.mark.both_databases


def ask(company: Company, record: RegisterRecord, by: str = "ana", **more) -> str:
    return ask_approval(company[by], AskApproval("risk", record.id, **more)).request_ref


@BOTH
def test_a_low_risk_is_accepted_by_the_risk_officer_who_did_not_write_it(company: Company):
    risk = save_risk(company, by="ana")
    request = ask(company, risk)
    assert company.request(request).tier == "minimal"
    assert set(company.seats(request)) == {"risk_officer"}
    with pytest.raises(Refused):
        company.sign(request, "carla", "risk_officer")
    company.sign(request, "maria", "risk_officer")
    found = row(risk)
    assert company.request(request).status == "approved"
    assert found.status == "accepted"
    assert found.approved_digest == found.digest


@pytest.mark.parametrize(
    ("after", "tier", "seats"),
    [
        ("3", "minimal", {"risk_officer"}),
        ("4", "limited", {"risk_officer", "committee_chair"}),
        ("5", "high", {"risk_officer", "committee_chair", "top_management"}),
    ],
)
def test_the_higher_what_remains_the_higher_the_people_who_accept_it(company: Company, after, tier, seats):
    body = {"inherent_likelihood": "5", "inherent_individuals": "5"}
    body |= {"residual_likelihood": "3" if after != "5" else "4", "residual_individuals": after}
    risk = save_risk(company, **body)
    request = ask(company, risk)
    assert (company.request(request).tier, set(company.seats(request))) == (tier, seats)


def test_whoever_wrote_it_in_no_role_that_judges_risks_signs_nothing(company: Company):
    company.hire("olga", "operations_lead", "committee_chair")
    risk = save_risk(company, by="olga", residual_individuals="5", residual_likelihood="2")
    request = ask(company, risk)
    with pytest.raises(Refused) as caught:
        company.sign(request, "olga", "committee_chair")
    assert "wrote" in caught.value.code


def test_the_risk_officer_who_wrote_it_may_give_the_opinion_that_seat_is_for(company: Company):
    risk = save_risk(company, by="maria")
    company.sign(ask(company, risk), "maria", "risk_officer")
    assert row(risk).status == "accepted"


def test_a_risk_that_is_not_whole_names_everything_that_is_missing(company: Company):
    risk = save_risk(company, acceptance_reason="", plan=[], residual_society="")
    with pytest.raises(Several) as caught:
        ask(company, risk)
    assert {one.field for one in caught.value.reasons} == {"acceptance_reason", "plan", "residual_society"}


@BOTH
def test_a_change_voids_the_acceptance_and_gives_the_owner_a_turn(company: Company):
    risk = save_risk(company)
    company.pass_request(ask(company, risk))
    save_risk(company, record=risk, residual_likelihood="3", residual_individuals="4")
    found = row(risk)
    assert found.status == "treating"
    assert found.digest != found.approved_digest
    assert [turn.code for turn in turns_of(reading(), risk.id)] == ["turn_acceptance_void"]
    company.pass_request(ask(company, risk))
    assert row(risk).status == "accepted"
    assert turns_of(reading(), risk.id) == []


def test_progress_of_a_measure_leaves_the_acceptance_as_it_is(company: Company):
    risk = save_risk(company)
    company.pass_request(ask(company, risk))
    done = [{"measure": CARRIED["plan"][0]["measure"], "done_on": "2026-11-20", "shown_by": "EV-1"}]
    save_risk(company, record=risk, progress=done)
    found = row(risk)
    assert (found.status, found.approved_digest) == ("accepted", found.digest)


def test_a_change_in_review_that_keeps_the_level_opens_a_round_and_clears_signatures(company: Company):
    risk = save_risk(company, residual_individuals="5", residual_likelihood="2")
    request = ask(company, risk)
    company.sign(request, "maria", "risk_officer")
    save_risk(company, record=risk, causes="Also: the labels came from one team")
    assert company.request(request).round_number == 2
    assert company.seats(request)["risk_officer"].status == "open"


@BOTH
def test_a_change_in_review_that_moves_the_level_ends_the_request(company: Company):
    risk = save_risk(company)
    request = ask(company, risk)
    save_risk(company, record=risk, residual_individuals="5")
    assert company.request(request).status == "superseded"
    assert company.request(request).ended_code == "ended_record_moved"
    assert company.request(ask(company, risk)).tier == "limited"


def test_only_one_request_about_a_risk_is_open_and_it_can_be_taken_back(company: Company):
    risk = save_risk(company)
    request = ask(company, risk)
    with pytest.raises(Conflict):
        ask(company, risk)
    with pytest.raises(Refused):
        take_back_asking(company["nils"], TakeBackAsking("risk", risk.id))
    take_back_asking(company["ana"], TakeBackAsking("risk", risk.id))
    assert company.request(request).status == "withdrawn"
    ask(company, risk)


def test_an_accepted_risk_is_not_asked_about_again_and_an_old_page_asks_nothing(company: Company):
    risk = save_risk(company)
    with pytest.raises(Stale):
        ask(company, risk, revision=99)
    company.pass_request(ask(company, risk))
    with pytest.raises(Refused) as caught:
        ask(company, risk)
    assert caught.value.code == "approval_stands"


def test_a_rejected_risk_stays_in_treatment_and_can_be_put_forward_again(company: Company):
    risk = save_risk(company)
    request = ask(company, risk)
    company.sign(request, "maria", "risk_officer", "reject")
    assert row(risk).status == "open"
    ask(company, risk)


def test_a_risk_of_the_organisation_is_accepted_the_same_way(company: Company):
    risk = save_risk(company, by="tom", system="")
    company.pass_request(ask(company, risk, by="tom"))
    assert row(risk).status == "accepted"


def test_nobody_asks_who_could_not_submit(company: Company):
    risk = save_risk(company)
    with pytest.raises(Refused) as caught:
        ask(company, risk, by="maria")
    assert caught.value.code == "submit_by"
