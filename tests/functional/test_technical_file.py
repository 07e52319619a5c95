"""The technical file: documents by type, what is missing by name, the points of Annex IV, and one PDF."""

from __future__ import annotations

from html import unescape

import pytest

from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.pdfs import look
from workflows.assurance.technical_file.annex import POINTS
from workflows.assurance.technical_file.needs import NEEDS
from workflows.assurance.technical_file.overview import file_list
from workflows.assurance.technical_file.reading import technical_file
from workflows.assurance.technical_file.register import TECHDOC
from workflows.assurance.technical_file.types import ANNEX_IV, TYPES, type_of
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.registers import declaring
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.saving import save_record
from workflows.people.standing import standing_of

SAMPLES = {one.sample["doc_type"]: one.sample for one in NEEDS}


@pytest.fixture
def system_id(company: Company) -> int:
    return company.version(company.system()).system_id


class Reader:
    """Somebody as pages know them."""

    def __init__(self, company: Company, name: str) -> None:
        standing = standing_of(reading(), company[name].person_id, clock.glance())
        assert standing is not None
        self.id, self.grants, self.active = standing.person_id, standing.grants, True


def written(company: Company, system_id: int, kind: str, status: str = "issued", **body: object) -> str:
    sample = {**SAMPLES[kind], **body}
    if "plan" in sample:
        sample["plan"] = [{**step, "owner": "ana@halm.example"} for step in sample["plan"]]
    title = f"The {kind} of ours"
    command = SaveRecord(TECHDOC.key, system_id=system_id, title=title, status=status, body=sample)
    return save_record(company["ana"], command).ref


def test_each_point_of_annex_iv_is_a_section_of_the_cover_and_names_known_registers() -> None:
    cover = type_of(ANNEX_IV)
    assert cover is not None
    assert [point.heading for point in POINTS] == list(cover.headings)
    assert {kind for point in POINTS for kind in point.doc_types} <= {one.key for one in TYPES}


@pytest.mark.both_databases
def test_a_file_names_what_is_not_issued_or_not_whole(company: Company, system_id: int) -> None:
    rows = [dict(row) for row in SAMPLES["design"]["sections"]]
    written(company, system_id, "requirements")
    written(company, system_id, "design", sections=rows[:-1])
    written(company, system_id, "alternatives", status="draft")
    found = technical_file(Reader(company, "ana"), system_id)
    missing = {place.type.key for place in found.to_write}
    assert "requirements" not in missing
    assert {"design", "alternatives", ANNEX_IV} <= missing
    text = words(Door(company, "ana").get(f"/systems/{ref('SYS', system_id)}/technical-file"))
    assert "Nothing under: Interfaces" in text
    assert "1 of 9 documents asked before release are issued and whole." in text


def test_a_replaced_document_is_no_longer_in_the_file(company: Company, system_id: int) -> None:
    written(company, system_id, "requirements", status="replaced")
    assert technical_file(Reader(company, "ana"), system_id).documents == ()


def test_the_points_of_annex_iv_follow_the_cover(company: Company, system_id: int) -> None:
    rows = [dict(row) for row in SAMPLES[ANNEX_IV]["sections"]]
    rows[7]["text"] = "TBD"
    written(company, system_id, ANNEX_IV, sections=rows)
    found = technical_file(Reader(company, "ana"), system_id)
    assert found.written == 8
    assert [one.point.number for one in found.annex if not one.is_written] == [8]


def test_only_documents_for_the_audience_are_shown_and_printed(company: Company, system_id: int) -> None:
    written(company, system_id, "instructions")
    written(company, system_id, "control_status")
    ana, here = Door(company, "ana"), f"/systems/{ref('SYS', system_id)}/technical-file"
    text = ana.text(f"{here}?audience=user")
    assert "The instructions of ours" in text
    assert "The control_status of ours" not in text
    paper = look(ana.get(f"{here}.pdf?audience=user").data).text
    assert "Whom to ask" in paper
    assert "The control_status of ours" not in paper
    assert ana.get(f"{here}?audience=%27nobody").status_code == 200


