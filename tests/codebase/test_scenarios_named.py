"""Every scenario that the product is built against has a test that carries its id."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
NAMES = re.compile(r"def test_((?:[sg]\d\d_)+)")

SCENARIOS = [
    *(
        "s01",
        "s04",
        "s05",
        "s06",
        "s07",
        "s09",
        "s11",
        "s13",
        "s14",
        "s16",
        "s17",
        "s18",
        "s19",
        "s21",
        "s22",
    ),
    *(
        "s23",
        "s25",
        "s28",
        "s29",
        "s30",
        "s31",
        "s32",
        "s33",
        "s38",
        "s39",
        "s40",
        "s42",
        "s47",
        "s48",
        "s49",
        "s52",
        "s53",
        "s54",
        "s55",
        "s56",
    ),
    *("s60", "s62", "s66", "s73"),
    *("s70", "s71", "s74", "s75", "s76"),
]


def named() -> dict[str, list[str]]:
    """The test files by the scenario ids that their tests carry."""
    found: dict[str, list[str]] = {}
    for path in TESTS.rglob("test_*.py"):
        for ids in NAMES.findall(path.read_text(encoding="utf-8")):
            for one in ids.strip("_").split("_"):
                found.setdefault(one, []).append(path.name)
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_each_scenario_has_a_test_of_its_name(scenario: str) -> None:
    assert named().get(scenario), f"no test carries {scenario}"
