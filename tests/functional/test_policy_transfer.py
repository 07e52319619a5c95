"""Open requests keep their version; putting them under a newer one is chosen, explicit and signed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.policy_transfer import PolicyTransfer
from models.policy_version import PolicyVersion
from models.record_entry import RecordEntry
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.doors import Door, words
from tests.fixtures.dry_runs import content
from tests.fixtures.policies import new_policy, ready
from workflows.approvals.transfers.act import TransferRequests, purpose, transfer_requests
from workflows.ground.refused import Conflict, NotAllowed, Refused, Several
from workflows.ground.transaction import reading
from workflows.people.proof import prove

HERE = "/policies/design/limited/transfer"


def stricter(company: Company) -> None:
    """Publishes a version of the design policy that asks one seat more."""
    seats = [*content("design", "limited")["seats"], {"role": "security_ciso", "step": 1}]
    new_policy(company, "design", "limited", seats=seats)


def move(
    company: Company, by: str, *refs: str, number: int = 2, reason: str = "The new rules came of an audit"
) -> int:
    """Moves requests as that person does on the page."""
    command = TransferRequests("design", "limited", number, refs, reason)
    proof = prove(company[by], PASSWORD, purpose(command))
    done = transfer_requests(company[by], TransferRequests(**{**vars(command), "proof": proof}))
    return len(done.refs)


def version_of(company: Company, request: str) -> int:
    """The number of the policy version that a request runs under."""
    return reading().get_one(PolicyVersion, company.request(request).policy_version_id).number


@pytest.mark.both_databases
def test_an_open_request_runs_under_the_version_it_was_handed_in_under_until_somebody_moves_it(
    company: Company,
) -> None:
    request = ready(company, "design")
    stricter(company)
    company.sign(request, "tom", "ai_governance_lead")
    assert (version_of(company, request), "security_ciso" in company.seats(request)) == (1, False)
    assert move(company, "carla", request) == 1
    assert (version_of(company, request), company.request(request).status) == (2, "changes_requested")
    company.submit(request)
    assert company.seats(request)["security_ciso"].turn_since is not None
    assert company.seats(request)["ai_governance_lead"].status == "open", "the old signature fell"
    row = reading().scalars(select(PolicyTransfer)).one()
    assert (row.printed_name, row.role) == ("Carla", "committee_chair")
    assert "under version 2 of the policy" in row.statement
    entry = (
        reading().scalars(select(RecordEntry).where(RecordEntry.action == "request:policy:transferred")).one()
    )
    assert '"policy_version":[1,2]' in entry.body


def test_a_draft_takes_the_version_at_once(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    stricter(company)
    move(company, "tom", request)
    assert (version_of(company, request), company.request(request).status) == (2, "draft")


def test_nobody_moves_a_request_they_belong_to_and_only_the_lead_or_the_chair_may(company: Company) -> None:
    version = company.system(owner="tom@halm.example")
    company.classify(version, "limited", by="maria")
    request = company.open(version, "design", by="ana")
    stricter(company)
    with pytest.raises(Refused, match="transfer_own"):
        move(company, "tom", request)
    for name in ("maria", "ana", "greta"):
        with pytest.raises(NotAllowed):
            move(company, name, request)
    assert version_of(company, request) == 1


def test_what_is_decided_moved_already_or_shown_under_another_version_is_refused_as_a_whole(
    company: Company,
) -> None:
    first, second = ready(company, "design"), ready(company, "design")
    company.pass_request(first)
    stricter(company)
    with pytest.raises(Conflict, match="transfer_not_waiting"):
        move(company, "carla", first, second)
    with pytest.raises(Conflict, match="transfer_version_moved"):
        move(company, "carla", second, number=3)
    with pytest.raises(Refused):
        move(company, "carla", second, reason=" ")
    assert version_of(company, second) == 1
    move(company, "carla", second)
    with pytest.raises(Conflict, match="transfer_not_waiting"):
        move(company, "carla", second)


def test_what_the_version_asks_as_well_has_to_be_answered_before_it_is_handed_in_again(
    company: Company,
) -> None:
    request = ready(company, "design")
    raw = content("design", "limited")
    item = {**raw["items"][0], "key": "IN-90", "text": "More", "level": "must", "blocking": True}
    new_policy(company, "design", "limited", items=[*raw["items"], item])
    move(company, "carla", request)
    with pytest.raises(Several):
        company.submit(request)
    company.answer_all(request, by="milo")
    assert company.submit(request) == 2


def test_the_page_lists_them_with_the_sentence_and_keeps_what_was_typed(company: Company) -> None:
    request = ready(company, "design")
    carla = Door(company, "carla")
    assert "No open request runs under an older version" in carla.text(HERE)
    stricter(company)
    text = words(carla.get(HERE))
    assert f"put {request}" in text
    assert "instead of version 1" in text
    wrong = carla.send(HERE, {"chosen": request, "reason": "After the audit", "password": "wrong"})
    assert (wrong.status_code, "After the audit" in words(wrong)) == (422, True)
    nothing = carla.send(HERE, {"reason": "After the audit", "password": PASSWORD})
    assert (nothing.status_code, "Choose at least one request" in words(nothing)) == (422, True)
    done = carla.send(
        HERE, {"number": 2, "chosen": request, "reason": "After the audit", "password": PASSWORD}
    )
    assert done.status_code == 303
    after = words(carla.get(HERE))
    assert "After the audit" in after
    assert "Carla" in after
    assert version_of(company, request) == 2


def test_strangers_are_told_who_may_and_unknown_policies_are_not_found(company: Company) -> None:
    assert Door(company, "ana").get(HERE).status_code == 403
    assert Door(company, "carla").get("/policies/nowhere/limited/transfer").status_code == 404
