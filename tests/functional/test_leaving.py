"""Somebody leaves: what they own is listed and handed over in the same act, the rest is the governance lead's turn."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.ai_system import AiSystem
from models.condition import Condition
from models.handover import Handover
from models.outbox import OutboxFact
from models.person import Person
from models.record_entry import RecordEntry
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.review import submitted
from workflows.approvals.pool.claiming import ClaimSeat, claim_seat
from workflows.approvals.terms import ConditionTerm
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import reading
from workflows.people.closing import ClosePerson, close_person
from workflows.people.handovers import NOBODY, Settle, settle_handovers
from workflows.people.leaving import leaving

pytestmark = pytest.mark.both_databases


def fresh():
    session = reading()
    session.rollback()
    session.expire_all()
    return session


def close(company: Company, name: str, **successors: str) -> None:
    """The administrator closes an account; things are written as `system_1="rosa"`."""
    person = fresh().get_one(Person, company[name].person_id)
    chosen = tuple((key.replace("_", "-"), company[who].person_id or 0) for key, who in successors.items())
    close_person(
        company["admin"], ClosePerson(person.id, person.revision, "Left the company", successors=chosen)
    )


def behind() -> list[tuple[str, str]]:
    rows = fresh().scalars(select(Handover).where(Handover.settled_at.is_(None)).order_by(Handover.id))
    return [(row.kind, row.thing_ref) for row in rows]


def actions() -> list[str]:
    return list(fresh().scalars(select(RecordEntry.action).order_by(RecordEntry.id)))


def test_everything_a_leaver_owns_is_listed_and_goes_to_the_chosen_successors(company: Company) -> None:
    request = submitted(company)
    company.open(company.system("Second system"), "retirement")
    company.hire("lars", "legal_counsel")
    claim_seat(company["jide"], ClaimSeat(request, "legal_counsel"))
    ana = company["ana"].person_id or 0
    assert [one.key for one in leaving(ana).things] == ["draft-2", "system-1", "system-2"]
    assert leaving(company["jide"].person_id or 0).things[0].kind == "seat"
    close(company, "ana", system_1="milo", system_2="milo", draft_2="milo")
    owners = set(fresh().scalars(select(AiSystem.owner_id)))
    assert owners == {company["milo"].person_id}
    assert behind() == []
    assert actions().count("system:edited") == 2
    assert "request:handed-over" in actions()
    assert company.request("REQ-2").opened_by_id == company["milo"].person_id


def test_what_has_no_successor_is_the_governance_leads_turn_until_it_is_settled(company: Company) -> None:
    submitted(company)
    close(company, "ana")
    assert behind() == [("system", "SYS-1")]
    told = fresh().scalars(select(OutboxFact).where(OutboxFact.event == "person:left")).one()
    assert json.loads(told.person_ids) == [company["tom"].person_id]
    door = Door(company, "tom")
    assert "1 thing of Ana has no owner" in door.text("/")
    assert "SYS-1" in door.text("/handovers")
    handover = fresh().scalars(select(Handover.id)).one()
    answer = door.send("/handovers", {f"to-{handover}": str(company["milo"].person_id)})
    assert answer.status_code == 303
    assert behind() == []
    assert fresh().scalars(select(AiSystem.owner_id)).one() == company["milo"].person_id
    assert "has no owner" not in door.text("/")
    assert actions()[-1] == "handover:settled"


def test_only_the_lead_of_the_whole_organisation_and_administrators_settle(company: Company) -> None:
    submitted(company)
    close(company, "ana")
    key = fresh().scalars(select(Handover.id)).one()
    with pytest.raises(NotAllowed, match="handover_not_yours"):
        settle_handovers(company["jide"], Settle(((key, NOBODY),)))
    with pytest.raises(Refused, match="successor_unknown"):
        settle_handovers(company["tom"], Settle(((key, company["ana"].person_id or 0),)))
    with pytest.raises(Refused, match="handover_nothing"):
        settle_handovers(company["tom"], Settle(()))
    assert Door(company, "jide").get("/handovers").status_code == 403
    assert settle_handovers(company["tom"], Settle(((key, NOBODY),))) == 1
    assert behind() == []


def test_a_condition_goes_to_its_successor(company: Company) -> None:
    request = submitted(company)
    terms = (ConditionTerm("Measure it", company["milo"].person_id or 0, date.today() + timedelta(days=9)),)
    company.sign(request, "jide", "legal_counsel", "approve_with_conditions", conditions=terms)
    company.sign(request, "tom", "ai_governance_lead", "approve_with_conditions")
    close(company, "milo", condition_1="ana")
    assert fresh().scalars(select(Condition.owner_id)).one() == company["ana"].person_id
    assert "condition:owner:changed" in actions()


def test_s33_a_taken_seat_of_a_leaver_is_free_or_goes_to_somebody_who_may_sign_it(company: Company) -> None:
    company.hire("lars", "legal_counsel")
    request = submitted(company)
    claim_seat(company["jide"], ClaimSeat(request, "legal_counsel"))
    seat = company.seats(request)["legal_counsel"]
    with pytest.raises(Refused, match="bar_no_role"):
        close(company, "jide", **{f"seat_{seat.id}": "rosa"})
    assert fresh().get_one(Person, company["jide"].person_id).active
    close(company, "jide", **{f"seat_{seat.id}": "lars"})
    after = company.seats(request)["legal_counsel"]
    assert (after.claimed_by_id, after.assigned_to_id) == (None, company["lars"].person_id)
    assert behind() == []


def test_nobody_inactive_becomes_a_successor_and_nothing_changes_then(company: Company) -> None:
    submitted(company)
    close(company, "rosa")
    with pytest.raises(Refused, match="successor_unknown"):
        close(company, "ana", system_1="rosa")
    assert fresh().get_one(Person, company["ana"].person_id).active


def test_the_page_lists_it_and_keeps_what_was_chosen(company: Company) -> None:
    submitted(company)
    ana, milo = company["ana"].person_id, company["milo"].person_id
    door, address = Door(company, "admin"), f"/people/{ana}/close"
    text = door.text(address)
    assert "SYS-1" in text
    assert "Credit scoring" not in text
    again = door.send(address, {"reason": "", "to-system-1": str(milo)})
    assert again.status_code == 422
    assert f'value="{milo}" selected' in again.get_data(as_text=True)
    sent = door.send(address, {"reason": "Left the company", "to-system-1": str(milo)})
    assert sent.status_code == 303, words(sent)
    assert fresh().scalars(select(AiSystem.owner_id)).one() == milo


def test_the_pages_take_a_fixed_number_of_statements(company: Company) -> None:
    door, address = Door(company, "admin"), f"/people/{company['ana'].person_id}/close"
    found = []
    for number in range(3):
        submitted(company, name=f"Number {number}")
        with counted_statements(company.app) as sent:
            door.text(address)
        found.append(len(sent))
    assert found[0] == found[2] <= 12
