"""Who may not sign: a row for every rule of section 4, and a row for everything that is no rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from workflows.approvals.rules import (
    RequestFacts,
    SeatView,
    bars,
    bars_of_submission,
    breaks_independence,
)
from workflows.approvals.words import say_bar
from workflows.ground.words import text
from workflows.people.standing import Grant, Standing

SUBMITTED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BEFORE, AFTER = SUBMITTED - timedelta(days=30), SUBMITTED + timedelta(microseconds=1)
ME, OTHER = 7, 8


def grant(role: str = "risk_officer", scope: str = "org", at: datetime = BEFORE) -> Grant:
    """A grant that is in force."""
    return Grant(1, role, scope, at, date(2026, 1, 1), None)


def person(key: int = ME, *grants: Grant, **more: Any) -> Standing:
    """Somebody active who holds the seat's role, unless told otherwise."""
    facts = {"kind": "employee", "active": True, "is_administrator": False} | more
    return Standing(
        key, f"uuid-{key}", "Maria Keller", "m@halm.example", grants=grants or (grant(),), **facts
    )


def view(key: int = 1, role: str = "risk_officer", mode: str = "decides", **more: Any) -> SeatView:
    """An open seat."""
    return SeatView(
        key, f"seat.{key}", role, role.replace("_", " "), mode, more.get("status", "open"), more.get("holder")
    )


FACTS = RequestFacts(first_submitted_at=SUBMITTED, scope_keys=frozenset({"org", "unit:3", "system:9"}))
SEAT = view()

BARRED = [
    ("1 submitted in any round", 1, "bar_submitted", {}, {"submitters": {ME: "2"}}, {}),
    ("2 answered an item", 2, "bar_answered", {}, {"answered": {ME: "IN-5"}}, {}),
    ("2 built the version", 2, "bar_built", {}, {"built": {ME: "trained"}}, {}),
    (
        "2 wrote a record in another role",
        2,
        "bar_wrote",
        {},
        {"wrote": {ME: frozenset({"model_validator"})}},
        {},
    ),
    ("2 author barred by the policy", 2, "bar_wrote", {}, {"wrote": {ME: frozenset({""})}}, {}),
    ("3 member of the team", 3, "bar_team", {}, {"team": frozenset({ME})}, {}),
    ("4 holds another live seat", 4, "bar_other_seat", {}, {"holders": {ME: 2}}, {}),
    ("6 recused", 6, "bar_recused", {}, {"recused": frozenset({ME})}, {}),
    ("7 inactive", 7, "bar_inactive", {"active": False}, {}, {}),
    ("7 no role", 7, "bar_no_role", {"grants": (grant("dpo"),)}, {}, {}),
    ("7 no grant at all", 7, "bar_no_role", {"grants": ()}, {}, {}),
    ("7 role in another unit", 7, "bar_no_role", {"grants": (grant(scope="unit:4"),)}, {}, {}),
    ("7 granted after the submission", 7, "bar_late_grant", {"grants": (grant(at=AFTER),)}, {}, {}),
    (
        "7 admitted to another seat",
        7,
        "bar_late_grant",
        {"grants": (grant(at=AFTER),)},
        {"admitted": frozenset({(2, ME)})},
        {},
    ),
    (
        "7 somebody else admitted",
        7,
        "bar_late_grant",
        {"grants": (grant(at=AFTER),)},
        {"admitted": frozenset({(1, OTHER)})},
        {},
    ),
    (
        "contractor where staff sign",
        7,
        "bar_not_staff",
        {"kind": "contractor"},
        {"seats_from_staff_only": True},
        {},
    ),
    ("guest where staff sign", 7, "bar_not_staff", {"kind": "guest"}, {"seats_from_staff_only": True}, {}),
    (
        "8 administrator who submitted",
        1,
        "bar_submitted",
        {"is_administrator": True},
        {"submitters": {ME: "1"}},
        {},
    ),
    ("8 administrator without the role", 7, "bar_no_role", {"is_administrator": True, "grants": ()}, {}, {}),
    ("8 administrator in the team", 3, "bar_team", {"is_administrator": True}, {"team": frozenset({ME})}, {}),
    ("1 holds for advice too", 1, "bar_submitted", {}, {"submitters": {ME: "1"}}, {"mode": "advises"}),
    ("4 holds for advice too", 4, "bar_other_seat", {}, {"holders": {ME: 2}}, {"mode": "advises"}),
]

