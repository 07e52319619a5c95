"""Every checklist item of the starter policies: which state of which record satisfies it, and that nothing less does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fixtures.items import IN_EDITOR, as_it_is, catalogue, whole, without, written
from workflows.assembly import assemble
from workflows.ground.refused import Refused
from workflows.inventory.registers import declaring
from workflows.inventory.registers.filling import stored
from workflows.inventory.registers.judging import judge_item
from workflows.inventory.registers.needs import Known, Need, all_needs, needs_of

assemble()
NEEDS = [pytest.param(need, id=f"{need.item}-{need.register}") for need in all_needs()]
ANOTHER = 2


def test_the_table_holds_every_item_of_the_catalogue_once() -> None:
    assert len(catalogue()) == 129
    assert list(written()) == list(catalogue())


def test_the_table_says_what_the_code_does() -> None:
    now = {row.item: row for row in as_it_is()}
    assert {key: (row, now[key]) for key, row in written().items() if row != now[key]} == {}


def test_every_item_is_answered_by_something_and_those_of_the_editor_say_why() -> None:
    rows = written().values()
    assert [row.item for row in rows if not (row.answered_by and row.state)] == []
    assert {row.item for row in rows if row.answered_by == "editor"} == set(IN_EDITOR)
    assert all(IN_EDITOR.values())
    assert not any(needs_of(key) for key in IN_EDITOR)


@pytest.mark.parametrize("need", NEEDS)
def test_a_whole_record_satisfies_its_item_and_nothing_less_does(need: Need) -> None:
    one, known = declaring.of(need.register), whole(need)
    assert need.lacks(known) == ()
    assert satisfies(need, known)
    assert unsound(need) == []
    statuses = [key for key, _ in one.statuses]
    emptied = [replace(known, body={}, level="", score=None, due_on=None, status=one) for one in statuses]
    assert not any(satisfies(need, empty) for empty in emptied)
    assert [field for field in need.filled if satisfies(need, without(known, field))] == []
    wrong = [key for key in statuses if need.statuses and key not in need.statuses]
    assert [key for key in wrong if satisfies(need, replace(known, status=key))] == []


@pytest.mark.parametrize("need", NEEDS)
def test_a_record_about_another_version_says_nothing_about_this_one(need: Need) -> None:
    about = replace(whole(need), version_id=ANOTHER, version_ids=frozenset({ANOTHER}))
    assert not satisfies(need, about)


@pytest.mark.parametrize("need", [param for param in NEEDS if param.values[0].every])
def test_one_record_that_falls_short_is_enough_where_all_have_to_pass(need: Need) -> None:
    short = [replace(without(whole(need), field), id=2) for field in need.filled]
    meant = [known for known in short if need.only(known)]
    assert not any(judge_item(need.item, [need], [whole(need), known], 1).satisfied for known in meant)


def satisfies(need: Need, known: Known) -> bool:
    """Whether the record alone satisfies the item of its need for version 1."""
    return judge_item(need.item, [need], [known], 1).satisfied


def unsound(need: Need) -> list[tuple[str | None, str]]:
    """Why the sample could not be written by hand; empty when it could."""
    one, bad = declaring.of(need.register), list[Refused]()
    for key, value in need.sample.items():
        field = one.field(key)
        if field is None:
            bad.append(Refused("unknown", field=key))
        else:
            stored(field, value, key, bad)
    return [(refused.field, refused.code) for refused in [*bad, *one.check(need.sample)]]
