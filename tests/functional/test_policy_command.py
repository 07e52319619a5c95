"""`flask --app wsgi policy test FILE`: its sentences, its JSON and its exit codes, for pipelines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.fixtures.company import Company
from workflows.approvals.policies.yaml_text import to_yaml
from workflows.approvals.starter import starter_bodies

NOBODY = [{"role": "external_auditor", "step": 1}]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A good policy in a file."""
    path = tmp_path / "policy.yaml"
    path.write_text(to_yaml(starter_bodies()["design", "limited"]), encoding="utf-8")
    return path


def bad(file: Path) -> Path:
    """The same policy with a seat that nobody can fill."""
    raw = json.loads(starter_bodies()["design", "limited"])
    file.write_text(json.dumps({**raw, "seats": NOBODY}), encoding="utf-8")
    return file


def run(house: Flask, *args: object) -> Result:
    return house.test_cli_runner().invoke(args=["policy", "test", *map(str, args)])


def test_a_good_policy_is_proven_and_says_what_was_looked_at(house: Flask, file: Path) -> None:
    result = run(house, file)
    assert result.exit_code == 0
    assert result.output.startswith("Proven. Looked at 49 policies, ")
    assert "If Committee member leaves, these close: deployment/high, renewal/high." in result.output


def test_s40_a_policy_that_nobody_could_satisfy_is_refused_with_a_counter_example(
    house: Flask, file: Path
) -> None:
    result = run(house, bad(file))
    assert result.exit_code == 1
    # The seat would be asked again in a renewal or a rework after the tier was raised.
    assert "Not proven: 3 found." in result.output
    assert "- Design gate (Limited): Nobody holds the role of the seat External auditor" in result.output
    assert "    Product owner hands the request in." in result.output


def test_the_result_for_programs_holds_code_and_sentence(house: Flask, file: Path) -> None:
    result = run(house, bad(file), "--json")
    report = json.loads(result.output)
    fault = report["faults"][0]
    assert (result.exit_code, report["ok"], fault["kind"]) == (1, False, "undecidable")
    assert fault["told"]["code"] == "proof_role_empty"
    assert fault["said"][1].startswith("A request of which this is so")


def test_a_crew_of_ones_own_decides_who_could_sign(house: Flask, file: Path, tmp_path: Path) -> None:
    crew = tmp_path / "crew.yaml"
    crew.write_text("people:\n- {name: Ann, roles: [product_owner, legal_counsel, ai_governance_lead]}\n")
    result = run(house, file, "--crew", crew)
    assert result.exit_code == 1
    assert "Ann handed this request in (round 1); whoever submits does not sign." in result.output
    assert "Not because of this policy: " in result.output


def test_a_policy_of_the_small_size_is_proven_for_the_small_crew(house: Flask, file: Path) -> None:
    file.write_text(to_yaml(starter_bodies(size="small")["deployment", "high"]))
    assert run(house, file, "--size", "small").exit_code == 0
    assert run(house, file, "--size", "huge").exit_code == 2


@pytest.mark.parametrize("text", ["", "gate: design", "- 1", "a: &b 1\nc: *b", "\tx: [", "gate: {"])
def test_what_is_no_policy_cannot_be_read_and_says_why(house: Flask, file: Path, text: str) -> None:
    file.write_text(text)
    result = run(house, file)
    assert result.exit_code == 2
    assert "Cannot be read:" in result.stderr
    assert json.loads(run(house, file, "--json").output)["ok"] is False


def test_bytes_that_are_no_text_and_a_crew_that_is_none_cannot_be_read(
    house: Flask, file: Path, tmp_path: Path
) -> None:
    crew = tmp_path / "crew.yaml"
    crew.write_text("people: [: {")
    assert run(house, file, "--crew", crew).exit_code == 2
    file.write_bytes(b"\xff\xfe")
    assert run(house, file).exit_code == 2


@pytest.mark.both_databases
def test_it_can_be_proven_for_the_people_who_are_here(company: Company, house: Flask, file: Path) -> None:
    assert run(house, file, "--here").exit_code == 0
    result = run(house, bad(file), "--here")
    assert result.exit_code == 1
    assert "Nobody holds the role of the seat External auditor" in result.output
