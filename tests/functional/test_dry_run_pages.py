"""The pages of dry runs: progress, names and reasons, the table to keep, and nobody who sees less than all of it."""

from __future__ import annotations

import pytest

from models.policy import Policy
from models.policy_draft import PolicyDraft
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.dry_runs import content
from tests.fixtures.policies import ready
from workflows.approvals.policies.body import to_body
from workflows.approvals.simulating.sweep import sweep
from workflows.ground import clock
from workflows.ground.ids import uuid7
from workflows.ground.transaction import transaction

HERE = "/policies/dry-runs/DRY-1"
"""The first dry run of a test."""


def draft(company: Company, **changes: object) -> str:
    """A draft of the design policy with these changes."""
    body = to_body(content("design", "limited") | changes)
    with transaction() as tx:
        now, by = clock.now(tx), company["tom"].person_id or 0
        policy = tx.query(Policy).filter_by(gate="design", tier="limited").one()
        made = PolicyDraft(
            uuid=uuid7(),
            policy_id=policy.id,
            body=body,
            status="editing",
            made_by_id=by,
            made_at=now,
            changed_by_id=by,
            changed_at=now,
        )
        tx.add(made)
        tx.flush()
        return f"DRAFT-{made.id}"


@pytest.fixture
def stricter(company: Company) -> str:
    request = ready(company, "design")
    company.pass_request(request)
    seats = [*content("design", "limited")["seats"], {"role": "security_ciso", "step": 1}]
    return draft(company, seats=seats)


def start(door: Door, draft_ref: str) -> None:
    """Asks for a dry run as the form of the draft's page does."""
    answer = door.send(f"/policies/drafts/{draft_ref}/dry-run", {}, form_at="/preferences")
    assert (answer.status_code, answer.headers["Location"]) == (303, HERE)


def test_a_dry_run_shows_how_far_it_is_and_comes_again_by_itself(company: Company, stricter: str) -> None:
    tom = Door(company, "tom")
    start(tom, stricter)
    answer = tom.get(HERE)
    assert (answer.status_code, answer.headers["Refresh"]) == (200, "3")
    assert "0 of 1 requests looked at" in words(answer)
    sweep()
    assert "Refresh" not in tom.get(HERE).headers


def test_it_names_what_would_have_been_stopped_why_and_who_would_have_more_to_sign(
    company: Company, stricter: str
) -> None:
    tom = Door(company, "tom")
    start(tom, stricter)
    sweep()
    text = words(tom.get(HERE))
    for part in (
        "1 request would have gone another way, out of 0 open and 1 decided",
        "REQ-1",
        "under version 1",
        "would have been stopped",
        "would be asked as well",
        "Priya",
        stricter,
    ):
        assert part in text, part
    rows = tom.get(f"{HERE}.csv").get_data(as_text=True).splitlines()
    assert (len(rows), "REQ-1" in rows[1], "would have been stopped" in rows[1]) == (2, True, True)
    assert stricter in words(tom.get("/policies/dry-runs"))
    moved = f"{stricter} was changed after this dry run was asked for"
    assert moved not in text
    with transaction() as tx:
        tx.get_one(PolicyDraft, 1).body = to_body(content("design", "limited"))
    assert moved in words(tom.get(HERE))


def test_the_version_in_force_can_be_tried_and_says_that_nothing_would_change(
    company: Company, stricter: str
) -> None:
    carla = Door(company, "carla")
    answer = carla.send("/policies/design/limited/dry-run", {}, form_at="/preferences")
    assert answer.status_code == 303
    sweep()
    assert "Nothing would have gone another way" in words(carla.get(HERE))
    again = carla.send("/policies/design/limited/dry-run", {}, form_at=HERE)
    assert again.headers["Location"] == "/policies/dry-runs/DRY-2"


def test_a_form_that_is_sent_twice_asks_for_one_dry_run(company: Company, stricter: str) -> None:
    tom = Door(company, "tom")
    hidden = tom.hidden("/preferences")
    places = {
        tom.client.post(f"/policies/drafts/{stricter}/dry-run", data=hidden).headers["Location"] for _ in "12"
    }
    assert places == {HERE}


def test_only_those_who_see_every_request_see_a_dry_run(company: Company, stricter: str) -> None:
    start(Door(company, "tom"), stricter)
    sweep()
    for name in ("milo", "nils", "admin"):
        door = Door(company, name)
        for address in (HERE, f"{HERE}.csv", "/policies/dry-runs"):
            answer = door.get(address)
            assert answer.status_code == 403, (name, address)
            assert "REQ-1" not in words(answer)
    assert Door(company, "ruth").get(HERE).status_code == 200
    assert Door(company, "tom").get("/policies/dry-runs/DRY-77").status_code == 404


def test_asking_for_a_draft_or_policy_that_is_not_there_is_not_found(company: Company) -> None:
    tom = Door(company, "tom")
    for address in ("/policies/drafts/DRAFT-9/dry-run", "/policies/nowhere/high/dry-run"):
        assert tom.send(address, {}, form_at="/preferences").status_code == 404


def test_the_page_takes_the_same_statements_for_one_line_as_for_many(company: Company, stricter: str) -> None:
    tom = Door(company, "tom")
    start(tom, stricter)
    sweep()
    with counted_statements(company.app) as sent:
        tom.get(HERE)
    assert len(sent) <= 8, sent
