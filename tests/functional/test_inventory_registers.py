"""Components, uses of tools and agents: each a working tool, with rules that hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from models.register_record import RegisterRecord
from tests.fixtures.company import Company
from workflows.ground.refused import Refused, Several
from workflows.ground.transaction import reading
from workflows.inventory.registers.commands import LinkRecord, SaveRecord
from workflows.inventory.registers.linking import link_records, unlink_record
from workflows.inventory.registers.saving import save_record

MODEL: dict[str, Any] = {"kind": "model", "release": "ranker 5"}
USE: dict[str, Any] = {
    "task": "Drafts of letters",
    "decision": "allowed",
    "rules": "A clerk reads every letter",
    "tier_of_use": "minimal",
}
AGENT: dict[str, Any] = {
    "task": "Books meeting rooms",
    "tools": [{"name": "Calendar", "access": "write", "account": "svc-rooms"}],
    "actions": [{"name": "Book a room", "person": "no", "limit": "Ten a day"}],
    "stop": "Revoke its key in the gateway",
}


def save(company: Company, register: str, body: dict[str, Any], version: str = "", **more: Any) -> str:
    at = company.version(version) if version else None
    place = {"system_id": at.system_id} if at else {}
    if at is not None and register == "agent":
        place["version_id"] = at.id
    command = SaveRecord(register, title=more.pop("title", "A record"), body=body, **place, **more)
    return save_record(company["tom"], command).ref


def key(ref: str) -> int:
    return int(ref.rpartition("-")[2])


def marks(company: Company, version: str) -> list[dict[str, Any]]:
    return [dict(one) for one in json.loads(company.version(version).outdated)]


def row(ref: str) -> RegisterRecord:
    session = reading()
    session.rollback()
    session.expire_all()
    return session.get_one(RegisterRecord, key(ref))


def refused_at(company: Company, register: str, body: dict[str, Any], version: str = "") -> list[str]:
    with pytest.raises(Refused) as refused:
        save(company, register, body, version)
    several = refused.value.reasons if isinstance(refused.value, Several) else [refused.value]
    return [str(one.field) for one in several]


def test_a_changed_component_outdates_every_version_that_uses_it_by_name(company: Company) -> None:
    component = save(company, "component", MODEL, title="Ranker")
    versions = [company.system(name) for name in ("Credit scoring", "Fraud alerts", "Room booking")]
    for version in versions:
        company.classify(version, "minimal")
        if version != versions[2]:
            link_records(company["tom"], LinkRecord("component", key(component), "used_by", version))
        company.pass_gate(version, "design")
    save_record(company["tom"], SaveRecord("component", key(component), body={"release": "ranker 6"}))
    cause = {"code": "outdated_component", "params": {"ref": component, "name": "Ranker"}}
    assert [marks(company, version) for version in versions] == [[cause], [cause], []]
    save_record(company["tom"], SaveRecord("component", key(component), body={"notes": "Slow on Mondays"}))
    save_record(company["tom"], SaveRecord("component", key(component), body=MODEL))
    assert [marks(company, version) for version in versions] == [[], [], []]


def test_a_component_taken_out_or_put_in_after_the_approval_outdates_the_version(company: Company) -> None:
    component, version = save(company, "component", MODEL), company.system()
    company.classify(version, "minimal")
    company.pass_gate(version, "design")
    link = LinkRecord("component", key(component), "used_by", version)
    link_records(company["tom"], link)
    assert [one["code"] for one in marks(company, version)] == ["outdated_component"]
    unlink_record(company["tom"], link)
    assert marks(company, version) == []


def test_a_component_moving_in_review_opens_the_next_round(company: Company) -> None:
    component, version = save(company, "component", MODEL), company.system()
    company.classify(version, "limited")
    link_records(company["tom"], LinkRecord("component", key(component), "used_by", version))
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    save_record(company["tom"], SaveRecord("component", key(component), body={"release": "ranker 6"}))
    assert (company.request(request).round_number, company.round(request).cause) == (2, "version_moved")


def test_a_component_that_nothing_identifies_is_refused(company: Company) -> None:
    assert refused_at(company, "component", {"kind": "model"}) == ["release"]
    assert refused_at(
        company, "component", {"kind": "model", "parts": [{"name": "a.bin", "digest": "short"}]}
    ) == ["parts-0-digest"]


def test_a_use_above_the_tier_of_its_tool_becomes_a_system_of_its_own(company: Company) -> None:
    version = company.system("Chat assistant")
    company.classify(version, "minimal")
    assert row(save(company, "tool_use", USE, version)).level == "allowed"
    assert refused_at(company, "tool_use", USE | {"tier_of_use": "high"}, version) == ["tier_of_use"]
    forbidden = {"task": "Ranking applicants", "decision": "forbidden", "tier_of_use": "high"}
    assert refused_at(company, "tool_use", forbidden, version) == ["reason"]
    assert row(save(company, "tool_use", forbidden | {"reason": "High risk"}, version)).level == "forbidden"


@pytest.mark.parametrize(
    ("without", "field"), [({"rules": ""}, "rules"), ({"decision": "on_request"}, "asked_of")]
)
def test_a_decision_about_a_use_says_what_it_lacks(
    company: Company, without: dict[str, str], field: str
) -> None:
    version = company.system("Chat assistant")
    company.classify(version, "minimal")
    assert refused_at(company, "tool_use", USE | without, version) == [field]


def test_what_an_agent_does_without_a_person_needs_a_limit_and_a_stop(company: Company) -> None:
    version = company.system()
    assert row(save(company, "agent", AGENT, version)).level == "within_limits"
    asks = AGENT | {"actions": [{"name": "Book a room", "person": "yes", "limit": ""}], "stop": ""}
    assert row(save(company, "agent", asks, version)).level == "asks"
    free = AGENT | {"actions": [{"name": "Book a room", "person": "no", "limit": ""}], "stop": ""}
    assert refused_at(company, "agent", free, version) == ["actions-0-limit", "stop"]