def test_one_pdf_holds_every_issued_document_and_no_draft(company: Company, system_id: int) -> None:
    written(company, system_id, "requirements")
    written(company, system_id, "catching_up_plan")
    draft = [{"heading": "Rollout", "text": "Half thought through"}]
    written(company, system_id, "deployment_plan", status="draft", sections=draft)
    made = look(Door(company, "ana").get(f"/systems/{ref('SYS', system_id)}/technical-file.pdf").data)
    assert made.tagged
    assert made.title == "Technical file of Credit scoring"
    assert "Uses out of scope" in made.text
    assert "Write what is missing" in made.text
    assert "Half thought through" not in made.text
    assert "The deployment_plan of ours" in made.text


def test_a_new_document_begins_with_the_sections_of_its_type(company: Company, system_id: int) -> None:
    ana = Door(company, "ana")
    address = f"/registers/techdocs/new?system={ref('SYS', system_id)}&doc_type=instructions"
    text = ana.text(address)
    for heading in type_of("instructions").headings:
        assert f'value="{heading}"' in text
    assert "Rollback" not in text


def test_a_section_stands_once_and_a_review_comes_later(company: Company, system_id: int) -> None:
    body = {
        **SAMPLES["requirements"],
        "sections": [{"heading": "Purpose", "text": "A"}, {"heading": "purpose", "text": "B"}],
        "as_of": "2026-01-05",
        "review_on": "2026-01-05",
    }
    refused = [(one.code, one.field) for one in TECHDOC.check(body)]
    assert refused == [
        ("section_twice", "sections-1-heading"),
        ("review_before_document", "review_on"),
    ]


@pytest.mark.both_databases
def test_the_list_of_files_shows_systems_one_may_see(company: Company, system_id: int) -> None:
    written(company, system_id, "requirements")
    (line,) = file_list(Reader(company, "ana")).rows
    assert (line.documents, line.whole, line.points) == (1, 1, 0)
    assert "1 of 9" in words(Door(company, "ana").get("/technical-file"))
    assert file_list(Reader(company, "nils")).rows == ()
    assert "No system yet" in words(Door(company, "nils").get("/technical-file"))


def test_a_file_of_a_system_one_may_not_see_is_not_there(company: Company, system_id: int) -> None:
    nils, here = Door(company, "nils"), f"/systems/{ref('SYS', system_id)}/technical-file"
    assert [nils.get(here).status_code, nils.get(f"{here}.pdf").status_code] == [404, 404]


def test_the_page_asks_as_often_for_ten_documents_as_for_one(company: Company, system_id: int) -> None:
    ana, here = Door(company, "ana"), f"/systems/{ref('SYS', system_id)}/technical-file"
    counts = []
    for kinds in (["requirements"], ["design", "criteria", "instructions", "lessons", ANNEX_IV]):
        for kind in kinds:
            written(company, system_id, kind)
        with counted_statements(company.app) as sent:
            assert ana.get(here).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert counts[1] <= 11


def test_typed_markup_stays_text(company: Company, system_id: int) -> None:
    rows = [{"heading": "<b>Purpose</b>", "text": "<script>alert(1)</script> #import"}]
    written(company, system_id, "requirements", sections=rows)
    ana, here = Door(company, "ana"), f"/systems/{ref('SYS', system_id)}/technical-file"
    assert "<script>alert" not in ana.get(here).get_data(as_text=True)
    assert "#import" in unescape(look(ana.get(f"{here}.pdf").data).text)


def test_every_register_that_a_point_names_is_one_that_stands_or_may_come() -> None:
    known = {one.key for one in declaring.known()}
    assert {"dataset", "risk", "oversight", "event_log", "system_card"} <= known
