"""What suppliers, plans, evaluations and validations must say to satisfy their items, as pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from workflows.assurance.evaluations import registration as evaluations  # noqa: F401
from workflows.ground import words
from workflows.inventory.registers import declaring
from workflows.inventory.registers import words as register_words  # noqa: F401
from workflows.inventory.registers.filling import stored
from workflows.inventory.registers.needs import Known, Need, all_needs
from workflows.inventory.suppliers import registration as suppliers  # noqa: F401

MINE = ("supplier", "test_plan", "evaluation", "validation")
NEEDS = [need for need in all_needs() if need.register in MINE]
SIGNED = (("validation", "model_validator", 3),)


def known(need: Need, body: dict[str, Any], **more: Any) -> Known:
    one = declaring.of(need.register)
    return Known(
        id=1,
        uuid="u",
        register=need.register,
        ref="X-1",
        title="It",
        status=more.pop("status", need.sample_status or one.born),
        version=1,
        digest="d",
        body=body,
        today=date(2026, 4, 1),
        level=one.derive(body).level,
        system_id=7,
        version_id=3 if one.per_version else None,
        signed=more.pop("signed", SIGNED),
        **more,
    )


def of(item: str) -> Need:
    return next(need for need in NEEDS if need.item == item)


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.item)
def test_a_full_record_satisfies_its_item_and_an_empty_one_does_not(need):
    assert need.lacks(known(need, dict(need.sample))) == ()
    assert need.about(known(need, dict(need.sample)), 3)
    assert need.lacks(known(need, {}))
    for key in need.filled:
        assert need.lacks(known(need, {**need.sample, key: ""})), key


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.item)
def test_a_sample_is_made_of_declared_values(need):
    one, bad = declaring.of(need.register), []
    for key, value in need.sample.items():
        field = one.field(key)
        assert field is not None, key
        stored(field, value, key, bad)
    assert not bad, [(refused.code, refused.field) for refused in bad]
    assert not one.check(need.sample)


def test_every_item_of_the_three_is_there():
    assert {need.item for need in NEEDS} == {
        *("DA-11", "TE-1", "TE-2", "TE-3", "TE-4", "TE-5", "TE-24", "DM-2", "RE-2", "RS-2", "CH-6"),
        *("IN-7", "DE-11", "DE-15", "TE-16", "RE-7"),
    }


@pytest.mark.parametrize(
    ("item", "more", "known_more", "code"),
    [
        ("TE-1", {}, {"status": "failed"}, "need_failures"),
        ("TE-1", {}, {"status": "unplanned"}, "need_plan_first"),
        ("TE-1", {}, {"status": "incomplete"}, "need_results_missing"),
        ("TE-1", {}, {"status": "open"}, "need_results"),
        ("TE-3", {"results": [{"metric": "AUC", "value": 1}]}, {}, "need_subgroups"),
        ("TE-4", {}, {"status": "failed"}, "need_results_failed"),
        ("TE-5", {}, {"status": "unplanned"}, "need_plan_first"),
        (
            "TE-24",
            {"results": [{"metric": "right", "value": 0.1, "threshold": 0.9}]},
            {},
            "need_failures",
        ),
        ("DM-2", {"results": [{"metric": "AUC", "value": 1}]}, {"status": "unplanned"}, "need_plan_first"),
        ("RE-2", {}, {"asked_on": date(2026, 3, 3)}, "need_data_old"),
        ("TE-2", {"conclusion": "unfit"}, {}, "need_unfit"),
        ("TE-2", {}, {"signed": ()}, "need_signature"),
        ("TE-2", {"findings": [{"finding": "Leak", "weight": "stops"}]}, {}, "need_stopping"),
        ("TE-2", {}, {"status": "draft"}, "need_status"),
        ("DE-11", {"q_law": ""}, {}, "need_questions"),
        ("DE-11", {"q_law": "no"}, {}, "need_gaps_answer"),
        ("DE-11", {"outcome": "refused"}, {}, "need_not_refused"),
        (
            "DE-15",
            {"provider_docs": [{"document": "tests", "obtained_on": "2026-01-01", "judged": "ok"}]},
            {},
            "need_documents",
        ),
        ("TE-16", {"papers": [{"kind": "certificate", "name": "ISO"}]}, {}, "need_contract"),
        (
            "TE-16",
            {"papers": [{"kind": "contract", "name": "Old", "ends_on": "2026-03-31"}]},
            {},
            "need_contract",
        ),
        ("TE-16", {"c_exit": ""}, {}, "need_clauses"),
        ("TE-16", {"c_exit": "missing"}, {}, "need_gaps_answer"),
        ("RE-7", {"releases": [{"product": "NL", "release": "5"}]}, {}, "need_releases"),
        (
            "RE-7",
            {"papers": [{"kind": "certificate", "name": "ISO", "ends_on": "2026-03-31"}]},
            {},
            "need_paper_ended",
        ),
        ("RE-7", {}, {"asked_on": date(2026, 3, 2)}, "need_review_old"),
    ],
)
def test_what_is_not_in_order_is_named(item, more, known_more, code):
    need = of(item)
    found = need.lacks(known(need, {**need.sample, **more}, **known_more))
    assert [one[0] for one in found] == [code]
    assert words.text(code, dict(found[0][1]))


def test_failures_explained_finish_a_verification_and_pass_no_robustness_test():
    body = {**of("TE-1").sample, "failures": "Under 30 it misses; excluded from use"}
    assert not of("TE-1").lacks(known(of("TE-1"), body, status="failed"))
    assert of("TE-4").lacks(known(of("TE-4"), {**of("TE-4").sample, "failures": "so"}, status="failed"))


def test_what_we_build_ourselves_needs_no_due_diligence():
    ours = known(of("DE-11"), {"decision": "build"})
    assert not of("DE-11").about(ours, None)
    assert of("IN-7").about(ours, None)


def test_an_evaluation_speaks_only_of_what_it_covers_and_of_its_version():
    need = of("TE-4")
    one = known(need, dict(need.sample))
    assert not need.about(replace(one, body={"covers": ["security"]}), 3)
    assert not need.about(one, 4)
    assert need.about(replace(one, version_ids=frozenset({4})), 4)
    assert not need.about(replace(one, status="withdrawn"), 3)
