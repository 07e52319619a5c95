"""An approval is stale exactly when a frozen input differs, whatever happened in between, and it names that input."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workflows.lifecycle.resting.differing import Present, differences

UUIDS = ("a", "b", "c")
DIGESTS = st.sampled_from(("1", "2", "3"))
ARTEFACTS = st.dictionaries(st.sampled_from(("model", "component COMP-1")), DIGESTS)
STATES = st.dictionaries(st.sampled_from(UUIDS), st.tuples(DIGESTS, st.booleans()))


def bundle_of(frozen: dict[str, str], artefacts: dict[str, str]) -> dict[str, Any]:
    records = [
        {"kind": "risk", "uuid": uuid, "version": 1, "digest": digest} for uuid, digest in frozen.items()
    ]
    return {"items": {"IN-4": {"records": records}}, "subject": {"artefacts": artefacts}}


def present_of(state: dict[str, tuple[str, bool]]) -> dict[str, Present]:
    return {uuid: Present(f"RISK-{uuid}", "", 1, digest, gone=gone) for uuid, (digest, gone) in state.items()}


@given(st.dictionaries(st.sampled_from(UUIDS), DIGESTS), STATES, ARTEFACTS, ARTEFACTS)
def test_it_is_stale_exactly_when_a_frozen_input_differs_and_names_it(
    frozen: dict[str, str],
    state: dict[str, tuple[str, bool]],
    then: dict[str, str],
    now: dict[str, str],
) -> None:
    found = differences(bundle_of(frozen, then), present_of(state), now)
    moved = {uuid for uuid, digest in frozen.items() if state.get(uuid, ("", True)) != (digest, False)}
    changed = {name for name in {*then, *now} if then.get(name) != now.get(name)}
    assert {one.uuid for one in found if one.kind != "artefact"} == moved
    assert {one.name for one in found if one.kind == "artefact"} == changed


@given(st.lists(st.tuples(st.sampled_from(UUIDS), st.tuples(DIGESTS, st.booleans())), max_size=20))
def test_the_order_of_changes_does_not_matter_only_where_they_end(
    changes: list[tuple[str, tuple[str, bool]]],
) -> None:
    frozen = dict.fromkeys(UUIDS, "1")
    state = dict.fromkeys(UUIDS, ("1", False))
    for uuid, to in changes:
        state[uuid] = to
    found = differences(bundle_of(frozen, {}), present_of(state), {})
    assert {one.uuid for one in found} == {uuid for uuid, to in state.items() if to != ("1", False)}


def test_a_difference_says_what_it_answered_and_how_it_differs() -> None:
    bundle = bundle_of({"a": "1", "b": "1"}, {"model": "1", "prompt": "1"})
    present = present_of({"a": ("2", False)})
    found = differences(bundle, present, {"model": "2", "index": "1"})
    assert [(one.name, one.how, one.items) for one in found] == [
        ("RISK-a", "moved", ("IN-4",)),
        ("risk", "gone", ("IN-4",)),
        ("index", "added", ()),
        ("model", "moved", ()),
        ("prompt", "removed", ()),
    ]
