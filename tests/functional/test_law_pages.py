"""The law data and other schemes through the web door."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from models.law_entry import LawEntry
from models.scheme_run import SchemeRun
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.wizard import SCHEME, keep_scheme, run
from workflows.ground.transaction import reading
from workflows.inventory.wizard.running import run_wizard

WHY = {"field_text": "At work, on our own people?", "reason": "OJ L, 3.5.2027"}


@pytest.fixture
def jide(company: Company) -> Door:
    """The legal counsel; SYS-1 is high by Annex III."""
    company.system("Screening")
    run_wizard(company["jide"], run(1, Q_ANNEX3=("4(a)",), Q_PROFILE="yes"))
    return Door(company, "jide")


def test_everybody_reads_the_law_and_only_its_keepers_change_it(company: Company, jide: Door) -> None:
    page = Door(company, "nils").text("/law")
    for part in (
        "Fundamental rights impact assessment",
        "Does it profile natural persons?",
        "15 calendar days",
    ):
        assert part in page
    assert "Change it" not in Door(company, "ana").text("/law/question/Q_WORK")
    assert "Change it" in jide.text("/law/question/Q_WORK")


def test_a_change_says_whose_turn_it_makes_and_stands_beside_the_entry(company: Company, jide: Door) -> None:
    here = "/law/question/Q_WORK"
    assert "Screening" in jide.text(here)
    answer = jide.send(here, WHY)
    assert (answer.status_code, answer.location) == (303, here)
    page = jide.text(here)
    assert "The owner of 1 system has a turn." in page
    assert "At work, on our own people?" in page
    assert "OJ L, 3.5.2027" in page
    assert "changed here" in jide.text("/law")
    assert "Questions were changed since" in jide.text("/systems/SYS-1/classification")
    assert "Look at the classification" in Door(company, "ana").text("/registers/obligations")


def test_the_law_is_shown_as_of_any_day(jide: Door) -> None:
    later = date.today() + timedelta(days=50)
    jide.send("/law/question/Q_WORK", WHY | {"in_force_from": later.isoformat()})
    assert WHY["field_text"] not in jide.text("/law")
    assert WHY["field_text"] in jide.text(f"/law?on={later.isoformat()}")
    assert "That is no day" in jide.text("/law?on=soon")


BAD_ENTRIES = [
    ("question/Q_WORK", {"field_text": " "}, "Fill this in."),
    ("question/Q_WORK", {"reason": ""}, "Fill this in."),
    (
        "question/Q_WORK",
        {"field_text": "Will it be used at the workplace on our workers?"},
        "Nothing was changed.",
    ),
    ("date/T3", {"field_date": "tomorrow"}, "Give a day such as 2027-12-02."),
    ("clock/general", {"field_days": "none"}, "Give a whole number"),
    ("duty/O-RMS", {"field_applies_iii": "2027-13-01"}, "Give a day such as 2027-12-02."),
]


def test_what_does_not_hold_stands_beside_its_field_and_typed_text_stays(jide: Door) -> None:
    for entry, typed, said in BAD_ENTRIES:
        answer = jide.send(f"/law/{entry}", WHY | {"field_what": "x"} | typed)
        assert answer.status_code == 422
        assert said in words(answer)
    assert reading().scalars(select(LawEntry)).all() == []


def test_what_is_not_there_is_not_found(jide: Door) -> None:
    for address in ("/law/question/Q_NONE", "/law/king/O-RMS", "/law/date/T0", "/law/schemes/none"):
        assert jide.get(address).status_code == 404


def test_another_scheme_comes_by_file_and_stands_beside_the_law(company: Company, jide: Door) -> None:
    file = (io.BytesIO(SCHEME.encode()), "scoring.yaml")
    sent = jide.send("/law/schemes/new", {"key": "scoring", "reason": "Sector rule", "file": file})
    assert sent.location == "/law/schemes/scoring"
    assert "Reported once a year" in jide.text("/law/schemes/scoring")
    here = "/systems/SYS-1/schemes/scoring"
    ana = Door(company, "ana")
    assert "Answer its questions" in ana.text("/systems/SYS-1/classification")
    assert ana.send(here, {"common_reason": "We score rent"}).status_code == 422
    typed = {"common_reason": "We score rent", "Q1": "yes", "Q2": ["rent"]}
    assert ana.send(here, typed).status_code == 303
    assert "Watched" in ana.text("/systems/SYS-1/classification")
    assert ana.send(here, typed | {"Q1": "no", "Q1_why": "Flats, not people"}).status_code == 303
    assert [one.tier for one in reading().scalars(select(SchemeRun).order_by(SchemeRun.id))] == [
        "watched",
        "outside",
    ]
    assert " checked" in ana.text(here)


BAD_FILES = [
    ("tiers: [", "scoring", "This is no YAML"),
    ("- 1", "scoring", "cannot be read as a scheme (file): a table of fields"),
    (
        SCHEME.replace("start: Q1", "start: Q9"),
        "scoring",
        "the first question is not among the questions",
    ),
    (SCHEME.replace("next: END", "next: Q1"), "scoring", "the answers can lead in a circle"),
    (SCHEME.replace("if_no: OUT", "if_no: END"), "scoring", "no answer ever leads there"),
    (SCHEME.replace("tier: outside,", "tier: moon,"), "scoring", "an outcome names a tier"),
    (SCHEME.replace("rank: 2", "rank: high"), "scoring", "a tier has a rank"),
    (SCHEME.replace("meta:", "meta: &a"), "scoring", "Anchors, aliases"),
    (SCHEME, "eu_ai_act", "keeps its key"),
    (SCHEME, "../etc", "short key"),
    ("\\xff", "scoring", "no text in UTF-8"),
]


def test_a_bad_file_is_told_in_a_sentence(jide: Door) -> None:
    for text, key, said in BAD_FILES:
        data = b"\xff\xfe\xff" if text == "\\xff" else text.encode()
        file = (io.BytesIO(data), "scheme.yaml")
        answer = jide.send("/law/schemes/new", {"key": key, "reason": "Why", "file": file})
        assert answer.status_code == 422
        assert said in words(answer)


def test_pages_ask_a_fixed_number_of_questions(company: Company, jide: Door) -> None:
    keep_scheme(company["jide"])
    pages = {"/law": 12, "/law/duty/O-RMS": 14, "/systems/SYS-1/classification": 16}
    counted = {}
    for address in pages:
        jide.text(address)
        counted[address] = _statements(jide, address)
    for number in range(2, 6):
        company.system(f"More {number}")
        run_wizard(company["jide"], run(number, Q_ANNEX3=("4(a)",), Q_PROFILE="yes"))
    for address, most in pages.items():
        assert _statements(jide, address) <= counted[address] <= most


def test_duties_are_taken_on_from_the_page_of_the_classification(company: Company, jide: Door) -> None:
    here = "/systems/SYS-1/classification"
    ana = Door(company, "ana")
    assert re.search(r"Take \d+ duties on as obligations", ana.text(here))
    sent = ana.send("/systems/SYS-1/obligations", {}, form_at=here)
    assert sent.location == "/registers/obligations?system=SYS-1"
    page = ana.text(here)
    assert "duties on as obligations" not in page
    assert "/registers/obligations/OBL-1" in page


def _statements(door: Door, address: str) -> int:
    found: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            found.append(statement)

    engine = reading().get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        door.text(address)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(found)
