"""Whatever order records change in, an approved request is stale exactly when a frozen input differs, and names it."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from sqlalchemy import select

from models.approval_round import ApprovalRound
from models.register_record import RegisterRecord
from tests.fixtures.company import Company
from workflows.ground.transaction import reading
from workflows.inventory.frozen import subject_facts
from workflows.inventory.registers.archiving import archive_record, restore_record
from workflows.inventory.registers.commands import ArchiveRecord, LinkRecord, SaveRecord
from workflows.inventory.registers.linking import link_records, unlink_record
from workflows.inventory.registers.saving import save_record
from workflows.lifecycle.resting.differing import artefacts_of, records_of
from workflows.lifecycle.resting.page import moved_since_approval

CHANGE = {
    "kind": "model",
    "what": "Model v5 replaces v4",
    "why": "v4 is withdrawn",
    "parts": "The ranking model",
    "urgency": "planned",
}
COMPONENT = {"kind": "model", "release": "ranker 5"}
WHYS = ("v4 is withdrawn", "v4 is too slow", "v4 is unfair")
RELEASES = ("ranker 5", "ranker 6")


class World:
    """An approved rework request that froze two changes and a component, and the acts that move them."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.version = company.system()
        company.classify(self.version)
        self.component = self.save("component", None, COMPONENT)
        self.link(True)
        company.bring_to(self.version, "data_review")
        self.changes = [self.save("change", None, CHANGE), self.save("change", None, CHANGE)]
        change = _change_to_design()
        self.request = company.pass_gate(
            self.version, "rework", change=change, change_text="Another architecture"
        )

    def save(self, register: str, ref: str | None, body: dict[str, Any]) -> str:
        at = self.company.version(self.version)
        of_system = register == "change"
        command = SaveRecord(
            register,
            record_id=_key(ref) if ref else None,
            system_id=at.system_id if of_system else 0,
            version_id=at.id if of_system else None,
            title="A record",
            body=body,
        )
        return save_record(self.company["tom"], command).ref

    def link(self, make: bool) -> None:
        command = LinkRecord("component", _key(self.component), "used_by", self.version)
        (link_records if make else unlink_record)(self.company["tom"], command)

    def archive(self, register: str, ref: str, away: bool) -> None:
        command = ArchiveRecord(register, _key(ref), reason="Not needed")
        (archive_record if away else restore_record)(self.company["tom"], command)

    def row(self, ref: str) -> RegisterRecord:
        self.company.version(self.version)
        return reading().get_one(RegisterRecord, _key(ref))

    def frozen(self) -> dict[str, Any]:
        request = self.company.request(self.request)
        text = reading().scalars(select(ApprovalRound.bundle).where(ApprovalRound.id == request.round_id))
        return dict(json.loads(text.one()))

    def act(self, chance: random.Random) -> None:
        """Does one thing that somebody could do now."""
        ref = chance.choice([*self.changes, self.component])
        row, register = self.row(ref), "component" if ref == self.component else "change"
        if row.archived_at is not None:
            self.archive(register, ref, away=False)
        elif chance.random() < 0.2:
            self.archive(register, ref, away=True)
        elif register == "component" and chance.random() < 0.4:
            linked = f"component {ref}" in self.present()
            self.link(not linked)
        elif register == "component":
            self.save(register, ref, COMPONENT | {"release": chance.choice(RELEASES)})
        else:
            self.save(register, ref, CHANGE | {"why": chance.choice(WHYS)})

    def present(self) -> dict[str, str]:
        version = self.company.version(self.version)
        return dict(subject_facts(reading(), version.id).artefacts)

    def expected(self) -> set[str]:
        """The names of what differs, told from the rows alone."""
        bundle = self.frozen()
        by_uuid = {self.row(ref).uuid: ref for ref in self.changes}
        found = set()
        for (kind, uuid), (_, digest, _) in records_of(bundle).items():
            if kind == "change":
                row = self.row(by_uuid[uuid])
                if row.archived_at is not None or row.digest != digest:
                    found.add(by_uuid[uuid])
        if artefacts_of(bundle) != self.present():
            found.add(f"component {self.component}")
        return found

    def named(self) -> set[str]:
        """The names that the page of the request gives."""
        self.company.version(self.version)
        return {one.name for one in moved_since_approval(self.request)}

    def marks(self) -> set[str]:
        """The names that the version is outdated by."""
        found = json.loads(self.company.version(self.version).outdated)
        return {
            one["params"]["ref"] for one in found if one["code"] in ("outdated_record", "outdated_component")
        }


@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_stale_exactly_when_a_frozen_input_differs_in_whatever_order(
    company: Company, seed: int
) -> None:
    world, chance = World(company), random.Random(seed)
    assert world.frozen()["items"]["CH-1"]["records"]
    assert (world.named(), world.marks()) == (set(), set())
    for _ in range(14):
        world.act(chance)
        assert world.named() == world.expected()
        assert world.marks() == {name.removeprefix("component ") for name in world.expected()}


def test_what_is_put_back_as_it_was_is_no_longer_stale(company: Company) -> None:
    world = World(company)
    world.save("change", world.changes[0], CHANGE | {"why": "v4 is unfair"})
    assert world.named() == {world.changes[0]}
    assert company.version(world.version).outdated_since is not None
    world.save("change", world.changes[0], CHANGE)
    assert world.named() == set()
    assert company.version(world.version).outdated_since is None


def test_a_changed_title_or_a_live_field_makes_nothing_stale(company: Company) -> None:
    world = World(company)
    world.save("change", world.changes[0], CHANGE | {"wanted_on": "2027-03-01", "outcome": "Waiting"})
    assert world.named() == set()


def test_a_later_approval_settles_what_had_moved_before_it(company: Company) -> None:
    world = World(company)
    company.pass_gate(world.version, "data_review")
    world.save("change", world.changes[0], CHANGE | {"why": "v4 is unfair"})
    assert world.marks() == {world.changes[0]}
    company.pass_gate(world.version, "testing")
    assert world.marks() == set()
    world.save("change", world.changes[1], CHANGE | {"why": "v4 is slow"})
    assert world.marks() == {world.changes[1]}


def _key(ref: str) -> int:
    return int(ref.rpartition("-")[2])


def _change_to_design() -> str:
    from models.policy import Policy
    from models.policy_version import PolicyVersion
    from workflows.approvals.policies.body import load

    bodies = reading().scalars(
        select(PolicyVersion.body).join(Policy).where(Policy.gate == "rework", Policy.tier == "limited")
    )
    return next(row.key for row in load(bodies.first() or "").routing if row.to_stage == "design")
