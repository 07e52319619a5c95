"""Which checklist items a classification answers by itself."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company
from tests.fixtures.wizard import run
from tests.functional.test_rework import change_to
from workflows.approvals.content import read
from workflows.ground.transaction import reading
from workflows.inventory.wizard.commands import ConfirmClassification
from workflows.inventory.wizard.confirming import confirm_classification
from workflows.inventory.wizard.running import run_wizard


def by_classification(company: Company, request: str) -> set[str]:
    """The items of a request that the classification answers."""
    content = read(reading(), company.request(request))
    return {
        item.key for item in content.items for record in item.records if record["kind"] == "classification"
    }


def confirm(company: Company, number: int = 1) -> None:
    """Somebody finds the classification still right."""
    command = ConfirmClassification(system_id=1, seen_number=number, reason="Purpose and supplier compared")
    confirm_classification(company["jide"], command)


def test_only_a_screen_answered_practice_by_practice_answers_the_screening_item(company: Company) -> None:
    version = company.system()
    company.classify(version, "minimal")
    request = company.open(version, "design")
    assert by_classification(company, request) == {"IN-3"}

    run_wizard(company["jide"], run(1))
    assert by_classification(company, request) == {"IN-2", "IN-3"}


def test_a_system_outside_the_law_was_screened_for_nothing(company: Company) -> None:
    version = company.system()
    command = run(1, Q_AI="no")
    answers = {**command.answers, "Q_AI": type(command.answers["Q_AI"])("no", reason="Fixed rules")}
    run_wizard(company["jide"], type(command)(**{**vars(command), "answers": answers}))
    assert by_classification(company, company.open(version, "design")) == {"IN-3"}


@pytest.mark.trust
def test_a_renewal_wants_a_look_at_the_classification_since_the_last_approval(company: Company) -> None:
    version = company.system()
    run_wizard(company["jide"], run(1))
    company.bring_to(version, "monitoring")
    request = company.open(version, "renewal")
    assert "RE-5" not in by_classification(company, request)
    confirm(company)
    assert "RE-5" in by_classification(company, request)


@pytest.mark.trust
def test_a_rework_wants_a_look_since_it_was_asked_for(company: Company) -> None:
    version = company.system()
    run_wizard(company["jide"], run(1))
    company.bring_to(version, "data_review")
    confirm(company)
    request = company.open(version, "rework", change=change_to("design"), change_text="New supplier")
    assert "CH-2" not in by_classification(company, request)
    confirm(company)
    assert "CH-2" in by_classification(company, request)