FREE = [
    ("nothing stands against it", {}, {}, {}),
    ("somebody else submitted", {}, {"submitters": {OTHER: "1"}}, {}),
    ("somebody else answered and built", {}, {"answered": {OTHER: "IN-5"}, "built": {OTHER: "coded"}}, {}),
    ("somebody else is in the team", {}, {"team": frozenset({OTHER})}, {}),
    ("somebody else recused", {}, {"recused": frozenset({OTHER})}, {}),
    ("wrote a record in this role", {}, {"wrote": {ME: frozenset({"risk_officer", "legal_counsel"})}}, {}),
    ("holds this very seat", {}, {"holders": {ME: 1}}, {}),
    ("holds the role for a unit above", {"grants": (grant(scope="unit:3"),)}, {}, {}),
    ("holds the role for this system", {"grants": (grant(scope="system:9"),)}, {}, {}),
    ("granted at the instant of the submission", {"grants": (grant(at=SUBMITTED),)}, {}, {}),
    ("an old grant beside a late one", {"grants": (grant(at=AFTER), grant(scope="unit:3"))}, {}, {}),
    ("a late grant, admitted", {"grants": (grant(at=AFTER),)}, {"admitted": frozenset({(1, ME)})}, {}),
    (
        "any grant before the first submission",
        {"grants": (grant(at=AFTER),)},
        {"first_submitted_at": None},
        {},
    ),
    ("contractor where the policy lets them", {"kind": "contractor"}, {}, {}),
    (
        "contractor who only advises",
        {"kind": "contractor"},
        {"seats_from_staff_only": True},
        {"mode": "advises"},
    ),
    ("administrator with the role", {"is_administrator": True}, {}, {}),
    ("more roles than one", {"grants": (grant("dpo"), grant())}, {}, {}),
    ("a seat that is filled bars nobody by itself", {}, {}, {"status": "filled", "holder": OTHER}),
]


def asked(
    who: dict[str, Any], facts: dict[str, Any], seat: dict[str, Any]
) -> tuple[Standing, SeatView, RequestFacts]:
    """The three arguments of the evaluator."""
    changes = dict(who)
    found = person(**{k: v for k, v in changes.items() if k != "grants"})
    if "grants" in changes:
        found = replace(found, grants=changes["grants"])
    return found, view(**seat), replace(FACTS, **facts)


@pytest.mark.parametrize(
    ("name", "rule", "code", "who", "facts", "seat"), BARRED, ids=[row[0] for row in BARRED]
)
def test_each_rule_bars_and_says_which_and_why(
    name: str, rule: int, code: str, who: dict[str, Any], facts: dict[str, Any], seat: dict[str, Any]
) -> None:
    found = bars(*asked(who, facts, seat))
    assert [(bar.rule, bar.code) for bar in found] == [(rule, code)]
    assert text(say_bar(found[0]), dict(found[0].params)).strip()


@pytest.mark.parametrize(("name", "who", "facts", "seat"), FREE, ids=[row[0] for row in FREE])
def test_what_is_no_rule_bars_nobody(
    name: str, who: dict[str, Any], facts: dict[str, Any], seat: dict[str, Any]
) -> None:
    assert bars(*asked(who, facts, seat)) == ()


def test_a_grant_that_expires_after_the_signature_is_not_asked_about_again() -> None:
    """Only the person who signs now needs the role; whoever holds a seat is not looked at any more."""
    signed_long_ago = replace(FACTS, holders={OTHER: 2})
    assert bars(person(), SEAT, signed_long_ago) == ()


def test_all_reasons_are_given_at_once_in_the_order_of_the_rules() -> None:
    facts = replace(
        FACTS,
        submitters={ME: "1"},
        answered={ME: "IN-1"},
        team=frozenset({ME}),
        holders={ME: 2},
        recused=frozenset({ME}),
        seats_from_staff_only=True,
    )
    gone = replace(person(kind="guest", active=False), grants=())
    assert [bar.rule for bar in bars(gone, SEAT, facts)] == [1, 2, 3, 4, 6, 7, 7, 7]


def test_at_submission_everything_but_the_other_seat_counts() -> None:
    facts = replace(FACTS, holders={ME: 2}, team=frozenset({ME}))
    assert [bar.rule for bar in bars_of_submission(person(), SEAT, facts)] == [3]


@pytest.mark.parametrize(
    ("others", "breaks"),
    [
        ((), True),
        ((view(2),), False),
        ((view(2, status="filled", holder=OTHER),), True),
        ((view(2, status="filled", holder=9),), False),
        ((view(2, mode="advises"),), True),
        ((view(2, status="fell_away"),), True),
        ((view(2, status="not_needed"),), True),
    ],
)
def test_an_author_may_not_take_the_last_seat_that_could_be_independent(
    others: tuple[SeatView, ...], breaks: bool
) -> None:
    facts = replace(FACTS, wrote={ME: frozenset({"risk_officer"}), OTHER: frozenset({"legal_counsel"})})
    assert breaks_independence((ME,), SEAT, (SEAT, *others), facts) is breaks
    assert not breaks_independence((9,), SEAT, (SEAT, *others), facts)
