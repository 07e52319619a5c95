"""Lists of registers: every view has an address, own fields count, and the cost is the same for few and for many."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door
from tests.fixtures.toy_register import declared_toy
from workflows.inventory.registers.archiving import archive_record
from workflows.inventory.registers.commands import ArchiveRecord, OwnField, SaveRecord
from workflows.inventory.registers.own_fields import keep_own_field
from workflows.inventory.registers.saving import save_record

pytestmark = pytest.mark.both_databases

FRAME = 2
"""Statements of every page: who reads it, and the number beside Home."""

LIST, RECORD, OVERVIEW, HISTORY = 6, 11, 2, 6


def keep(company: Company, title: str, by: str = "ana", **more: object) -> str:
    body = {"what": "A thing", "feel": "soft", "weight": 1, "look_on": "2999-01-01", **more}
    own, system = body.pop("own", {}), body.pop("system_id", 1)
    owner, status = str(body.pop("owner", "ana@halm.example")), str(body.pop("status", "found"))
    command = SaveRecord("toy", None, system, None, title, status, owner, body, own)  # type: ignore[arg-type]
    return save_record(company[by], command).ref


@pytest.fixture
def toys(company: Company) -> Iterator[Company]:
    company.system()
    company.system("Fraud detection")
    with declared_toy():
        keep_own_field(
            company["tom"], OwnField("toy", label="Shelf", kind="choice", choices=("Left", "Right"))
        )
        keep_own_field(company["tom"], OwnField("toy", label="Note", kind="text"))
        keep_own_field(company["tom"], OwnField("toy", label="Price", kind="number"))
        keep_own_field(company["tom"], OwnField("toy", label="Friend", kind="person"))
        keep(
            company,
            "Red ball",
            weight=4.5,
            own={
                "x1_shelf": "Left",
                "x2_note": "From 50% off",
                "x3_price": "12.5",
                "x4_friend": "milo@halm.example",
            },
        )
        keep(
            company, "Blue kite", feel="hard", look_on="2020-01-01", owner="milo@halm.example", status="kept"
        )
        keep(
            company,
            "Grün boat",
            look_on="",
            owner="",
            system_id=2,
            own={"x1_shelf": "Right", "x3_price": "12"},
        )
        keep(company, "House rules", by="maria", system_id=0)
        gone = keep(company, "Broken top")
        archive_record(company["ana"], ArchiveRecord("toy", int(gone.partition("-")[2]), "Broken"))
        yield company


FILTERS = {
    "": {"Red ball", "Blue kite", "Grün boat", "House rules"},
    "q=ball": {"Red ball"},
    "q=grun": {"Grün boat"},
    "q=TOY-2": {"Blue kite"},
    "q=100%25": set(),
    "status=kept": {"Blue kite"},
    "status=unheard": {"Red ball", "Blue kite", "Grün boat", "House rules"},
    "level=high": {"Red ball"},
    "owner=me": {"Red ball", "House rules"},
    "owner=none": {"Grün boat"},
    "system=2": {"Grün boat"},
    "system=0": {"House rules"},
    "due=overdue": {"Blue kite"},
    "due=none": {"Grün boat"},
    "feel=hard": {"Blue kite"},
    "x1_shelf=Left": {"Red ball"},
    "x2_note=From+50%25": {"Red ball"},
    "x2_note=off": set(),
    "x3_price=12.5": {"Red ball"},
    "x3_price=12": {"Grün boat"},
    "x3_price=1": set(),
    "x3_price=nan": set(),
    "x4_friend=milo@halm.example": {"Red ball"},
    "x4_friend=ana@halm.example": set(),
    "archived=1": {"Broken top"},
    "turn=mine": set(),
    "status=found&feel=soft&system=1": {"Red ball"},
    "utm=1&page=x&sort=bogus": {"Red ball", "Blue kite", "Grün boat", "House rules"},
}
ALL = {"Red ball", "Blue kite", "Grün boat", "House rules", "Broken top"}


def test_every_filter_finds_what_fits_and_nothing_else(toys: Company) -> None:
    door, wrong = Door(toys, "ana"), {}
    for query, wanted in FILTERS.items():
        text = door.text(f"/registers/toys?{query}")
        found = {title for title in ALL if f">{title}</a>" in text}
        if found != wanted:
            wrong[query] = found
    assert wrong == {}


def test_a_list_is_sorted_by_what_the_address_says_with_empty_values_last(toys: Company) -> None:
    door = Door(toys, "ana")

    def order(sort: str) -> list[str]:
        text = door.text(f"/registers/toys?sort={sort}")
        return sorted((t for t in ALL if f">{t}</a>" in text), key=lambda t: text.index(f">{t}</a>"))

    assert order("title") == ["Blue kite", "Grün boat", "House rules", "Red ball"]
    assert order("-title") == ["Red ball", "House rules", "Grün boat", "Blue kite"]
    assert order("due")[0] == "Blue kite"
    assert order("due")[-1] == order("-due")[-1] == "Grün boat"


def test_a_list_without_records_says_what_it_is_for(company: Company) -> None:
    with declared_toy():
        text = Door(company, "maria").text("/registers/toys")
        assert "Things to try the pages of registers with, at 100 %." in text
        assert "Write the first toy" in text
        assert "Nothing fits" in Door(company, "maria").text("/registers/toys?q=zzz")


def test_the_overview_counts_what_the_reader_may_see(toys: Company) -> None:
    text = Door(toys, "maria").text("/registers")
    assert "4 records" in text
    assert "1 overdue" in text
    assert "0 records" in Door(toys, "nils").text("/registers")
    assert "?system=1" in Door(toys, "ana").text("/systems/SYS-1")


def costs(company: Company) -> dict[str, int]:
    door, found = Door(company, "maria"), {}
    for path in ("", "/toys", "/toys/TOY-1", "/toys/TOY-1/history"):
        door.text(f"/registers{path}")
        with counted_statements(company.app) as sent:
            door.text(f"/registers{path}")
        found[path] = len(sent)
    return found


def test_pages_cost_the_same_for_ten_records_and_for_three_hundred(toys: Company) -> None:
    few = costs(toys)
    for number in range(60):
        keep(toys, f"Toy {number}", keeper="milo@halm.example", own={"x4_friend": "dora@halm.example"})
    many = costs(toys)
    assert many["/toys"] <= FRAME + LIST
    assert few[""] == many[""] <= FRAME + OVERVIEW
    assert few["/toys/TOY-1"] == many["/toys/TOY-1"] <= FRAME + RECORD
    assert few["/toys/TOY-1/history"] == many["/toys/TOY-1/history"] <= FRAME + HISTORY
    assert many["/toys"] == few["/toys"]
    text = Door(toys, "maria").text("/registers/toys?page=2")
    assert "Page 2" in text
