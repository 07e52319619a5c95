"""What the pages of a measure of oversight and of a way of explaining say about how they work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.fixtures.cards import fresh_record
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.assurance.oversight.figures import measured
from workflows.assurance.oversight.needs import NEEDS as OVERSIGHT_NEEDS
from workflows.assurance.transparency.figures import explained
from workflows.assurance.transparency.needs import NEEDS as TOLD_NEEDS
from workflows.ground import clock
from workflows.ground.refused import Several
from workflows.ground.transaction import reading
from workflows.inventory.registers.commands import LinkRecord, SaveRecord
from workflows.inventory.registers.linking import link_records
from workflows.inventory.registers.saving import save_record
from workflows.people.days import today


@pytest.fixture
def system_id(company: Company) -> int:
    return company.version(company.system()).system_id


def day(back: int) -> str:
    return str(today(reading(), clock.glance()) - timedelta(days=back))


def put(company: Company, register: str, system_id: int, body: dict[str, Any], status: str = "") -> Any:
    command = SaveRecord(register, system_id=system_id, title=f"A {register}", status=status, body=body)
    return save_record(company["ana"], command)


def test_a_measure_counts_the_interventions_of_the_last_year_by_kind(
    company: Company, system_id: int
) -> None:
    sample = next(one.sample for one in OVERSIGHT_NEEDS if one.item == "RE-8")
    overseers = [
        {**sample["overseers"][0], "person": "olu@halm.example"},
        {"person": "olu@halm.example", "training": "Old", "on": "2020-01-05", "valid_until": "2021-01-05"},
    ]
    measure = put(company, "oversight", system_id, {**sample, "overseers": overseers}, "in_place")
    for back, kind in ((3, "override"), (9, "override"), (20, "stop"), (900, "override")):
        row = put(
            company,
            "intervention",
            system_id,
            {"on": day(back), "kind": kind, "reason": "The score was wrong"},
        )
        link_records(company["ana"], LinkRecord("intervention", row.id, "under", measure.ref))
    found = measured(reading(), fresh_record(measure.id))
    assert found.stepped_in == (("Output overridden", 2), ("System stopped", 1))
    assert (found.trained, found.untrained) == (1, 1)
    assert found.review is not None
    assert (found.review.overridden_percent, found.review.found_percent) == (6, 90)
    text = words(Door(company, "ana").get(f"/registers/oversight/{measure.ref}"))
    assert "Overseers overrode 246 of 4100 outputs and found 18 of 20 planted errors." in text
    assert "1 overseer has no training that holds today." in text
    assert "Output overridden 2, System stopped 1." in text


def test_a_measure_without_records_says_so(company: Company, system_id: int) -> None:
    measure = put(company, "oversight", system_id, {"decision": "The limit"})
    text = words(Door(company, "ana").get(f"/registers/oversight/{measure.ref}"))
    assert "No review of it in use yet" in text
    assert "No overseer is named yet." in text
    assert "No intervention was noted in the last year." in text


def test_an_intervention_needs_its_reason(company: Company, system_id: int) -> None:
    with pytest.raises(Several) as refused:
        put(company, "intervention", system_id, {"on": day(1), "kind": "stop"})
    assert [(one.code, one.field) for one in refused.value.reasons] == [("needed", "reason")]


def test_a_review_finds_no_more_errors_than_were_planted(company: Company, system_id: int) -> None:
    row = {
        "from": "2026-01-05",
        "until": "2026-02-05",
        "outputs": 10,
        "overridden": 11,
        "planted": 1,
        "found": 2,
    }
    with pytest.raises(Several) as refused:
        put(company, "oversight", system_id, {"decision": "The limit", "reviews": [row]})
    assert [(one.code, one.field) for one in refused.value.reasons] == [
        ("more_than_outputs", "reviews-0-overridden"),
        ("more_than_planted", "reviews-0-found"),
    ]


@pytest.mark.both_databases
def test_a_way_of_explaining_counts_what_was_asked_given_late_and_owed(
    company: Company, system_id: int
) -> None:
    sample = next(one.sample for one in TOLD_NEEDS if one.item == "TE-26")
    method = put(company, "explanation_method", system_id, dict(sample), "in_use")
    for asked, given, days in ((60, 58, 14), (60, 40, 14), (30, None, 14), (3, None, 14)):
        body: dict[str, Any] = {
            "case": f"C-{asked}",
            "audience": "affected",
            "asked_on": day(asked),
            "days": days,
        }
        if given is not None:
            body |= {"given_on": day(given), "given": "Three reasons"}
        row = put(company, "explanation", system_id, body, "asked" if given is None else "given")
        link_records(company["ana"], LinkRecord("explanation", row.id, "by_method", method.ref))
    found = explained(reading(), fresh_record(method.id))
    assert (found.asked, found.given, found.late, found.owed, found.overdue) == (4, 2, 1, 2, 1)
    assert found.median_days == 20
    text = words(Door(company, "ana").get(f"/registers/explanation-methods/{method.ref}"))
    assert "2 of 4 explanations were given." in text
    assert "2 are owed, 1 of them overdue" in text


def test_a_document_and_a_card_lead_to_what_is_made_of_them(company: Company, system_id: int) -> None:
    ana = Door(company, "ana")
    document = put(company, "techdoc", system_id, {"doc_type": "lessons"})
    text = ana.text(f"/registers/techdocs/{document.ref}")
    assert f'href="/systems/SYS-{system_id}/technical-file"' in text
    assert "0 of 3 sections say something." in words(ana.get(f"/registers/techdocs/{document.ref}"))
    card = put(company, "system_card", system_id, {"does": "It proposes"})
    assert f'href="/systems/SYS-{system_id}/card"' in ana.text(f"/registers/cards/{card.ref}")


def test_what_is_linked_to_nothing_belongs_to_the_measures_of_its_system_and_to_no_other(
    company: Company, system_id: int
) -> None:
    here = put(company, "oversight", system_id, {"decision": "The limit"})
    twin = put(company, "oversight", system_id, {"decision": "The reasons"})
    other = company.version(company.system("Chat")).system_id
    far = put(company, "oversight", other, {"decision": "The answer"})
    noted = {"on": day(1), "kind": "stop", "reason": "It answered nonsense"}
    put(company, "intervention", system_id, noted)
    linked = put(company, "intervention", system_id, noted)
    link_records(company["ana"], LinkRecord("intervention", linked.id, "under", twin.ref))
    counted = [measured(reading(), fresh_record(one.id)).stepped_in for one in (here, twin, far)]
    assert counted == [(("System stopped", 1),), (("System stopped", 2),), ()]
