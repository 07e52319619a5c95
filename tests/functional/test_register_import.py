"""Rows of a register come in whole or not at all, every error named, and go again as a whole."""

from __future__ import annotations

import csv
import io
import json

import pytest
from sqlalchemy import select

from models.record_entry import RecordEntry
from models.register_batch import RegisterBatch
from models.register_record import RegisterRecord
from tests.fixtures.company import Company
from tests.fixtures.risks import save_risk
from workflows.ground.ids import key_of
from workflows.ground.refused import Conflict, NotAllowed, NotFound, Refused, Replayed
from workflows.ground.transaction import reading
from workflows.inventory.registers import declaring
from workflows.inventory.registers.commands import OwnField
from workflows.inventory.registers.exchange.batches import Batch, batch_of
from workflows.inventory.registers.exchange.csv_text import write_csv
from workflows.inventory.registers.exchange.exporting import export_sheet
from workflows.inventory.registers.exchange.importing import (
    BatchAct,
    StartImport,
    apply_import,
    drop_import,
    map_columns,
    start_import,
)
from workflows.inventory.registers.exchange.undoing import undo_import
from workflows.inventory.registers.own_fields import keep_own_field
from workflows.people.standing import standing_of

GOOD = """Title;System;What this record is;Kind of risk;How likely it is;Measures;Fun
Older applicants;SYS-1;risk;;2;Weights | ana@halm.example | 2999-06-01;x
Slow letters;Credit scoring;threat_model;;;;
"""


def start(company: Company, text: str, by: str = "ana", **more) -> int:
    command = StartImport("risk", "risks.csv", text.encode(), **more)
    return key_of("FILE", start_import(company[by], command)) or 0


def batch(batch_id: int) -> Batch:
    reading().rollback()
    return batch_of(reading().get_one(RegisterBatch, batch_id).rows)


def risks() -> list[RegisterRecord]:
    reading().rollback()
    reading().expire_all()
    return list(reading().scalars(select(RegisterRecord).order_by(RegisterRecord.id)))


def act(batch_id: int, **more) -> BatchAct:
    return BatchAct("risk", batch_id, **more)


@pytest.mark.both_databases
def test_a_file_is_looked_at_first_and_applied_as_a_whole(company: Company):
    company.system()
    number = start(company, GOOD)
    assert batch(number).mapping == (
        "title",
        "system",
        "kind",
        "category",
        "inherent_likelihood",
        "plan",
        "",
    )
    assert [row.what for row in batch(number).rows] == ["new", "new"]
    assert risks() == [], "looking writes nothing"
    assert apply_import(company["ana"], act(number)) == 2
    first, second = risks()
    assert (first.title, first.batch_id) == ("Older applicants", number)
    assert json.loads(second.body)["kind"] == "threat_model"
    (plan,) = json.loads(first.body)["plan"]
    assert (plan["measure"], plan["due"]) == ("Weights", "2999-06-01")
    assert plan["owner"] == company["ana"].uuid


@pytest.mark.both_databases
def test_one_bad_row_keeps_all_of_them_out_and_every_error_is_named(company: Company):
    company.system()
    text = GOOD + (
        ";SYS-1;risk;;;;\n"
        "No such system;SYS-99;risk;;;;\n"
        "Odd;SYS-1;guess;;9;a | nobody@halm.example | soon | and more;\n"
        "Odd too;SYS-1;risk;;;a | nobody@halm.example | soon;\n"
    )
    number = start(company, text)
    wrong = {row.number: {(one.column, one.code) for one in row.wrong} for row in batch(number).wrong}
    assert wrong == {
        4: {("title", "title_needed")},
        5: {("system", "import_system_unknown")},
        6: {
            ("plan", "import_cell_parts"),
            ("kind", "choice_unknown"),
            ("inherent_likelihood", "choice_unknown"),
        },
        7: {("plan", "person_unknown"), ("plan", "date_needed")},
    }
    with pytest.raises(Refused) as caught:
        apply_import(company["ana"], act(number))
    assert (caught.value.code, caught.value.params) == ("import_row_wrong", {"count": 4})
    assert risks() == []


@pytest.mark.both_databases
def test_an_import_is_taken_back_as_a_whole_with_what_it_changed_as_it_was(company: Company):
    risk = save_risk(company, by="ana")
    said = json.loads(risk.body)
    sheet = f"ref,title,causes\nRISK-{risk.id},Renamed,Few older people\n,Fresh,Nobody knows\n"
    sheet = (
        sheet.replace("causes\n", "causes,kind\n")
        .replace("people\n", "people,risk\n")
        .replace("knows\n", "knows,risk\n")
    )
    number = start(company, sheet, system_id=risk.system_id)
    assert [row.what for row in batch(number).rows] == ["change", "new"]
    apply_import(company["ana"], act(number))
    assert risks()[0].title == "Renamed"
    undo_import(company["ana"], act(number, reason="Wrong list"))
    changed, fresh = risks()
    assert (changed.title, json.loads(changed.body) | {"causes": ""}) == (risk.title, said | {"causes": ""})
    assert json.loads(changed.body).get("causes", "") == said.get("causes", "")
    assert (fresh.archived_at is not None, fresh.archive_reason) == (True, "Wrong list")
    with pytest.raises(Refused):
        undo_import(company["ana"], act(number, reason="Again"))


def test_an_import_is_not_taken_back_when_one_of_its_rows_changed_since(company: Company):
    company.system()
    number = start(company, GOOD)
    apply_import(company["ana"], act(number))
    save_risk(company, record=risks()[1], title="Slower letters")
    with pytest.raises(Refused) as caught:
        undo_import(company["ana"], act(number, reason="Wrong list"))
    assert caught.value.params["records"] == f"RISK-{risks()[1].id}"
    assert all(risk.archived_at is None for risk in risks())


