"""Whom a reminder or an escalation reaches: who can act, their delegate, the next level where somebody is there."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from models.seat import Seat
from tests.fixtures.company import Company
from tests.fixtures.deadlines import DAY, away, facts, in_review, leave, lend, names, use_up
from workflows.approvals.reminding import levels
from workflows.approvals.reminding.sweep import sweep
from workflows.ground import clock
from workflows.ground.transaction import reading, transaction
from workflows.people.scopes import system_scope

pytestmark = pytest.mark.both_databases


@pytest.fixture
def request_(company: Company) -> str:
    return in_review(company)


def told(company: Company) -> set[str]:
    """Who the one sweep told, each in one message."""
    sweep()
    found = facts()
    everybody = [name for fact in found for name in sorted(names(company, fact))]
    assert len(everybody) == len(set(everybody))
    return set(everybody)


def test_s66_nobody_inactive_is_told_and_the_other_holder_of_the_role_is(company: Company) -> None:
    company.hire("lars", "legal_counsel")
    request = in_review(company)
    leave(company, "jide")
    use_up(request, 50)
    assert told(company) == {"tom", "lars"}


def test_s66_the_delegate_of_somebody_on_leave_is_told_instead(company: Company) -> None:
    lend(company, "jide", to="nils")
    request = in_review(company)
    away(company, "jide")
    use_up(request, 50)
    assert told(company) == {"tom", "nils"}


def test_s66_a_delegate_who_cannot_sign_here_yet_is_told_beside_the_one_who_can(
    company: Company, request_: str
) -> None:
    lend(company, "jide", to="nils", since=clock.glance())
    use_up(request_, 50)
    assert told(company) == {"tom", "jide", "nils"}


def test_s66_a_delegation_of_other_roles_or_gates_changes_nothing(company: Company) -> None:
    lend(company, "jide", to="nils", roles=["risk_officer"])
    lend(company, "tom", to="nils", gates=["deployment"])
    request = in_review(company)
    use_up(request, 50)
    assert told(company) == {"tom", "jide"}


def test_s66_an_inactive_delegate_is_never_told(company: Company) -> None:
    lend(company, "jide", to="nils")
    request = in_review(company)
    leave(company, "nils")
    use_up(request, 50)
    assert told(company) == {"tom", "jide"}


def test_s66_one_person_with_two_seats_gets_one_message(company: Company) -> None:
    lend(company, "jide", to="nils")
    lend(company, "tom", to="nils")
    request = in_review(company)
    use_up(request, 50)
    assert told(company) == {"nils"}


def test_s66_the_escalation_finds_the_next_active_level(company: Company, request_: str) -> None:
    leave(company, "carla")
    use_up(request_, 150)
    assert told(company) == {"greta"}


def test_s66_somebody_on_leave_without_a_delegate_counts_as_not_there(
    company: Company, request_: str
) -> None:
    away(company, "tom")
    use_up(request_, 100)
    assert told(company) == {"carla"}


def test_s66_the_delegate_of_the_level_gets_the_escalation(company: Company, request_: str) -> None:
    away(company, "carla")
    lend(company, "carla", to="ben")
    use_up(request_, 150)
    assert told(company) == {"ben"}


def test_s66_when_nobody_above_is_left_the_level_below_is_told_and_at_last_the_administrators(
    company: Company,
) -> None:
    leave(company, "greta")
    now = clock.glance()
    assert levels.top(reading(), now) == {company["carla"].person_id}
    leave(company, "carla")
    assert levels.top(reading(), now) == {company["tom"].person_id}
    leave(company, "tom")
    assert levels.chair(reading(), now) == {company["admin"].person_id}
    assert levels.reach(reading(), now, levels.LEAD).role == "administrator"


def test_a_grant_for_another_system_is_no_level_here(company: Company) -> None:
    company.hire("uwe")
    other = system_scope(company.version(company.system("Chat")).system_id)
    with transaction() as tx:
        company.grant_row(tx, company["uwe"].person_id, "committee_chair", clock.glance() - DAY, other)
    assert levels.chair(reading(), clock.glance()) == {company["carla"].person_id}


def test_who_signed_already_is_not_reminded(company: Company, request_: str) -> None:
    company.sign(request_, "tom", "ai_governance_lead")
    use_up(request_, 50)
    assert told(company) == {"jide"}


def test_a_reminder_that_reaches_none_of_the_signers_goes_to_the_governance_lead(company: Company) -> None:
    request = in_review(company)
    company.sign(request, "tom", "ai_governance_lead")
    away(company, "jide")
    use_up(request, 50)
    assert told(company) == {"tom"}


def test_a_seat_nobody_can_fill_is_told_the_governance_lead_at_once_and_once(
    company: Company, request_: str
) -> None:
    leave(company, "jide")
    sweep()
    sweep()
    (fact,) = facts("seat:unreachable")
    assert names(company, fact) == {"tom"}
    assert fact.subject_uuid == company.request(request_).uuid
    assert company.request(request_).status == "in_review"


def test_a_seat_that_somebody_claimed_reminds_that_person_alone(company: Company) -> None:

    company.hire("lars", "legal_counsel")
    request = in_review(company)
    seat = company.seats(request)["legal_counsel"]
    with transaction() as tx:
        tx.execute(update(Seat).where(Seat.id == seat.id).values(claimed_by_id=company["lars"].person_id))
    use_up(request, 50)
    assert told(company) == {"tom", "lars"}
