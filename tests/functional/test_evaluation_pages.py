"""Pages of evaluations and validations: what they show, what they refuse, and to whom."""

from __future__ import annotations

import io
import re

from sqlalchemy import select

from models.register_signature import RegisterSignature
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.data_registers import RESULTS, STATEMENT, evaluation, plan, row, write
from tests.fixtures.doors import Door, words
from workflows.ground.transaction import reading

CSV = "metric,subgroup,value,threshold,better\nAUC,,0.84,0.8,higher\nRefusal gap,Women,0.2,0.05,lower\n"


def test_results_show_each_value_beside_its_limit_and_the_proof_of_the_order(company: Company):
    version = company.system()
    fixed = plan(company, version)
    made = evaluation(company, version, f"TP-{fixed.id}")
    text = Door(company, "ana").text(f"/registers/evaluations/EVAL-{made.id}/results")
    assert "Every result keeps the strictest of its limits." in text
    assert f"TP-{fixed.id}" in text
    assert text.count('<svg class="chart') == 4
    assert "Women" in text
    assert 'class="target"' in text


def test_results_outside_their_limits_and_missing_ones_are_named(company: Company):
    version = company.system()
    fixed = plan(company, version)
    bad = [{"metric": "AUC", "value": "0.7", "note": "three seeds"}]
    made = evaluation(company, version, f"TP-{fixed.id}", body={"results": bad})
    text = Door(company, "ana").text(f"/registers/evaluations/EVAL-{made.id}/results")
    assert "Outside the limit: The whole." in text
    assert "Planned, not measured" in text
    assert "0.7 ✕" in text


def test_an_evaluation_without_results_says_how_they_come(company: Company):
    made = evaluation(company, company.system(), body={"results": [], "plan": ""})
    text = Door(company, "henrik").text(f"/registers/evaluations/EVAL-{made.id}/results")
    assert "No results yet" in text
    assert "No test plan is named" in text


def test_results_as_a_file_are_no_formula(company: Company):
    rows = [{"metric": "=cmd()", "value": "1", "note": "+1"}]
    made = evaluation(company, company.system(), body={"results": rows})
    answer = Door(company, "ana").get(f"/registers/evaluations/EVAL-{made.id}/results.csv")
    assert answer.mimetype == "text/csv"
    assert "'=cmd()" in answer.get_data(as_text=True)
    assert "'+1" in answer.get_data(as_text=True)


def test_results_come_from_a_file_and_are_judged(company: Company):
    made = evaluation(company, company.system(), body={"results": []}, owner="milo@halm.example")
    door, here = Door(company, "henrik"), f"/registers/evaluations/EVAL-{made.id}"
    answer = door.send(f"{here}/import", {"file": (io.BytesIO(CSV.encode()), "results.csv")})
    assert answer.status_code == 303
    stored = row(made)
    assert (stored.status, stored.level) == ("failed", "failed")
    assert (stored.owner_id, stored.version_id) == (company["milo"].person_id, made.version_id)


def test_results_on_top_keep_those_that_are_there(company: Company):
    made = evaluation(company, company.system())
    door, here = Door(company, "henrik"), f"/registers/evaluations/EVAL-{made.id}/import"
    assert door.send(here, {"pasted": "metric,value\nrecall,0.9\n"}).status_code == 303
    assert row(made).body.count('"metric"') == len(RESULTS) + 1
    assert door.send(here, {"pasted": "metric,value\nrecall,0.9\n", "replace": "y"}).status_code == 303
    assert row(made).body.count('"metric"') == 1


def test_every_bad_line_is_named_and_what_was_typed_is_kept(company: Company):
    made = evaluation(company, company.system())
    door, here = Door(company, "henrik"), f"/registers/evaluations/EVAL-{made.id}/import"
    answer = door.send(here, {"pasted": "metric,value\nrecall,good\n,1\n"})
    assert answer.status_code == 422
    assert "Line 2: “good” is no number (value)." in words(answer)
    assert "Line 3: name the metric." in words(answer)
    assert "recall,good" in words(answer)
    assert door.send(here, {}).status_code == 422
    assert row(made).content_version == made.content_version


def test_a_reader_cannot_read_a_file_into_an_evaluation(company: Company):
    made = evaluation(company, company.system())
    here = f"/registers/evaluations/EVAL-{made.id}"
    assert Door(company, "ruth").get(f"{here}/import").status_code == 403
    assert "Read results from a file" not in Door(company, "ruth").text(f"{here}/results")
    assert Door(company, "nils").get(f"{here}/results").status_code == 404
    assert Door(company, "ana").get("/registers/evaluations/EVAL-999/results").status_code == 404


def test_a_validator_signs_on_a_page_that_shows_the_sentence(company: Company):
    made = write(company, "validation", STATEMENT, company.system(), by="henrik", status="final")
    door, here = Door(company, "henrik"), f"/registers/validations/VAL-{made.id}/sign"
    page = door.text(here)
    sentence = re.search(r'<blockquote class="statement">([^<]+)', page)
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert sentence is not None
    assert digest is not None
    assert door.send(here, {"password": "wrong", "digest": digest[1]}).status_code == 422
    assert door.send(here, {"digest": digest[1]}).status_code == 422
    assert door.send(here, {"password": PASSWORD, "digest": digest[1]}).status_code == 303
    reading().rollback()
    (signed,) = reading().scalars(select(RegisterSignature))
    assert signed.statement == sentence[1]
    assert "Holds for what it says now." in door.text(here)


def test_a_change_while_signing_is_shown_before_anybody_signs_it(company: Company):
    made = write(company, "validation", STATEMENT, company.system(), by="henrik", status="final")
    door, here = Door(company, "henrik"), f"/registers/validations/VAL-{made.id}/sign"
    seen = made.digest
    write(company, "validation", {"why": "Other words"}, record=made, by="henrik")
    answer = door.send(here, {"password": PASSWORD, "digest": seen})
    assert answer.status_code == 409
    assert "Other words" in words(answer)
    assert list(reading().scalars(select(RegisterSignature))) == []


def test_whoever_may_not_sign_reads_why(company: Company):
    made = write(company, "validation", STATEMENT, company.system(), by="henrik", status="final")
    here = f"/registers/validations/VAL-{made.id}/sign"
    assert '<form class="form"' not in Door(company, "ana").text(here)
    drafted = write(company, "validation", {"why": ""}, record=made, by="henrik")
    assert "Fill these in before you sign: Why this conclusion." in Door(company, "henrik").text(here)
    assert drafted.status == "final"
