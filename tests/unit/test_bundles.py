"""Bundles: one content has one digest, whatever order and form it came in, and no person is in it."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.approvals.bundles import ItemContent, build, compare, item_order, scope_digest
from workflows.ground.canonical import digest, sha256

FILE = {"ref": "EV-1", "name": "card.pdf", "media_type": "application/pdf", "sha256": "a" * 64, "size": 9}
RECORD = {"kind": "classification", "uuid": "u-1", "version": "1", "digest": "d" * 64}
ITEM = ItemContent("IN-2", "must", True, "done", "Credit limits", evidence=(FILE,), records=(RECORD,))
HEAD: dict[str, Any] = {
    "request_uuid": "0193",
    "gate": "design",
    "tier": "limited",
    "policy_digest": "p" * 64,
    "target_stage": "design",
    "detail": {"b": 1, "a": 2},
    "subject": {"uuid": "v", "label": "v1", "artefacts": {"weights": "sha256:1", "prompt": "sha256:2"}},
}


def bundle(*items: ItemContent, **head: Any) -> str:
    return build(**{**HEAD, **head}, items=items or (ITEM,))


def test_the_order_of_keys_items_files_and_records_changes_nothing() -> None:
    other = {**FILE, "ref": "EV-2", "name": "z.pdf", "sha256": "b" * 64}
    more = {**RECORD, "uuid": "u-2"}
    one = replace(ITEM, evidence=(FILE, other), records=(RECORD, more))
    two = replace(ITEM, evidence=(dict(reversed(other.items())), FILE), records=(more, RECORD))
    second = replace(ITEM, key="IN-10")
    turned = {**HEAD["subject"], "artefacts": dict(reversed(HEAD["subject"]["artefacts"].items()))}
    assert bundle(one, second) == bundle(second, two, detail={"a": 2, "b": 1}, subject=turned)


@given(st.text(max_size=40))
def test_one_text_in_two_forms_of_unicode_is_one_content(text: str) -> None:
    forms = {bundle(replace(ITEM, answer=unicodedata.normalize(form, text))) for form in ("NFC", "NFD")}
    assert len(forms) == 1


def test_a_lone_surrogate_can_be_hashed() -> None:
    assert len(sha256(bundle(replace(ITEM, answer="\ud800")).encode())) == 64


def test_persons_seats_titles_clock_and_comments_are_not_in_it() -> None:
    content = json.loads(bundle())
    assert set(content) == {
        "schema",
        "request",
        "gate",
        "tier",
        "policy",
        "target",
        "detail",
        "subject",
        "items",
    }
    assert set(content["items"]["IN-2"]) == {
        "level",
        "blocking",
        "status",
        "answer",
        "reason",
        "inherited",
        "evidence",
        "records",
    }


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("answer", {"answer": "Other limits"}),
        ("status", {"status": "in_progress", "records": ()}),
        ("level", {"level": "should"}),
        ("blocking", {"blocking": False}),
        ("reason", {"reason": "Because"}),
        ("inherited", {"inherited": "as in v1"}),
        ("bytes", {"evidence": ({**FILE, "sha256": "b" * 64},)}),
        ("name of the file", {"evidence": ({**FILE, "name": "card2.pdf"},)}),
        ("media type", {"evidence": ({**FILE, "media_type": "text/plain"},)}),
        ("size", {"evidence": ({**FILE, "size": 10},)}),
        ("no file", {"evidence": ()}),
        ("record version", {"records": ({**RECORD, "version": "2"},)}),
        ("record digest", {"records": ({**RECORD, "digest": "e" * 64},)}),
    ],
)
def test_every_part_of_an_item_moves_the_digest(name: str, changed: dict[str, Any]) -> None:
    assert bundle(replace(ITEM, **changed)) != bundle()


@pytest.mark.parametrize("part", list(HEAD))
def test_every_part_of_the_head_moves_the_digest(part: str) -> None:
    value: Any = {"other": 1} if isinstance(HEAD[part], dict) else "other"
    assert sha256(bundle(**{part: value}).encode()) != sha256(bundle().encode())


def test_the_digest_of_a_seat_without_scope_is_that_of_the_whole() -> None:
    assert scope_digest(bundle(), []) == digest(json.loads(bundle())) == sha256(bundle().encode())


def test_a_scope_covers_its_items_subject_tier_and_policy_and_nothing_else() -> None:
    other = replace(ITEM, key="IN-3", answer="x")
    before = bundle(ITEM, other)
    assert scope_digest(bundle(ITEM, replace(other, answer="y")), ["IN-2"]) == scope_digest(before, ["IN-2"])
    assert scope_digest(bundle(replace(ITEM, answer="y"), other), ["IN-2"]) != scope_digest(before, ["IN-2"])
    for part in ("tier", "policy_digest", "subject"):
        value: Any = {"uuid": "w"} if part == "subject" else "other"
        assert scope_digest(bundle(ITEM, other, **{part: value}), ["IN-2"]) != scope_digest(before, ["IN-2"])


def test_comparing_says_what_came_went_and_changed_in_the_order_of_items() -> None:
    before = bundle(ITEM, replace(ITEM, key="IN-10"), replace(ITEM, key="IN-9"))
    now = bundle(
        replace(ITEM, answer="Other"), replace(ITEM, key="IN-9"), replace(ITEM, key="IN-11"), tier="high"
    )
    changes = compare(before, now)
    assert [(c.key, c.mark) for c in changes] == [
        ("subject", "~"),
        ("IN-2", "~"),
        ("IN-10", "-"),
        ("IN-11", "+"),
    ]
    assert changes[0].fields == (("tier", "limited", "high"),)
    assert changes[1].fields == (("answer", "Credit limits", "Other"),)


def test_comparing_with_itself_gives_nothing_and_with_nothing_gives_all() -> None:
    assert compare(bundle(), bundle()) == ()
    assert [(c.key, c.mark) for c in compare(None, bundle())] == [("IN-2", "+")]


def test_items_are_sorted_as_people_count() -> None:
    assert sorted(["TE-10", "TE-2", "IN-1", "TE"], key=item_order) == ["IN-1", "TE", "TE-2", "TE-10"]


@pytest.mark.parametrize(
    ("item", "satisfied"),
    [
        (ITEM, True),
        (replace(ITEM, records=(), evidence=()), True),
        (replace(ITEM, records=(), evidence=(), answer=" "), False),
        (replace(ITEM, records=(), answer=""), True),
        (replace(ITEM, records=(), answer="", evidence=({**FILE, "sha256": None},)), False),
        (replace(ITEM, status="in_progress", records=()), False),
        (replace(ITEM, status="in_progress"), True),
        (replace(ITEM, status="not_needed", reason="No people"), False),
        (replace(ITEM, level="should", status="not_needed", reason="No people"), True),
        (replace(ITEM, level="should", status="not_needed"), False),
    ],
)
def test_what_answers_an_item_for_good(item: ItemContent, satisfied: bool) -> None:
    assert item.satisfied is satisfied
