"""A harmless system goes from intake to deployment with one signature by somebody else, or takes the full path."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.record_entry import RecordEntry
from models.signature import Signature
from models.stage_move import StageMove
from models.version_builder import VersionBuilder
from tests.fixtures.company import Company
from tests.fixtures.lane import SCREENS, fill, in_review, open_one, plug_in, through
from workflows.approvals.submitting import Submit, submit_request
from workflows.ground import clock
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle.fast_lane.no_dpia import RecordNoDpia, record_no_dpia
from workflows.lifecycle.fast_lane.opening import OpenLane, open_lane
from workflows.lifecycle.fast_lane.saving import SaveLane, save_lane

pytestmark = pytest.mark.both_databases


def test_one_signature_opens_four_gates_in_one_transaction_with_one_entry_each(company: Company) -> None:
    version = plug_in(company)
    request = through(company, version)
    assert company.request(request).status == "approved"
    assert company.version(version).stage == "deployment"
    key = company.request(request).id
    moves = list(
        reading().scalars(select(StageMove).where(StageMove.request_id == key).order_by(StageMove.id))
    )
    assert [move.gate for move in moves] == ["design", "data_review", "testing", "deployment"]
    assert len({move.at for move in moves}) == 1
    assert len(list(reading().scalars(select(Signature).where(Signature.request_id == key)))) == 1
    passed = list(reading().scalars(select(RecordEntry).where(RecordEntry.action == "version:gate:passed")))
    assert [json.loads(one.body)["changes"]["stage"][1] for one in passed] == [
        move.to_stage for move in moves
    ]
    assert company.version(version).cleared_until is not None


def test_the_seats_that_nobody_needs_are_spared(company: Company) -> None:
    seats = company.seats(through(company, by="jide"))
    assert sorted(seat.status for seat in seats.values()) == [
        "filled",
        "not_needed",
        "not_needed",
        "not_needed",
    ]
    assert seats["lane.3"].status == "filled"


def test_the_team_that_answered_signs_nothing(company: Company) -> None:
    request = open_one(company, plug_in(company))
    fill(company, request, by="maria")
    company.submit(request)
    with pytest.raises(Refused) as caught:
        company.sign(request, "maria", "lane.2")
    assert caught.value.code == "bar_answered_you"


def test_a_rejection_sends_to_the_full_path_and_shuts_the_lane_to_this_version(company: Company) -> None:
    version = plug_in(company)
    request = in_review(company, version)
    company.sign(request, "rosa", "lane.2", "reject")
    assert company.request(request).status == "rejected"
    assert company.request(request).ended_code == "ended_full_path"
    assert company.version(version).stage == "intake"
    with pytest.raises(Refused) as caught:
        open_one(company, version)
    assert caught.value.params["rule"] == "FL-7"
    company.pass_gate(version, "design")
    assert company.version(version).stage == "design"


def test_there_are_no_conditions_in_the_lane(company: Company) -> None:
    request = in_review(company)
    with pytest.raises(Refused) as caught:
        company.sign(request, "tom", "lane.1", "approve_with_conditions")
    assert caught.value.code == "decision_does_not_fit"


@pytest.mark.parametrize(
    ("screens", "code"),
    [
        (replace(SCREENS, likelihood=3, severity=3), "lane_rule_fails"),
        (replace(SCREENS, vulnerable=True), "lane_rule_fails"),
        (replace(SCREENS, supplier_until=(datetime.now(UTC) - timedelta(days=40)).date()), "lane_rule_fails"),
        (replace(SCREENS, incident=None), "lane_rule_open"),
    ],
)
def test_a_screen_that_does_not_fit_is_not_handed_in(company: Company, screens, code: str) -> None:
    request = open_one(company, plug_in(company))
    fill(company, request, screens=screens)
    with pytest.raises(Refused) as caught:
        submit_request(company["ana"], Submit(request))
    assert caught.value.code == code


def test_a_rule_that_fails_in_review_stops_the_approval(company: Company) -> None:
    version = plug_in(company)
    request = in_review(company, version)
    company.classify(version, "minimal", flags=("inform_workers",))
    with pytest.raises(Refused) as caught:
        company.sign(request, "tom", "lane.1")
    assert caught.value.params["rule"] == "FL-2"
    assert company.version(version).stage == "intake"


def test_a_raised_tier_ends_the_lane_and_leaves_the_full_path(company: Company) -> None:
    version = plug_in(company)
    request = in_review(company, version)
    company.classify(version, "limited")
    assert company.request(request).status == "superseded"
    assert company.open(version, "design")


def test_personal_data_need_the_word_of_somebody_entitled(company: Company) -> None:
    request = open_one(company, plug_in(company, flags=("dpia_check",)))
    fill(company, request)
    with pytest.raises(Refused) as caught:
        record_no_dpia(company["rosa"], RecordNoDpia(request))
    assert caught.value.code == "lane_dpia_who"
    record_no_dpia(company["dora"], RecordNoDpia(request))
    company.submit(request)
    company.sign(request, "tom", "lane.1")
    assert company.request(request).status == "approved"


def test_an_open_gate_of_the_full_path_is_overtaken_by_the_lane_and_the_other_way_round(
    company: Company,
) -> None:
    version = plug_in(company)
    design = company.open(version, "design")
    through(company, version)
    assert company.request(design).status == "superseded"
    other = plug_in(company, name="Another plug-in")
    lane = open_one(company, other)
    company.pass_gate(other, "design")
    assert company.request(lane).status == "superseded"


def test_two_drafts_of_the_lane_do_not_stand_beside_each_other(company: Company) -> None:
    version = plug_in(company)
    open_one(company, version)
    with pytest.raises(Conflict):
        open_lane(company["ana"], OpenLane(version))


def test_what_two_people_save_at_once_is_not_lost(company: Company) -> None:
    request = open_one(company, plug_in(company))
    seen = company.request(request).revision
    fill(company, request)
    assert company.request(request).revision != seen
    with pytest.raises(Conflict) as caught:
        save_lane(company["ana"], SaveLane(request, seen, (("data", "other"),)))
    assert caught.value.code == "revision_moved"


def test_a_built_system_needs_a_tester_who_did_not_build_it(company: Company) -> None:
    version = plug_in(company, origin="built", supplier="", uses_supplier=False)
    with transaction() as tx:
        row = VersionBuilder(version_id=company.version(version).id, person_id=company["milo"].person_id)
        row.what, row.added_at = "coded", clock.now(tx)
        tx.add(row)
    request = open_one(company, version)
    own = replace(SCREENS, supplier_until=None, tested_by="milo@halm.example")
    fill(company, request, screens=own)
    with pytest.raises(Refused) as caught:
        submit_request(company["ana"], Submit(request))
    assert caught.value.params["rule"] == "FL-6"
    fill(company, request, screens=replace(own, tested_by="henrik@halm.example"))
    company.submit(request)
    company.sign(request, "ben", "lane.4")
    assert company.version(version).stage == "deployment"