def test_an_import_writes_one_entry_of_its_own_and_one_for_every_record(company: Company):
    company.system()
    apply_import(company["ana"], act(start(company, GOOD)))
    actions = list(reading().scalars(select(RecordEntry.action).order_by(RecordEntry.id.desc()).limit(3)))
    assert actions == ["register:imported", "register-record:made", "register-record:made"]


def test_nobody_imports_where_they_may_not_write(company: Company):
    version = company.system()
    home = company.version(version).system_id
    with pytest.raises(NotAllowed):
        start(company, GOOD, by="ruth", system_id=home)
    with pytest.raises(NotFound):
        start(company, GOOD, by="nils", system_id=home)
    number = start(company, GOOD, by="nils")
    assert {one.code for row in batch(number).wrong for one in row.wrong} == {"import_system_unknown"}
    number = start(company, GOOD, by="ruth")
    assert {one.code for row in batch(number).wrong for one in row.wrong} == {"register_not_yours"}


def test_an_import_is_its_makers_alone_until_it_is_applied(company: Company):
    company.system()
    number = start(company, GOOD)
    for act_of in (apply_import, drop_import, map_columns):
        with pytest.raises(NotFound):
            act_of(company["tom"], act(number))
    with pytest.raises(NotFound):
        apply_import(company["ana"], BatchAct("dataset", number))
    apply_import(company["ana"], act(number))
    with pytest.raises(NotAllowed):
        undo_import(company["milo"], act(number, reason="Mine"))
    undo_import(company["tom"], act(number, reason="As the lead"))


def test_a_dropped_import_and_an_applied_one_are_decided(company: Company):
    company.system()
    number = start(company, GOOD)
    drop_import(company["ana"], act(number))
    with pytest.raises(Refused) as caught:
        apply_import(company["ana"], act(number))
    assert caught.value.code == "import_decided"
    assert risks() == []


def test_a_file_sent_twice_makes_one_import_and_is_applied_once(company: Company):
    company.system()
    start(company, GOOD, submit_id="once-only")
    with pytest.raises(Replayed) as caught:
        start(company, GOOD, submit_id="once-only")
    with pytest.raises(Conflict):
        start(company, GOOD + "Other;SYS-1;risk;;;;\n", submit_id="once-only")
    number = key_of("FILE", caught.value.ref) or 0
    apply_import(company["ana"], act(number, submit_id="apply-once"))
    with pytest.raises(Refused):
        apply_import(company["ana"], act(number, submit_id="apply-twice"))
    assert len(risks()) == 2


def test_columns_are_mapped_by_hand_where_headings_say_something_else(company: Company):
    company.system()
    number = start(company, "Bezeichnung,Wo,Was\nAlte Bewerber,SYS-1,risk\n")
    assert batch(number).mapping == ("", "", "")
    assert [row.what for row in batch(number).rows] == ["wrong"]
    map_columns(company["ana"], act(number, mapping=("title", "system", "kind")))
    assert [row.what for row in batch(number).rows] == ["new"]
    for mapping in (("title", "title", ""), ("title", "level", ""), ("title",)):
        with pytest.raises(Refused):
            map_columns(company["ana"], act(number, mapping=mapping))


def sheet_of(company: Company, by: str = "ana") -> str:
    with company.app.test_request_context():
        reading().rollback()
        from workflows.ground import clock

        person = standing_of(reading(), company[by].person_id, clock.glance())
        sheet = export_sheet(person, declaring.of("risk"))
    return write_csv(sheet.head, sheet.rows)


def test_what_is_exported_is_imported_as_the_same_own_fields_included(company: Company):
    keep_own_field(company["tom"], OwnField("risk", label="Cost centre", kind="number"))
    keep_own_field(company["tom"], OwnField("risk", label="Auditor", kind="person"))
    save_risk(company, title='=HYPERLINK("http://x")', causes="-2 | 'quoted' \"x\"\nnext; line")
    text = sheet_of(company)
    number = start(company, text)
    assert [row.what for row in batch(number).rows] == ["same"], batch(number).wrong
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    rows[1][rows[0].index("Cost centre")] = "4100"
    rows[1][rows[0].index("Auditor")] = "ruth@halm.example"
    number = start(
        company, "\n".join(",".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in r) for r in rows)
    )
    assert [row.what for row in batch(number).rows] == ["change"]
    apply_import(company["ana"], act(number))
    own = json.loads(risks()[0].own)
    assert set(own.values()) == {4100, company["ruth"].uuid}
    number = start(company, sheet_of(company))
    assert [row.what for row in batch(number).rows] == ["same"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import_no_rows"),
        (b"Title\n", "import_no_rows"),
        (b"Title\n\n ,\n", "import_no_rows"),
        (b"Title\n\xff\xfe\n", "import_not_text"),
        (b"Title\na\x00b\n", "import_not_text"),
        (b'Title\n"never closed\n', "import_csv_broken"),
        (b"Title\na,b\n", "import_row_too_wide"),
        (b"Title\n" + b"a\n" * 501, "import_too_many_rows"),
        (b"T," * 121 + b"T\n" + b"a," * 121 + b"a\n", "import_too_many_columns"),
        (b"Title\n" + b"a" * 60_001 + b"\n", "import_cell_too_long"),
        (b"Title\n" + b"a" * 2_000_001 + b"\n", "import_too_large"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(company: Company, data: bytes, code: str):
    with pytest.raises(Refused) as caught:
        start_import(company["ana"], StartImport("risk", "risks.csv", data))
    assert (caught.value.code, caught.value.field) == (code, "file")
