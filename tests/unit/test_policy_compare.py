"""Two versions of a policy are compared in words, and rules on who may sign weigh more than others."""

from __future__ import annotations

import json

import pytest

from workflows.approvals.policies.body import PolicyBody, load, to_body
from workflows.approvals.policies.compare import compare
from workflows.approvals.policies.weight import tier_of_publication, weighty
from workflows.approvals.starter import starter_bodies

STARTER = starter_bodies()
TEXT = STARTER["deployment", "high"]


def changed(text: str = TEXT, **changes: object) -> PolicyBody:
    content = json.loads(text)
    content.pop("schema")
    return load(to_body({**content, **changes}))


def part(name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(TEXT)[name]
    return found


@pytest.mark.parametrize("key", sorted(STARTER))
def test_a_policy_differs_in_nothing_from_itself(key):
    body = load(STARTER[key])
    assert compare(body, body) == ()
    assert weighty(body, body) == () or key[0] == "policy_publication"


def test_everything_is_new_where_there_was_no_version():
    found = compare(None, load(TEXT))
    assert {one.mark for one in found} == {"added"}
    assert tier_of_publication(None, load(TEXT)) == "high"


def test_a_changed_item_says_what_it_said_and_says_now():
    items = part("items")
    now = changed(items=[{**items[0], "level": "should", "note": "Ask early"}, *items[2:]])
    found = {one.key: one for one in compare(load(TEXT), now)}
    assert set(found) == {items[0]["key"], items[1]["key"]}
    lines = {line.label: (line.before, line.now) for line in found[str(items[0]["key"])].lines}
    assert lines == {"Level": ("Must", "Should"), "Help": (None, "Ask early")}
    assert found[str(items[1]["key"])].mark == "removed"


def test_another_order_of_the_items_is_a_difference_too():
    items = part("items")
    found = compare(load(TEXT), changed(items=[items[1], items[0], *items[2:]]))
    assert [(one.part, one.title) for one in found] == [("rules", "Order of the items")]


def test_a_group_is_one_difference_and_names_its_numbers():
    group = {"role": "committee_member", "key": "members", "step": 2, "needs": 2, "seats": 3}
    (found,) = compare(load(TEXT), changed(seats=[*part("seats"), group]))
    assert (found.mark, found.title) == ("added", "AI governance committee member")
    assert ("Approvals", None, "2 of 3") in [(line.label, line.before, line.now) for line in found.lines]


def test_other_times_are_said_in_the_words_of_the_policy_page():
    (found,) = compare(load(TEXT), changed(sla_days=12))
    assert found.lines[0].now == "12 working days from submission; time never approves anything."
    assert tier_of_publication(load(TEXT), changed(sla_days=12)) == "limited"


SEATS = part("seats")
WEIGHTY = {
    "a deciding seat is lost": {"seats": SEATS[:-2]},
    "a seat only advises now": {
        "seats": [{**one, "mode": "advises"} if one["role"] == "security_ciso" else one for one in SEATS]
    },
    "a seat hangs on a condition now": {
        "seats": [
            {**one, "when": {"origin": ["built"]}} if one["role"] == "security_ciso" else one for one in SEATS
        ]
    },
    "a seat stands for two roles": {
        "seats": [{**one, "also": ["dpo"]} if one["role"] == "legal_counsel" else one for one in SEATS]
    },
    "nobody must be independent": {"independent_seat": False},
    "contractors may sign": {"contractor_seats": True},
    "authors may not sign": {
        "items": [{**part("items")[0], "author_may_not_sign": True}, *part("items")[1:]]
    },
}


@pytest.mark.parametrize("name", sorted(WEIGHTY))
def test_a_change_of_who_may_sign_takes_the_seats_of_the_high_tier(name):
    now = changed(**WEIGHTY[name])
    assert weighty(load(TEXT), now)
    assert tier_of_publication(load(TEXT), now) == "high"


def test_a_lower_threshold_of_a_group_weighs_and_another_seat_does_not():
    group = {"role": "committee_member", "key": "members", "step": 2, "needs": 2, "seats": 3}
    with_group = changed(seats=[*SEATS, group])
    assert tier_of_publication(load(TEXT), with_group) == "limited"
    assert tier_of_publication(with_group, changed(seats=[*SEATS, {**group, "needs": 1}])) == "high"


def test_losing_the_veto_of_a_group_or_a_later_step_of_a_seat_weighs():
    group = {"role": "committee_member", "key": "members", "step": 2, "needs": 2, "seats": 3, "veto": True}
    before = changed(seats=[*SEATS, group])
    assert tier_of_publication(before, changed(seats=[*SEATS, {**group, "veto": False}])) == "high"


def test_how_policies_are_published_is_always_decided_by_the_high_tier():
    text = STARTER["policy_publication", "limited"]
    assert tier_of_publication(load(text), changed(text, sla_days=9)) == "high"
