"""A rejection cannot be loosened away: for 90 days the policy of the rejected request is asked as well."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from models.approval_request import ApprovalRequest
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.dry_runs import content, tried
from tests.fixtures.policies import new_policy
from workflows.approvals.content import read
from workflows.approvals.kinds import More
from workflows.approvals.policies.body import load, to_body
from workflows.approvals.policies.when import Situation
from workflows.ground.ids import key_of
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle.pinned import stricter


def rejected(company: Company, version: str) -> str:
    """A design request of this version that Legal rejected."""
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    company.sign(request, "jide", "legal_counsel", "reject")
    return request


def loosen(company: Company) -> None:
    """Publishes a design policy without Legal, in which IN-2 is only a should."""
    raw = content("design", "limited")
    items = [{**i, "level": "should"} if i["key"] == "IN-2" else i for i in raw["items"]]
    items = [item for item in items if item["key"] != "IN-3"]
    seats = [seat for seat in raw["seats"] if seat["role"] != "legal_counsel"]
    new_policy(company, "design", "limited", items=items, seats=seats)


def test_s44_reject_loosen_resubmit_still_asks_every_must_and_seat_of_then_and_says_so(
    company: Company,
) -> None:
    version = company.system()
    company.classify(version, "limited")
    first = rejected(company, version)
    loosen(company)
    second = company.open(version, "design")
    levels = {a.item.key: a.level for a in read(reading(), company.request(second)).asked}
    assert (levels["IN-2"], levels["IN-3"]) == ("must", "must")
    ana = Door(company, "ana")
    assert f"{first} was rejected in the last 90 days" in words(ana.get(f"/requests/{second}/edit"))
    company.answer_all(second, by="milo")
    company.submit(second)
    assert {seat.role for seat in company.seats(second).values()} == {"ai_governance_lead", "legal_counsel"}
    assert f"{first} was rejected in the last 90 days" in words(
        Door(company, "jide").get(f"/requests/{second}")
    )
    company.pass_request(second)
    assert company.request(second).status == "approved"
    differs = {line["request"] for line in tried(company, content("design", "limited"))["lines"]}
    assert key_of("REQ", second) not in differs, "what was asked as well is judged as well"


def test_s44_after_90_days_only_the_policy_in_force_is_asked(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    first = rejected(company, version)
    loosen(company)
    old = company.request(first).decided_at - timedelta(days=91)
    with transaction() as tx:
        tx.execute(
            update(ApprovalRequest).where(ApprovalRequest.id == key_of("REQ", first)).values(decided_at=old)
        )
    second = company.open(version, "design")
    keys = {a.item.key: a.level for a in read(reading(), company.request(second)).asked}
    assert keys["IN-2"] == "should"
    assert "IN-3" not in keys
    company.answer_all(second, by="milo")
    company.submit(second)
    assert {seat.role for seat in company.seats(second).values()} == {"ai_governance_lead"}


def test_s44_a_group_that_needed_more_signatures_asks_for_those_that_are_missing(company: Company) -> None:
    raw = content("design", "limited")
    two_of_three = {"role": "committee_member", "key": "board", "step": 2, "needs": 2, "seats": 3}
    then = load(to_body({**raw, "seats": [*raw["seats"], two_of_three]}))
    now = load(to_body({**raw, "seats": [*raw["seats"], {"role": "committee_member", "step": 2}]}))
    more = stricter(then, now, Situation(), More())
    assert [(seat.role, seat.group_key, seat.needs) for seat in more.seats] == [
        ("committee_member", "before.board", 1),
        ("committee_member", "before.board", 1),
    ]
    assert stricter(now, then, Situation(), More()) == More()
