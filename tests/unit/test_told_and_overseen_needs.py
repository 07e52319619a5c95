"""Which state of a document, notice, explanation, measure, log or list satisfies its item, and which does not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from workflows.assurance.event_logs import needs as event_logs
from workflows.assurance.oversight import needs as oversight
from workflows.assurance.technical_file import needs as technical_file
from workflows.assurance.transparency import needs as transparency
from workflows.inventory.registers import declaring
from workflows.inventory.registers.filling import stored
from workflows.inventory.registers.needs import Known, Need
from workflows.inventory.resources import needs as resources

NEEDS: tuple[Need, ...] = (
    *event_logs.NEEDS,
    *oversight.NEEDS,
    *technical_file.NEEDS,
    *transparency.NEEDS,
    *resources.NEEDS,
)
BY_ITEM = {one.item: one for one in NEEDS}
TODAY = date(2026, 6, 1)


def known(one: Need, status: str = "", asked_on: date | None = None, **changed: Any) -> Known:
    body = {**one.sample, **changed}
    status = status or one.sample_status or declaring.of(one.register).born
    return Known(
        1, "u", one.register, "X-1", "X", status, 1, "d", body, TODAY, system_id=1, asked_on=asked_on
    )


def codes(one: Need, **more: Any) -> list[str]:
    return [code for code, _ in one.lacks(known(one, **more))]


@pytest.mark.parametrize("one", NEEDS, ids=lambda one: one.item)
def test_what_a_need_shows_as_example_satisfies_its_item(one: Need) -> None:
    assert one.lacks(known(one)) == ()
    assert one.about(known(one), None)


@pytest.mark.parametrize("one", NEEDS, ids=lambda one: one.item)
def test_an_empty_record_satisfies_nothing(one: Need) -> None:
    blank = Known(1, "u", one.register, "X-1", "X", "", 1, "d", {}, TODAY, system_id=1)
    assert one.lacks(blank)


@pytest.mark.parametrize("one", NEEDS, ids=lambda one: one.item)
def test_no_field_that_an_item_asks_for_may_be_empty(one: Need) -> None:
    assert one.filled
    for key in one.filled:
        assert one.lacks(known(one, **{key: ""})), key


@pytest.mark.parametrize("one", NEEDS, ids=lambda one: one.item)
def test_an_example_can_be_stored_as_it_stands(one: Need) -> None:
    register, bad = declaring.of(one.register), []
    for field in register.fields:
        stored(field, one.sample.get(field.key, ""), field.key, bad)
    assert [(refused.code, refused.field) for refused in [*bad, *register.check(one.sample)]] == []
    assert set(one.sample) <= {field.key for field in register.fields}


@pytest.mark.parametrize("one", technical_file.NEEDS, ids=lambda one: one.item)
def test_every_section_a_type_needs_has_to_say_something(one: Need) -> None:
    rows = one.sample["sections"]
    for at, row in enumerate(rows):
        without = [*rows[:at], *rows[at + 1 :]]
        kept_free = [*rows[:at], {**row, "text": "TBD"}, *rows[at + 1 :]]
        for sections in (without, kept_free):
            ((code, params),) = one.lacks(known(one, sections=sections))
            assert (code, params["sections"]) == ("section_missing", [row["heading"]])


def test_a_draft_is_no_document_yet() -> None:
    assert codes(BY_ITEM["DE-1"], status="draft") == ["need_status"]


def test_a_document_past_its_review_does_not_count() -> None:
    assert codes(BY_ITEM["DE-1"], review_on=str(TODAY - timedelta(days=1))) == ["document_review_passed"]
    assert codes(BY_ITEM["DE-1"], review_on=str(TODAY)) == []


def test_a_document_of_tomorrow_does_not_count_today() -> None:
    assert codes(BY_ITEM["DE-1"], as_of=str(TODAY + timedelta(days=1))) == ["document_not_yet"]


def test_a_review_must_be_written_shortly_before_the_request_and_requirements_need_not() -> None:
    late = date(2027, 1, 5)
    assert codes(BY_ITEM["RE-6"], asked_on=late) == ["document_too_old"]
    assert codes(BY_ITEM["DE-1"], asked_on=late) == []


def test_a_catching_up_plan_needs_steps_with_owner_and_day() -> None:
    step = BY_ITEM["AD-7"].sample["plan"][0]
    assert codes(BY_ITEM["AD-7"], plan=[{**step, "due": ""}]) == ["need_field"]
    assert codes(BY_ITEM["AD-7"], plan=[{**step, "owner": ""}]) == ["need_field"]


def test_the_newest_trial_counts_and_not_the_best() -> None:
    worse = [
        {"on": "2026-02-01", "what": "Readers", "result": "failed"},
        {"on": "2026-01-01", "what": "Readers", "result": "passed"},
    ]
    assert codes(BY_ITEM["TE-10"], tests=worse) == ["trial_not_passed"]
    assert codes(BY_ITEM["TE-26"], tests=worse) == ["trial_not_passed"]


def test_every_audience_needs_its_own_explanation() -> None:
    rows = BY_ITEM["TE-26"].sample["audiences"]
    assert codes(BY_ITEM["TE-26"], audiences=rows[:2]) == ["audience_missing"]


def test_whoever_is_told_next_month_is_not_told() -> None:
    row = {"whom": "Works council", "on": "2026-07-01", "how": "Letter"}
    assert codes(BY_ITEM["TE-19"], told=[row]) == ["not_told_yet"]


def test_a_notice_that_nobody_saw_in_use_is_not_visible() -> None:
    assert codes(BY_ITEM["DM-5"], status="designed") == ["need_status"]
    assert codes(BY_ITEM["DM-5"], seen_on="2026-07-01") == ["notice_not_seen"]


def test_a_notice_of_another_kind_answers_another_item() -> None:
    assert not BY_ITEM["TE-19"].about(known(BY_ITEM["TE-19"], kind="retirement"), None)
    assert BY_ITEM["DM-5"].about(known(BY_ITEM["DM-5"], kind="decisions"), None)


@pytest.mark.parametrize("kind", ["override", "stop"])
def test_override_and_stop_must_both_have_been_tried(kind: str) -> None:
    rows = [row for row in BY_ITEM["TE-6"].sample["tests"] if row["kind"] != kind]
    assert codes(BY_ITEM["TE-6"], tests=rows) == [f"oversight_{kind}_untried"]


def test_an_overseer_whose_training_ran_out_oversees_nothing() -> None:
    row = {**BY_ITEM["TE-6"].sample["overseers"][0], "valid_until": "2026-05-31"}
    assert codes(BY_ITEM["TE-6"], overseers=[row]) == ["overseer_training_over"]
    assert codes(BY_ITEM["RE-8"], overseers=[row]) == ["overseer_training_over"]


def test_oversight_that_misses_the_planted_errors_does_not_work() -> None:
    row = BY_ITEM["RE-8"].sample["reviews"][0]
    assert codes(BY_ITEM["RE-8"], reviews=[{**row, "found": 9}]) == ["oversight_misses_errors"]
    assert codes(BY_ITEM["RE-8"], reviews=[{**row, "planted": 0, "found": 0}]) == [
        "oversight_nothing_planted"
    ]
    assert codes(BY_ITEM["RE-8"], asked_on=date(2027, 6, 1)) == ["oversight_review_old"]


def test_a_log_kept_for_five_months_is_kept_too_short() -> None:
    assert codes(BY_ITEM["TE-12"], retention_months=5) == ["log_kept_short"]
    assert codes(BY_ITEM["TE-12"], retention_months=6) == []


def test_a_log_through_which_no_output_was_traced_does_not_work() -> None:
    row = {**BY_ITEM["TE-12"].sample["tests"][0], "result": "failed"}
    assert codes(BY_ITEM["TE-12"], tests=[row]) == ["log_trial_failed"]


def test_one_access_that_is_still_on_keeps_the_shutdown_open() -> None:
    rows = [*BY_ITEM["RT-3"].sample["accesses"], {"kind": "job", "name": "Nightly scoring", "off_on": ""}]
    ((code, params),) = BY_ITEM["RT-3"].lacks(known(BY_ITEM["RT-3"], accesses=rows))
    assert (code, params) == ("resource_still_on", {"names": ["Nightly scoring"]})


def test_training_without_participants_or_past_its_end_is_no_training() -> None:
    row = BY_ITEM["TE-21"].sample["sessions"][0]
    assert codes(BY_ITEM["TE-21"], sessions=[{**row, "present": 0}]) == ["training_not_held"]
    assert codes(BY_ITEM["TE-21"], sessions=[{**row, "valid_until": "2026-05-31"}]) == ["training_not_held"]


def test_oversight_and_support_both_need_somebody_on_duty_today() -> None:
    rows = BY_ITEM["DM-7"].sample["duty"]
    assert codes(BY_ITEM["DM-7"], duty=rows[:1]) == ["nobody_on_duty_support"]
    assert codes(BY_ITEM["DM-7"], duty=[{**row, "until": "2026-05-31"} for row in rows]) == [
        "nobody_on_duty_oversight"
    ]
