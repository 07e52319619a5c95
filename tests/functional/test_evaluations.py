"""Evaluations: the status follows from results and from plans that stood in the record before them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.register_version import RegisterVersion
from tests.fixtures.company import Company
from tests.fixtures.data_registers import RESULTS, STATEMENT, day, evaluation, plan, row, sign, write
from workflows.ground.refused import Refused, Several
from workflows.ground.transaction import reading
from workflows.inventory.commands import EditVersion
from workflows.inventory.registers.judging import judge
from workflows.inventory.versions import edit_version


def satisfied(company: Company, version: str, *items: str) -> list[str]:
    """Which of the items records satisfy for a version."""
    found = company.version(version)
    verdicts = judge(reading(), items, found.system_id, found.id)
    return [item for item in items if verdicts[item].satisfied]


@pytest.mark.both_databases
def test_results_pass_by_a_plan_that_was_fixed_before_the_run(company: Company):
    version = company.system()
    fixed = plan(company, version)
    made = evaluation(company, version, f"TP-{fixed.id}", body={"method": "x", "conclusion": "Good"})
    assert made.status == "passed"
    assert satisfied(company, version, "TE-1", "TE-4") == ["TE-1"]


@pytest.mark.both_databases
def test_a_plan_that_came_after_the_results_judges_nothing(company: Company):
    version = company.system()
    first = evaluation(company, version, back=2, ran_back=2)
    assert first.status == "unplanned"
    late = plan(company, version, back=1)
    named = write(company, "evaluation", {"plan": f"TP-{late.id}"}, record=first, by="henrik")
    assert named.status == "unplanned"
    claimed = write(company, "evaluation", {"ran_on": day(0)}, record=named, by="henrik")
    assert claimed.status == "unplanned"
    assert satisfied(company, version, "TE-1") == []


def test_a_plan_recorded_after_the_day_of_the_run_judges_nothing(company: Company):
    version = company.system()
    fixed = plan(company, version, back=1)
    assert evaluation(company, version, f"TP-{fixed.id}", ran_back=2).status == "unplanned"


def test_a_plan_in_draft_judges_nothing(company: Company):
    version = company.system()
    drafted = plan(company, version, status="draft")
    assert evaluation(company, version, f"TP-{drafted.id}").status == "unplanned"


def test_criteria_loosened_after_the_run_do_not_make_it_pass(company: Company):
    version = company.system()
    fixed = plan(company, version)
    worse = [{"metric": "AUC", "value": "0.7"}, *RESULTS[1:]]
    made = evaluation(company, version, f"TP-{fixed.id}", body={"results": worse})
    assert made.status == "failed"
    loose = [{"metric": "AUC", "better": "higher", "threshold": "0.5"}]
    write(company, "test_plan", {"criteria": loose}, record=fixed, by="henrik")
    again = write(company, "evaluation", {"conclusion": "Now fine"}, record=made, by="henrik")
    assert again.status == "failed"


def test_a_planned_result_that_nobody_measured_leaves_it_incomplete(company: Company):
    version = company.system()
    fixed = plan(company, version)
    made = evaluation(company, version, f"TP-{fixed.id}", body={"results": RESULTS[:1]})
    assert made.status == "incomplete"
    whole = write(company, "evaluation", {"results": RESULTS}, record=made, by="henrik")
    assert whole.status == "passed"


def test_a_broken_own_threshold_fails_even_without_a_plan(company: Company):
    version = company.system()
    broken = [{"metric": "AUC", "value": "0.7", "threshold": "0.8", "better": "higher"}]
    made = evaluation(company, version, body={"results": broken})
    assert (made.status, made.level, made.score) == ("failed", "failed", 1)


def test_no_form_sets_what_results_come_to(company: Company):
    version = company.system()
    with pytest.raises(Several) as caught:
        evaluation(company, version, status="passed")
    assert [one.code for one in caught.value.reasons] == ["status_by_act"]


def test_a_withdrawn_evaluation_stays_withdrawn(company: Company):
    version = company.system()
    made = write(
        company, "evaluation", {}, record=evaluation(company, version), by="henrik", status="withdrawn"
    )
    assert made.status == "withdrawn"


@pytest.mark.parametrize("name", ["TP-999", "EVAL-1", "the plan"])
def test_an_unknown_plan_is_refused_and_nothing_is_written(company: Company, name: str):
    version = company.system()
    before = len(list(reading().scalars(select(RegisterVersion))))
    with pytest.raises(Refused) as caught:
        evaluation(company, version, name)
    assert (caught.value.code, caught.value.field) == ("plan_unknown", "plan")
    reading().rollback()
    assert len(list(reading().scalars(select(RegisterVersion)))) == before


def test_a_plan_of_another_system_is_refused(company: Company):
    other = plan(company, company.system("Chatbot"))
    with pytest.raises(Refused, match="plan_unknown"):
        evaluation(company, company.system(), f"TP-{other.id}")


def test_a_run_in_the_future_is_refused(company: Company):
    with pytest.raises(Refused, match="run_in_future"):
        evaluation(company, company.system(), ran_back=-2)


def statement(company: Company, version: str, by: str = "henrik", **more):
    more.setdefault("status", "final")
    return write(company, "validation", STATEMENT | more.pop("body", {}), version, by=by, **more)


@pytest.mark.both_databases
def test_an_independent_validator_signs_and_a_change_voids_it(company: Company):
    version = company.system()
    made = statement(company, version)
    assert satisfied(company, version, "TE-2") == []
    sign(company, made)
    assert satisfied(company, version, "TE-2") == ["TE-2"]
    write(company, "validation", {"why": "Another reason"}, record=row(made), by="henrik")
    assert satisfied(company, version, "TE-2") == []


@pytest.mark.parametrize(
    ("more", "code"),
    [({"status": "draft"}, "validation_not_final"), ({"body": {"why": ""}}, "validation_open")],
)
def test_only_a_final_and_whole_statement_is_signed(company: Company, more, code):
    made = statement(company, company.system(), **more)
    with pytest.raises(Refused, match=code):
        sign(company, made)


def test_whoever_built_it_or_is_in_the_team_signs_no_validation(company: Company):
    company.hire("vera", "model_validator")
    version = company.system(owner="vera@halm.example")
    made = statement(company, version)
    with pytest.raises(Refused, match="validation_team"):
        sign(company, made, by="vera")
    edit_version(
        company["vera"],
        EditVersion(
            version_id=company.version(version).id,
            revision=company.version(version).revision,
            label=company.version(version).label,
            builders=(("henrik@halm.example", "trained"),),
        ),
    )
    with pytest.raises(Refused, match="validation_builder"):
        sign(company, made)


def test_only_a_validator_signs(company: Company):
    made = statement(company, company.system())
    with pytest.raises(Refused, match="record_sign_role"):
        sign(company, made, by="maria")
