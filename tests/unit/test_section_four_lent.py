"""Rule 5 of section 4: a row for everything that keeps a delegate from a seat, and the law that it opens nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.approvals.rules import RequestFacts, SeatView, bars, bars_lent, breaks_independence
from workflows.approvals.words import say_bar
from workflows.ground.words import text
from workflows.people.delegating.lent import Lent
from workflows.people.standing import Grant, Standing

SUBMITTED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = SUBMITTED + timedelta(days=2)
BEFORE = SUBMITTED - timedelta(days=30)
A, B, C = 1, 2, 3
ROLE = "risk_officer"


def person(key: int, *roles: str, **more: Any) -> Standing:
    grants = tuple(
        Grant(9, role, "org", more.get("granted", BEFORE), date(2026, 1, 1), None) for role in roles
    )
    facts = {"kind": "employee", "active": True} | {k: v for k, v in more.items() if k != "granted"}
    return Standing(key, f"uuid-{key}", "ABC"[key - 1], "", is_administrator=False, grants=grants, **facts)


SEAT = SeatView(1, "risk", ROLE, "AI risk officer", "decides", "open", None)
FACTS = RequestFacts(SUBMITTED, frozenset({"org"}), gate="testing")
LENT = Lent(5, A, B, frozenset(), frozenset(), BEFORE, SUBMITTED, NOW + timedelta(days=1))


def lent_bars(**more: Any) -> list[tuple[str, bool]]:
    """What stands against it, changed from the case in which nothing does."""
    found = bars_lent(
        more.get("delegate", person(B)),
        more.get("delegator", person(A, ROLE)),
        replace(LENT, **more.get("lent", {})),
        SEAT,
        replace(FACTS, **more.get("facts", {})),
        more.get("now", NOW),
    )
    for bar in found:
        assert text(say_bar(bar), {"name": "x", **bar.params})
    return [(bar.code, bar.of_other) for bar in found]


def test_a_delegate_needs_no_role_of_their_own() -> None:
    assert lent_bars() == []


FACTS_OF = [
    ("bar_submitted", lambda key: {"submitters": {key: "1"}}),
    ("bar_answered", lambda key: {"answered": {key: "IN-5"}}),
    ("bar_built", lambda key: {"built": {key: "trained"}}),
    ("bar_wrote", lambda key: {"wrote": {key: frozenset({"dpo"})}}),
    ("bar_team", lambda key: {"team": frozenset({key})}),
    ("bar_other_seat", lambda key: {"holders": {key: 2}}),
    ("bar_recused", lambda key: {"recused": frozenset({key})}),
]


@pytest.mark.parametrize(("code", "facts"), FACTS_OF, ids=[row[0] for row in FACTS_OF])
@pytest.mark.parametrize("key", [A, B])
def test_rules_1_to_4_and_6_hold_for_either_of_the_two(code: str, facts: Any, key: int) -> None:
    assert lent_bars(facts=facts(key)) == [(code, key == A)]
    assert lent_bars(facts=facts(C)) == []


@pytest.mark.parametrize(
    ("code", "of_other", "more"),
    [
        ("bar_inactive", False, {"delegate": person(B, active=False)}),
        ("bar_inactive", True, {"delegator": person(A, ROLE, active=False)}),
        ("bar_no_role", True, {"delegator": person(A, "dpo"), "delegate": person(B, ROLE)}),
        ("bar_late_grant", True, {"delegator": person(A, ROLE, granted=NOW)}),
        (
            "bar_not_staff",
            False,
            {"delegate": person(B, kind="contractor"), "facts": {"seats_from_staff_only": True}},
        ),
        ("bar_lent_late", False, {"lent": {"accepted_at": SUBMITTED + timedelta(microseconds=1)}}),
        ("bar_lent_over", False, {"now": LENT.ends_at}),
        ("bar_lent_over", False, {"lent": {"ended_at": NOW}}),
        ("bar_lent_not", False, {"lent": {"starts_at": NOW + timedelta(microseconds=1)}}),
        ("bar_lent_not", False, {"lent": {"delegator_id": C}}),
        ("bar_lent_not", False, {"lent": {"delegate_id": C}}),
        ("bar_lent_scope", False, {"lent": {"roles": frozenset({"dpo"})}}),
        ("bar_lent_scope", False, {"lent": {"gates": frozenset({"design"})}}),
    ],
)
def test_what_else_keeps_a_delegate_from_a_seat(code: str, of_other: bool, more: dict[str, Any]) -> None:
    assert lent_bars(**more) == [(code, of_other)]


@pytest.mark.parametrize(
    "more",
    [
        {"now": LENT.ends_at - timedelta(microseconds=1)},
        {"now": LENT.starts_at},
        {"lent": {"accepted_at": SUBMITTED}},
        {"lent": {"roles": frozenset({ROLE}), "gates": frozenset({"testing"})}},
        {"delegator": person(A, ROLE, granted=NOW), "facts": {"admitted": frozenset({(1, A)})}},
        {"facts": {"holders": {A: 1, B: 1}}},
    ],
)
def test_what_keeps_nobody_from_it(more: dict[str, Any]) -> None:
    assert lent_bars(**more) == []


people = st.sets(st.sampled_from([A, B, C]))


@given(people, people, people, st.booleans(), st.booleans())
def test_a_delegation_opens_no_seat_that_is_closed_to_the_delegator(
    team: set[int], built: set[int], recused: set[int], active: bool, has_role: bool
) -> None:
    facts = replace(
        FACTS, team=frozenset(team), built=dict.fromkeys(built, "trained"), recused=frozenset(recused)
    )
    delegator, delegate = person(A, *([ROLE] if has_role else [])), person(B, ROLE, active=active)
    if not bars_lent(delegate, delegator, LENT, SEAT, facts, NOW):
        assert not bars(delegator, SEAT, facts)
        assert not bars(delegate, SEAT, facts)


def test_an_author_on_either_side_takes_the_independence_of_the_last_seat() -> None:
    filled = SeatView(2, "legal", "legal_counsel", "Legal", "decides", "filled", C)
    facts = replace(FACTS, wrote={A: frozenset({ROLE}), C: frozenset({"legal_counsel"})})
    assert breaks_independence((B, A), SEAT, (SEAT, filled), facts)
    assert not breaks_independence((B,), SEAT, (SEAT, filled), facts)
    by_delegation = replace(filled, holder_id=9, for_id=C)
    assert breaks_independence((A,), SEAT, (SEAT, by_delegation), facts)
