"""AI found in use: declared in a minute or read from a list, and decided one by one."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company
from workflows.ground.refused import Conflict, NotAllowed, Refused
from workflows.ground.transaction import reading
from workflows.inventory.candidates.deciding import Decide, decide_candidate, undecided
from workflows.inventory.candidates.declaring import Declare, TakeList, declare_tool, take_list
from workflows.inventory.candidates.listing import read_list

LIST = "Application;Vendor;URL\nDeepL;DeepL SE;https://deepl.example\nWord;Soft;\nDEEPL ;x;\nCredit  scoring;x;\n"


def open_now() -> int:
    session = reading()
    session.rollback()
    return undecided(session)


def decide(company: Company, by: str, ref: str, outcome: str, **more: str) -> None:
    decide_candidate(company[by], Decide(int(ref.rpartition("-")[2]), outcome, **more))


def test_anybody_signed_in_declares_a_tool_and_it_waits_for_a_decision(company: Company) -> None:
    made = declare_tool(company["nils"], Declare("DeepL", task="Translates letters"))
    assert made.ref.startswith("CAND-")
    assert not made.known
    assert open_now() == 1


def test_the_same_tool_declared_twice_is_one_candidate(company: Company) -> None:
    first = declare_tool(company["nils"], Declare("DeepL"))
    again = declare_tool(company["ana"], Declare("  deepl "))
    assert again.known
    assert again.ref == first.ref
    assert open_now() == 1


def test_a_tool_without_a_name_is_refused_beside_its_field(company: Company) -> None:
    with pytest.raises(Refused) as refused:
        declare_tool(company["nils"], Declare(" "))
    assert refused.value.reasons[0].field == "title"  # type: ignore[attr-defined]


def test_a_list_makes_candidates_of_what_is_neither_known_nor_registered(company: Company) -> None:
    company.system("Credit scoring")
    taken = take_list(company["tom"], TakeList(LIST.encode(), "apps.csv"))
    assert (taken.added, taken.known) == (2, ("Credit scoring",))
    again = take_list(company["tom"], TakeList(LIST.encode(), "apps.csv"))
    assert again.added == 0
    assert open_now() == 2


def test_only_those_who_decide_read_lists_and_decide(company: Company) -> None:
    ref = declare_tool(company["nils"], Declare("DeepL")).ref
    with pytest.raises(NotAllowed):
        take_list(company["nils"], TakeList(LIST.encode(), "apps.csv"))
    with pytest.raises(NotAllowed):
        decide(company, "nils", ref, "not_ai", reason="A dictionary")


@pytest.mark.parametrize(
    ("outcome", "more", "field"),
    [
        ("maybe", {}, "outcome"),
        ("registered", {}, "target"),
        ("registered", {"target": "SYS-999"}, "target"),
        ("registered", {"target": "nonsense"}, "target"),
        ("known_use", {}, "target"),
        ("known_use", {"target": "USE-77"}, "target"),
        ("not_ai", {}, "reason"),
        ("refused", {}, "reason"),
    ],
)
def test_an_outcome_that_lacks_something_is_refused_beside_it(
    company: Company, outcome: str, more: dict[str, str], field: str
) -> None:
    ref = declare_tool(company["nils"], Declare("DeepL")).ref
    with pytest.raises(Refused) as refused:
        decide(company, "tom", ref, outcome, **more)
    assert refused.value.field == field
    assert open_now() == 1


@pytest.mark.parametrize(
    ("outcome", "more"),
    [
        ("registered", {"target": "sys-1"}),
        ("known_use", {"target": "SYS-1"}),
        ("not_ai", {"reason": "A dictionary"}),
        ("refused", {"reason": "It keeps what is typed"}),
    ],
)
def test_each_candidate_ends_once(company: Company, outcome: str, more: dict[str, str]) -> None:
    company.system()
    ref = declare_tool(company["nils"], Declare("DeepL")).ref
    decide(company, "tom", ref, outcome, **more)
    assert open_now() == 0
    with pytest.raises(Conflict):
        decide(company, "tom", ref, "not_ai", reason="Again")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "list_empty"),
        (b"name\n", "list_empty"),
        (b"vendor,url\nx,y\n", "list_no_names"),
        (b"name,vendor\n,x\n", "list_name_needed"),
        (b"\xff\xfe\x00", "list_no_text"),
        (b"name\n\x00\n", "list_no_text"),
        (b'name\n"open', "list_broken"),
        (b"name\n" + b"x\n" * 2001, "list_too_long"),
        (b"x" * (2 * 1024 * 1024 + 1), "list_too_large"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_list(data)
    assert (refused.value.code, refused.value.field) == (code, "file")


def test_a_list_keeps_addresses_only_when_they_are_some() -> None:
    rows = read_list(b"tool,website,department\nA,https://a.example/x,Sales\nB,javascript:alert(1),\n")
    assert [(row.name, row.address, row.users) for row in rows] == [
        ("A", "https://a.example/x", "Sales"),
        ("B", "", ""),
    ]
