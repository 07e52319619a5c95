"""Units: a tree without circles."""

from __future__ import annotations

import pytest

from tests.fixtures.people import Staff, fill, hidden_fields
from workflows.ground.refused import NotFound, Refused, Stale
from workflows.ground.transaction import reading
from workflows.people.scopes import covered_units, path_of, scope_keys_of
from workflows.people.tree import find_unit, unit_tree
from workflows.people.units import AddUnit, ArchiveUnit, EditUnit, add_unit, archive_unit, edit_unit


@pytest.fixture
def bank(staff: Staff) -> tuple[int, int, int]:
    """Halm Bank, its lending, and the risk team of lending."""
    top = add_unit(staff.admin, AddUnit("Halm Bank", "entity", None))
    lending = add_unit(staff.admin, AddUnit("Lending", "department", top))
    return top, lending, add_unit(staff.admin, AddUnit("Risk", "department", lending))


@pytest.mark.both_databases
def test_a_unit_covers_everything_below_it(staff: Staff, bank: tuple[int, int, int]):
    top, lending, risk = bank
    assert covered_units(reading(), lending) == [lending, risk]
    assert covered_units(reading(), 999) == []
    assert path_of(reading(), risk) == [f"unit:{risk}", f"unit:{lending}", f"unit:{top}"]
    assert scope_keys_of(reading(), 7, lending) == ["org", f"unit:{lending}", f"unit:{top}", "system:7"]
    assert path_of(reading(), None) == []
    with pytest.raises(NotFound):
        path_of(reading(), 999)


def test_the_tree_is_listed_from_top_to_bottom(staff: Staff, bank: tuple[int, int, int]):
    assert [row.path for row in unit_tree()] == [
        "Halm Bank",
        "Halm Bank / Lending",
        "Halm Bank / Lending / Risk",
    ]


def test_a_unit_cannot_be_moved_below_itself(staff: Staff, bank: tuple[int, int, int]):
    top, _, risk = bank
    for place in (top, risk):
        with pytest.raises(Refused, match="unit_cycle"):
            edit_unit(staff.admin, EditUnit(top, 1, "Halm Bank", "entity", place))


def test_a_moved_unit_takes_everything_below_it_along(staff: Staff, bank: tuple[int, int, int]):
    _, lending, risk = bank
    group = add_unit(staff.admin, AddUnit("Halm Group", "entity", None))
    edit_unit(staff.admin, EditUnit(lending, 1, "Lending", "department", group))
    reading().rollback()
    assert path_of(reading(), risk)[-1] == f"unit:{group}"
    assert staff.actions()[-1] == "unit:edited"


def test_two_units_in_one_place_have_different_names(staff: Staff, bank: tuple[int, int, int]):
    with pytest.raises(Refused, match="unit_name_taken"):
        add_unit(staff.admin, AddUnit("LENDING", "department", bank[0]))
    add_unit(staff.admin, AddUnit("Lending", "department", None))


def test_a_unit_in_use_is_not_archived(staff: Staff, bank: tuple[int, int, int]):
    with pytest.raises(Refused, match="unit_in_use"):
        archive_unit(staff.admin, ArchiveUnit(bank[1], 1, "Dissolved"))
    archive_unit(staff.admin, ArchiveUnit(bank[2], 1, "Dissolved"))
    assert find_unit(bank[2]).archived
    with pytest.raises(Refused, match="unit_parent_archived"):
        add_unit(staff.admin, AddUnit("Below", "department", bank[2]))
    with pytest.raises(Stale):
        archive_unit(staff.admin, ArchiveUnit(bank[1], 9, "Dissolved"))


def test_units_are_added_moved_and_archived_through_pages(staff: Staff):
    admin = staff.sign_in(staff.admin)
    assert "No units yet" in admin.get("/people/units").text
    assert fill(admin, "/people/units/new", name="Halm Bank", kind="entity", parent="").status_code == 303
    reading().rollback()
    unit = unit_tree()[0]
    form = hidden_fields(admin.get(f"/people/units/{unit.id}/edit").text)
    edit_unit(staff.admin, EditUnit(unit.id, 1, "Halm Bank SE", "entity", None))
    moved = admin.post(
        f"/people/units/{unit.id}/edit", data=form | {"name": "Halm", "kind": "entity", "parent": ""}
    )
    assert moved.status_code == 409
    assert "Halm Bank SE" in moved.text
    assert fill(admin, f"/people/units/{unit.id}/archive", reason="Dissolved").status_code == 303
    for bad in ("999999999999999999999999", "-1", "x", "\x00"):
        assert fill(admin, "/people/units/new", name="New", kind="department", parent=bad).status_code == 422
    assert admin.get("/people/units/99999999999999999999/edit").status_code == 404
