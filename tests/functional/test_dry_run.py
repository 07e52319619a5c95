"""Dry runs: what a policy would have said of open and past requests, without changing anything."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from models.dry_run import DryRun
from tests.fixtures.company import Company
from tests.fixtures.dry_runs import content, tried
from tests.fixtures.policies import new_policy, ready
from workflows.approvals.simulating.adding_up import flips
from workflows.approvals.simulating.asking import AskDryRun, ask_dry_run
from workflows.approvals.simulating.sweep import sweep
from workflows.ground.ids import key_of
from workflows.ground.refused import Conflict, NotAllowed
from workflows.ground.transaction import reading

WATCHED = ("signature", "record_entry", "outbox_fact", "notice", "approval_round", "seat", "approval_request")


def counts() -> dict[str, int]:
    """How many rows there are of everything that a dry run must not touch."""
    reading().rollback()
    return {
        table: reading().execute(text(f"SELECT count(*) FROM {table}")).scalar() or 0 for table in WATCHED
    }


@pytest.fixture
def history(company: Company) -> dict[str, str]:
    """Design requests of the limited tier: one approved, one rejected, one in review, one a draft."""
    refs = {}
    for name in ("approved", "rejected", "in_review", "draft"):
        version = company.system(f"System {name}")
        company.classify(version, "limited")
        refs[name] = company.open(version, "design")
        if name != "draft":
            company.answer_all(refs[name], by="milo")
            company.submit(refs[name])
    company.pass_request(refs["approved"])
    company.sign(refs["rejected"], "jide", "legal_counsel", "reject")
    return refs


@pytest.mark.both_databases
def test_s45_a_dry_run_of_the_live_policy_flips_nothing_and_writes_nothing(
    company: Company, history: dict[str, str]
) -> None:
    before = counts()
    result = tried(company, content("design", "limited"))
    assert counts() == before
    assert (result["lines"], result["open"], result["decided"]) == ([], 2, 2)


@pytest.mark.both_databases
def test_s45_a_stricter_draft_names_the_requests_it_would_have_stopped_and_why(
    company: Company, history: dict[str, str]
) -> None:
    raw = content("design", "limited")
    raw["seats"] = [*raw["seats"], {"role": "security_ciso", "step": 1}]
    raw["items"] = [
        *raw["items"],
        {**raw["items"][0], "key": "DE-90", "text": "More", "level": "must", "blocking": True},
    ]
    found = {line["request"]: line for line in tried(company, raw)["lines"]}
    approved = found[key_of("REQ", history["approved"])]
    assert (approved["turn"], approved["items"], approved["new_seats"]) == (
        "stopped",
        ["DE-90"],
        ["security_ciso"],
    )
    assert found[key_of("REQ", history["in_review"])]["turn"] == "stopped"
    assert found[key_of("REQ", history["draft"])]["turn"] == "more"
    rejected = found[key_of("REQ", history["rejected"])]
    assert (rejected["turn"], rejected["would"]) == ("more", "rejected")


def test_a_milder_draft_names_what_it_would_have_let_through(
    company: Company, history: dict[str, str]
) -> None:
    raw = content("design", "limited")
    raw["seats"] = [seat for seat in raw["seats"] if seat["role"] != "legal_counsel"]
    result = tried(company, raw)
    assert [(line["request"], line["turn"]) for line in flips(result)] == [
        (key_of("REQ", history["rejected"]), "let_through")
    ]
    assert result["fewer"]["legal_counsel"]


def test_a_seat_that_nobody_could_fill_is_named_for_open_requests(
    company: Company, history: dict[str, str]
) -> None:
    raw = content("design", "limited")
    raw["seats"] = [*raw["seats"], {"role": "external_auditor", "step": 1}]
    found = {line["request"]: line for line in tried(company, raw)["lines"]}
    assert found[key_of("REQ", history["in_review"])]["turn"] == "stuck"
    assert found[key_of("REQ", history["in_review"])]["nobody"] == "external_auditor"


def test_an_older_version_stays_the_measure_of_what_was_decided_under_it(company: Company) -> None:
    request = ready(company, "design")
    company.pass_request(request)
    old = content("design", "limited")
    new_policy(company, "design", "limited", seats=[*old["seats"], {"role": "security_ciso", "step": 1}])
    assert [line["turn"] for line in tried(company, content("design", "limited"))["lines"]] == ["stopped"]
    assert tried(company, old)["lines"] == []


@pytest.mark.both_databases
def test_the_sweep_works_off_what_was_asked_for(company: Company, history: dict[str, str]) -> None:
    ref = ask_dry_run(company["tom"], AskDryRun(gate="design", tier="limited"))
    assert sweep().handled == 1
    run = reading().scalars(select(DryRun).execution_options(populate_existing=True)).one()
    assert (ref, run.status, run.done, run.total) == (f"DRY-{run.id}", "done", 4, 4)


def test_only_who_sees_every_request_may_ask_and_only_so_often(company: Company) -> None:
    for name in ("admin", "milo"):
        with pytest.raises(NotAllowed):
            ask_dry_run(company[name], AskDryRun(gate="design", tier="limited"))
    for _ in range(5):
        ask_dry_run(company["carla"], AskDryRun(gate="design", tier="limited"))
    with pytest.raises(Conflict):
        ask_dry_run(company["carla"], AskDryRun(gate="design", tier="limited"))
