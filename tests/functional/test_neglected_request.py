"""The life of a request that nobody looks at: reminded, escalated, covered, signed for somebody, and its condition."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from jobs.sweeps import SWEEPS
from models.condition import Condition
from models.delegation import Delegation
from models.signature import Signature
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.mailbox import Mailbox
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.approvals.terms import ConditionTerm
from workflows.ground import clock
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.people.delegating.absences import SetAway, set_away
from workflows.people.delegating.agreeing import AnswerDelegation, answer_delegation
from workflows.people.proof import prove
from workflows.record.verify import verify

pytestmark = pytest.mark.both_databases

A_MINUTE = timedelta(minutes=1)


def sweep_everything() -> None:
    """One round of the timetable, and a second one: what was told by the first is sent by the second."""
    for _ in range(2):
        for sweep in SWEEPS:
            swept = sweep.run(1000)
            assert swept.failed == 0, f"{sweep.name} failed on {swept.failed} items"


def at(instant):
    """Moves the clock to an instant for a block."""
    return clock.set_back(instant + A_MINUTE - clock.glance())


def cover(company: Company, away: str, delegate: str) -> None:
    """`away` leaves for ten weeks and `delegate` agrees to stand in."""
    first = date.today()
    set_away(
        company[away],
        SetAway(first, first + timedelta(days=70), company[delegate].person_id),
    )
    reading().rollback()
    asked = reading().scalars(select(Delegation.uuid)).one()
    answer_delegation(company[delegate], AnswerDelegation(asked, agreed=True))


def sign_for(company: Company, request: str, terms: tuple[ConditionTerm, ...]) -> None:
    """Nils signs as legal counsel for Jide, with a condition."""
    command = Sign(
        request,
        "legal_counsel",
        "approve_with_conditions",
        company.request(request).digest,
        "The drift is not measured yet",
        conditions=terms,
        for_person_id=company["jide"].person_id,
    )
    company.tick_all(request, "nils")
    proof = prove(company["nils"], PASSWORD, purpose(command))
    sign_seat(company["nils"], Sign(**{**vars(command), "proof": proof}))


def the_others_follow(company: Company, request: str) -> None:
    taken = {"nils", "jide"}
    while company.request(request).status == "in_review":
        for seat in [s for s in company.seats(request).values() if s.status == "open" and s.turn_since]:
            name = company.signer_of(seat.role, taken)
            taken.add(name)
            company.tick_all(request, name)
            advises = seat.mode == "advises"
            company.sign(request, name, seat.key, "advise_for" if advises else "approve_with_conditions")


def test_a_neglected_request_reminds_escalates_is_covered_and_its_condition_shuts_the_next_gate(
    company: Company, mailbox: Mailbox
) -> None:
    cover(company, "jide", "nils")
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    marks = company.request(request)
    instants = (marks.half_at, marks.due_at, marks.late_at, marks.very_late_at)
    assert list(instants) == sorted(instants)
    told: list[set[str]] = []
    for instant in instants:
        before = len(mailbox.letters)
        with at(instant):
            sweep_everything()
        new = [one for one in mailbox.letters[before:] if request in str(one["Subject"])]
        told.append({str(one["To"]).split("@")[0].split("<")[-1] for one in new})
    reminded, lead, chair, top = told
    assert "nils" in reminded, "the delegate is reminded"
    assert "jide" not in reminded, "whoever is away is not"
    assert lead == {"tom"}
    assert chair == {"carla"}
    assert top == {"greta"}
    assert company.request(request).status == "in_review", "time decides nothing"

    owner = company["milo"].person_id or 0
    with at(instants[-1]):
        due = clock.glance().date() + timedelta(days=20)
        sign_for(company, request, (ConditionTerm("Measure the drift monthly", owner, due),))
        the_others_follow(company, request)
        assert company.request(request).status == "approved"
        sweep_everything()
    reading().rollback()
    signature = reading().scalars(select(Signature).where(Signature.delegator_name != "")).one()
    assert (signature.printed_name, signature.delegator_name) == ("Nils", "Jide")
    condition = reading().scalars(select(Condition)).one()
    assert condition.status == "open"

    with at(condition.due_at):
        sweep_everything()
        with pytest.raises(Refused) as caught:
            company.open(version, "data_review")
        assert caught.value.code == "condition_overdue"
        assert f"COND-{condition.id}" in str(caught.value.params)
        sent = len(mailbox.letters)
        sweep_everything()
        assert len(mailbox.letters) == sent, "nothing is told twice"
    overdue = [one for one in mailbox.letters if f"COND-{condition.id}" in str(one["Subject"])]
    assert {"milo", "tom"} <= {str(one["To"]).split("@")[0].split("<")[-1] for one in overdue}
    assert max(Counter(str(one["Message-ID"]) for one in mailbox.letters).values()) == 1
    causes = Counter(
        (
            str(one["To"]),
            str(one["Subject"]),
            one.get_content_type(),
            str(one.get_body(("plain",)).get_content()),
        )
        for one in mailbox.letters
    )
    assert max(causes.values()) == 1, causes.most_common(1)
    assert verify().verdict == "consistent"
