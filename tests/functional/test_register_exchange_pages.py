"""Pages of files of registers: exports of what the filters show, and imports from the first look to the way back."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.risks import save_risk
from workflows.approvals.evidence.sheets import xlsx_preview

CSV = "Title,System,What this record is\n{title},SYS-1,risk\n"


def sent(door: Door, text: str, name: str = "risks.csv", **more):
    fields = {"file": (io.BytesIO(text.encode()), name), **more}
    return door.client.post(
        "/registers/risks/import",
        data=door.hidden("/registers/risks/import") | fields,
        content_type="multipart/form-data",
    )


def test_a_file_goes_in_by_pages_and_comes_back_out(company: Company):
    company.system()
    ana = Door(company, "ana")
    answer = sent(ana, CSV.format(title="Older applicants"))
    assert answer.status_code == 303
    here = answer.location
    assert "Older applicants" in ana.text(here)
    assert ana.send(f"{here}/apply", {}, form_at=here).status_code == 303
    exported = ana.get("/registers/risks/export.csv")
    assert exported.headers["Content-Disposition"] == 'attachment; filename="risks.csv"'
    (row,) = csv.DictReader(io.StringIO(exported.get_data(as_text=True).removeprefix("\ufeff")))
    assert (row["Title"], row["System"], row["Reference"]) == ("Older applicants", "SYS-1", "RISK-1")
    assert ana.send(f"{here}/undo", {"reason": ""}, form_at=here).status_code == 422
    assert ana.send(f"{here}/undo", {"reason": "Wrong list"}, form_at=here).status_code == 303
    assert "Taken back" in ana.text(here)
    assert "Older applicants" not in ana.get("/registers/risks/export.csv").get_data(as_text=True)


def test_every_error_stands_beside_its_row_and_nothing_can_be_written(company: Company):
    company.system()
    ana = Door(company, "ana")
    here = sent(ana, CSV.format(title="") + "Fine,SYS-1,guess\n").location
    text = words(ana.get(here))
    assert "Give it a title." in text
    assert "What this record is: Choose one of the offered values." in text
    assert "/apply" not in ana.text(here)
    assert ana.send(f"{here}/apply", {}, form_at=here).status_code == 422


def test_columns_are_matched_on_the_page(company: Company):
    company.system()
    ana = Door(company, "ana")
    here = sent(ana, "Bezeichnung,Was,Rest\nAlte,risk,x\n", system="SYS-1").location
    chosen = {"columns-0": "title", "columns-1": "kind", "columns-2": ""}
    twice = ana.send(f"{here}/columns", chosen | {"columns-2": "title"}, form_at=here)
    assert twice.status_code == 422
    assert "Two columns of the file are read as Title" in words(twice)
    assert ana.send(f"{here}/columns", chosen, form_at=here).status_code == 303
    assert "Write 1 record" in words(ana.get(here))
    assert ana.send(f"{here}/drop", {}, form_at=here).status_code == 303
    assert "dropped" in ana.text("/registers/risks/import")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no rows below"),
        ("Title\n", "no rows below"),
        ('Title\n"open', "cannot be read"),
        ("{", "no JSON"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_keeps_what_was_typed(company: Company, text: str, says: str):
    company.system()
    answer = sent(Door(company, "ana"), text, system="SYS-1")
    assert answer.status_code == 422
    assert says in words(answer)
    assert 'value="SYS-1"' in answer.get_data(as_text=True)


def test_no_file_and_an_odd_system_are_refused_beside_their_fields(company: Company):
    company.system()
    ana = Door(company, "ana")
    nothing = ana.send("/registers/risks/import", {"system": "SYS-1"})
    assert (nothing.status_code, "Choose a file." in words(nothing)) == (422, True)
    odd = sent(ana, CSV.format(title="x"), system="Somewhere")
    assert (odd.status_code, "no system called Somewhere" in words(odd)) == (422, True)


def test_others_find_no_import_that_is_not_theirs(company: Company):
    company.system()
    here = sent(Door(company, "ana"), CSV.format(title="x")).location
    assert Door(company, "milo").get(here).status_code == 404
    assert Door(company, "tom").get(here).status_code == 200, "the governance lead sees every import"
    other = here.replace("/risks/", "/datasets/")
    assert Door(company, "ana").get(other).status_code == 404


def test_an_export_holds_what_the_filters_show_and_what_the_reader_may_see(company: Company):
    save_risk(company, title="Shown")
    save_risk(company, title="Other", system=company.system("Other system"))
    ana, nils = Door(company, "ana"), Door(company, "nils")
    text = ana.get("/registers/risks/export.csv?q=shown").get_data(as_text=True)
    assert ("Shown" in text, "Other" in text) == (True, False)
    assert "Shown" not in nils.get("/registers/risks/export.csv").get_data(as_text=True)
    assert 'export.csv?q=shown"' in ana.text("/registers/risks?q=shown")


def test_a_workbook_has_a_head_the_rows_and_no_formula(company: Company):
    save_risk(company, title="=1+1")
    answer = Door(company, "ana").get("/registers/risks/export.xlsx")
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    (table,) = xlsx_preview(answer.get_data()).tables
    assert "=1+1" in str(table.rows)
    assert b"<f>" not in answer.get_data()


def test_the_headings_can_be_taken_and_sent_back_filled_in(company: Company):
    company.system()
    ana = Door(company, "ana")
    head = ana.get("/registers/risks/import/columns.csv").get_data(as_text=True).removeprefix("\ufeff")
    names = next(csv.reader(io.StringIO(head)))
    out = io.StringIO()
    row = {"Title": "From the form", "System": "Credit scoring", "What this record is": "risk"}
    csv.writer(out).writerows([names, [row.get(name, "") for name in names]])
    here = sent(ana, out.getvalue()).location
    assert "Write 1 record" in words(ana.get(here))
    assert not re.search(r"not read", words(ana.get(here)).split("How the columns")[0])


def test_pages_ask_the_same_number_of_questions_for_few_rows_and_for_many(company: Company):
    company.system()
    ana = Door(company, "ana")

    def asked(rows: int) -> tuple[int, int]:
        text = "Title,System,What this record is\n" + "".join(f"Risk {n},SYS-1,risk\n" for n in range(rows))
        here = sent(ana, text).location
        with counted_statements(company.app) as looked:
            assert ana.get(here).status_code == 200
        with counted_statements(company.app) as exported:
            assert ana.get("/registers/risks/export.csv").status_code == 200
        return len(looked), len(exported)

    few, many = asked(3), asked(60)
    assert few == many
    assert max(many) <= 12, many
