"""Which state of a risk or an assessment satisfies an item, and which does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from workflows.assurance.impact import registration as impact  # noqa: F401
from workflows.assurance.impact.effects import level_of, unanswered
from workflows.assurance.risks import registration as risks  # noqa: F401
from workflows.inventory.registers import declaring
from workflows.inventory.registers.needs import Known, Need, all_needs, needs_of

MINE = [one for one in all_needs() if one.register in ("risk", "impact", "dpia", "fria")]
ITEMS = {
    *("IN-4", "AD-4", "DE-3", "DE-9", "TE-7", "RE-3", "RS-3", "CH-4", "SV-2"),
    *("IN-5", "AD-5", "DE-4", "DE-8", "DA-7", "TE-8", "RE-4"),
}


def known(one: Need, **more) -> Known:
    register = declaring.of(one.register)
    facts = {"status": one.sample_status or register.born, "body": dict(one.sample), "approved": True}
    facts |= {"today": date(2026, 11, 25), "asked_on": date(2026, 11, 24)} | more
    level = register.derive(facts["body"]).level
    return Known(
        id=1,
        uuid="u",
        register=one.register,
        ref="X-1",
        title="x",
        version=1,
        digest="d",
        system_id=7,
        level=level,
        **facts,
    )


def name(one: Need) -> str:
    return f"{one.item}-{one.register}"


def test_every_item_of_risks_and_impact_has_a_record_that_satisfies_it():
    assert {one.item for one in MINE} == ITEMS


@pytest.mark.parametrize("one", MINE, ids=name)
def test_the_example_of_each_need_satisfies_it(one: Need):
    assert one.lacks(known(one)) == ()
    assert one.only(known(one))
    assert declaring.of(one.register).check(dict(one.sample)) == []


@pytest.mark.parametrize("one", MINE, ids=name)
def test_an_empty_record_or_one_with_a_gap_satisfies_nothing(one: Need):
    assert one.lacks(known(one, body={}))
    for key in one.filled:
        assert one.lacks(known(one, body={**one.sample, key: ""})), key


@pytest.mark.parametrize("item", ["TE-7", "RS-3", "TE-8", "DA-7"])
def test_what_nobody_approved_for_what_it_says_now_satisfies_no_item_that_asks_for_it(item: str):
    assert all(one.lacks(known(one, approved=False)) for one in needs_of(item))


@pytest.mark.parametrize("item", ["RE-3", "RS-3", "CH-4", "SV-2", "RE-4"])
def test_an_old_look_does_not_count_for_a_new_request(item: str):
    (one,) = needs_of(item)
    late = known(one, today=date(2027, 6, 1), asked_on=date(2027, 5, 20))
    assert one.lacks(late)
    ahead = known(one, body={**one.sample, "reviewed_on": "2026-12-24"})
    assert one.lacks(ahead)


def test_every_risk_has_to_be_treated_and_a_screening_is_not_among_them():
    (one,) = needs_of("DE-3")
    assert one.every
    untreated = known(one, body={**one.sample, "plan": [{"measure": "Look at it", "owner": "", "due": ""}]})
    assert [code for code, _ in one.lacks(untreated)] == ["risk_untreated"]
    assert not one.only(known(one, body={**one.sample, "kind": "screening"}))
    assert not one.only(known(one, status="closed"))


def test_a_restricted_use_satisfies_no_item():
    for one in MINE:
        if one.register == "impact":
            assert one.lacks(known(one, body={**one.sample, "prohibited": "yes"})), one.item


def test_a_question_nobody_judged_keeps_the_assessment_open():
    (one,) = needs_of("DE-4")
    body = {**one.sample, "society": one.sample["society"][:-1]}
    assert unanswered(body) == ("S8",)
    assert [code for code, _ in one.lacks(known(one, body=body))] == ["impact_unanswered"]


def test_te_8_asks_for_a_fria_where_one_is_due():
    impact_way, fria_way = needs_of("TE-8")
    due = known(impact_way, body={**impact_way.sample, "fria_due": "yes"})
    assert [code for code, _ in impact_way.lacks(due)] == ["need_fria"]
    untold = known(fria_way, body={**fria_way.sample, "notified_on": ""})
    assert fria_way.lacks(untold)


@pytest.mark.parametrize(
    ("row", "screen", "level"),
    [
        (None, {}, ""),
        (None, {"vulnerable": "no"}, "minor"),
        (("harm", "2", "5"), {}, "minor"),
        (("benefit", "5", "5"), {}, "minor"),
        (("harm", "3", "5"), {}, "noticeable"),
        (("harm", "4", "1"), {}, "sensitive"),
        (("harm", "5", "2"), {}, "sensitive"),
        (("harm", "5", "3"), {}, "restricted"),
        (("harm", "1", "1"), {"vulnerable": "yes"}, "sensitive"),
        (("harm", "1", "1"), {"prohibited": "yes"}, "restricted"),
    ],
)
def test_how_sensitive_a_use_is_follows_from_its_harms_and_its_screen(row, screen, level):
    rows = []
    if row:
        direction, severity, likelihood = row
        said = {"direction": direction, "severity": severity, "likelihood": likelihood}
        rows = [{"question": "I1", "answer": "Work", **said}]
    assert level_of({"individuals": rows, **screen}) == level


def test_a_known_record_of_another_system_s_version_is_not_asked_about_this_one():
    (one,) = needs_of("DE-9")
    assert one.about(replace(known(one), version_id=3), 3)
    assert not one.about(replace(known(one), version_id=4), 3)
