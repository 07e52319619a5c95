"""Signing for somebody else: only what both agreed on, while it lasts, and never past section 4 (S37)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from models.role_grant import RoleGrant
from models.seat import Seat
from models.signature import Signature
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.lending import lend
from workflows.approvals.signing import Sign, Signed, purpose, sign_seat
from workflows.ground import clock
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import reading
from workflows.people.delegating.sweep import sweep
from workflows.people.granting import RevokeGrant, revoke_grant
from workflows.people.proof import prove
from workflows.record.verify import verify

pytestmark = [pytest.mark.both_databases]


def in_review(company: Company, tier: str = "limited") -> str:
    version = company.system()
    company.classify(version, tier)
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


def sign_for(
    company: Company, request: str, by: str, whose: str, seat: str, decision: str = "approve"
) -> Signed:
    command = Sign(
        request,
        seat,
        decision,
        company.request(request).digest,
        "" if decision == "approve" else "Because",
        unchecked_is_fine=True,
        for_person_id=company[whose].person_id,
    )
    proof = prove(company[by], PASSWORD, purpose(command))
    return sign_seat(company[by], Sign(**{**vars(command), "proof": proof}))


def refused(company: Company, *args: str) -> str:
    with pytest.raises(Refused) as caught:
        sign_for(company, *args)
    return caught.value.code


def test_s37_a_delegate_signs_with_both_names(house: Flask, company: Company) -> None:
    lend(company, "jide", "nils")
    request = in_review(company)
    signed = sign_for(company, request, "nils", "jide", "legal_counsel")
    row = reading().scalars(select(Signature).where(Signature.uuid == signed.signature_uuid)).one()
    assert (row.printed_name, row.delegator_name) == ("Nils", "Jide")
    assert row.statement.startswith("I, Nils for Jide, as Legal counsel, ")
    seat = reading().scalars(select(Seat).where(Seat.signature_id == row.id)).one()
    assert (seat.holder_id, seat.for_id) == (company["nils"].person_id, company["jide"].person_id)


def test_s37_one_second_after_the_end_it_is_refused(house: Flask, company: Company) -> None:
    end = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    lend(company, "jide", "nils", ends_at=end)
    request = in_review(company)
    with clock.set_back(end + timedelta(seconds=1) - datetime.now(UTC)):
        assert refused(company, request, "nils", "jide", "legal_counsel") == "bar_lent_over_you"
        company.sign(request, "jide", "legal_counsel")


def test_what_was_agreed_after_the_submission_does_not_count(house: Flask, company: Company) -> None:
    request = in_review(company)
    lend(company, "jide", "nils", accepted_at=datetime.now(UTC))
    assert refused(company, request, "nils", "jide", "legal_counsel") == "bar_lent_late_you"


def test_only_what_was_lent_is_signed(house: Flask, company: Company) -> None:
    lend(company, "jide", "nils", gates='["testing"]')
    lend(company, "tom", "olu", roles='["document_controller"]')
    request = in_review(company)
    assert refused(company, request, "nils", "jide", "legal_counsel") == "bar_lent_scope_you"
    assert refused(company, request, "olu", "tom", "ai_governance_lead") == "bar_lent_scope_you"


def test_a_stranger_to_the_delegation_learns_nothing(house: Flask, company: Company) -> None:
    request = in_review(company)
    with pytest.raises(NotFound):
        sign_for(company, request, "nils", "jide", "legal_counsel")


@pytest.mark.parametrize(("by", "whose"), [("milo", "jide"), ("nils", "jide")])
def test_section_four_holds_for_either_of_the_two(
    house: Flask, company: Company, by: str, whose: str
) -> None:
    if by == "nils":
        version = company.system()
        company.classify(version, "limited")
        lend(company, "jide", "nils")
        company.hire("lars", "legal_counsel")
        request = company.open(version, "design")
        company.answer_all(request, by="jide")
        company.submit(request)
        expected = "bar_answered"
    else:
        lend(company, "jide", "milo")
        request, expected = in_review(company), "bar_answered_you"
    assert refused(company, request, by, whose, "legal_counsel") == expected


def test_a_signature_for_somebody_is_a_live_seat_of_both(house: Flask, company: Company) -> None:
    company.hire("lars", "legal_counsel", "ai_governance_lead")
    company.hire("vera", "ai_governance_lead")
    lend(company, "lars", "vera")
    request = in_review(company)
    sign_for(company, request, "vera", "lars", "legal_counsel")
    for name in ("vera", "lars"):
        with pytest.raises(Refused) as caught:
            company.sign(request, name, "ai_governance_lead")
        assert caught.value.code == "bar_other_seat_you"


def test_a_delegate_never_steps_back_for_somebody(house: Flask, company: Company) -> None:
    lend(company, "jide", "nils")
    request = in_review(company)
    assert refused(company, request, "nils", "jide", "legal_counsel", "recuse") == "recuse_in_person"


def test_the_delegator_may_sign_before_and_the_delegate_comes_too_late(
    house: Flask, company: Company
) -> None:
    lend(company, "jide", "nils")
    request = in_review(company)
    company.sign(request, "jide", "legal_counsel")
    with pytest.raises((Conflict, Refused)):
        sign_for(company, request, "nils", "jide", "legal_counsel")


def live_seats(company: Company, request: str) -> list[tuple[int | None, int | None]]:
    session = reading()
    session.rollback()
    key = company.request(request).id
    found = session.scalars(select(Seat).where(Seat.request_id == key, Seat.holder_id.is_not(None)))
    return [(seat.holder_id, seat.for_id) for seat in found]


def revoke(company: Company, name: str, role: str) -> None:
    grant = select(RoleGrant).where(
        RoleGrant.person_id == company[name].person_id, RoleGrant.role == role, RoleGrant.revoked_at.is_(None)
    )
    row = reading().scalars(grant).one()
    revoke_grant(company["admin"], RevokeGrant(row.id, row.revision, "Moved to another task now"))


def test_revoking_the_delegators_grant_clears_the_seat_and_the_delegates_own_does_not(
    house: Flask, company: Company
) -> None:
    company.hire("lars", "legal_counsel")
    company.hire("vera", "legal_counsel")
    lend(company, "jide", "lars")
    request = in_review(company)
    sign_for(company, request, "lars", "jide", "legal_counsel")
    revoke(company, "lars", "legal_counsel")
    assert live_seats(company, request) == [(company["lars"].person_id, company["jide"].person_id)]
    revoke(company, "jide", "legal_counsel")
    assert live_seats(company, request) == []


def test_the_end_of_a_delegation_changes_nothing_that_was_signed(house: Flask, company: Company) -> None:
    lend(company, "jide", "nils")
    request = in_review(company)
    sign_for(company, request, "nils", "jide", "legal_counsel")
    with clock.set_back(timedelta(days=9)):
        assert sweep(10).handled == 1
    assert len(live_seats(company, request)) == 1
    assert verify().verdict == "consistent"


def test_a_delegate_does_not_count_when_a_request_is_handed_in(house: Flask, company: Company) -> None:
    lend(company, "jide", "nils")
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="jide")
    with pytest.raises(Refused) as caught:
        company.submit(request)
    assert caught.value.code == "seat_cannot_be_filled"
