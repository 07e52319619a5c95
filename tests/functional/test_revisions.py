"""A change inside a signed envelope needs no gate; everything else is a new version."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.register_record import RegisterRecord
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.doors import Door, words
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import reading
from workflows.inventory.artefacts import live_artefacts
from workflows.inventory.commands import ArtefactInput, EditVersion
from workflows.inventory.envelopes.rules import why_outside
from workflows.inventory.registers.attesting import Attest, attest_record, proof_purpose
from workflows.inventory.registers.commands import LinkRecord, SaveRecord
from workflows.inventory.registers.linking import link_records
from workflows.inventory.registers.saving import save_record
from workflows.inventory.versions import edit_version
from workflows.lifecycle.revising.forcing import Force, Forced, put_into_force
from workflows.people.proof import prove

ENVELOPE: dict[str, Any] = {
    "may_change": ["prompts", "thresholds"],
    "limits": "Thresholds by at most five points",
    "by_whom": "The model team",
    "tests": [
        {"test": "Accuracy", "better": "at_least", "limit": 0.8},
        {"test": "Gap", "better": "at_most", "limit": 0.1},
    ],
    "most": 2,
    "within_days": 30,
    "until": "2029-12-31",
}
REVISION: dict[str, Any] = {
    "kind": "prompts",
    "what": "Shorter instructions",
    "artefact": "model",
    "digest": "b" * 64,
    "made_on": date.today().isoformat(),
    "tests": [{"test": "Accuracy", "value": 0.83}, {"test": "gap", "value": 0.1}],
}


def write(company: Company, version: str, register: str, body: dict[str, Any], by: str = "milo") -> str:
    at = company.version(version)
    command = SaveRecord(register, system_id=at.system_id, version_id=at.id, title="A record", body=body)
    return save_record(company[by], command).ref


def running(company: Company, tier: str = "limited") -> tuple[str, str]:
    """A version in operation that was approved with an envelope."""
    version = company.system()
    company.classify(version, tier)
    row = company.version(version)
    artefact = ArtefactInput(name="model", value="sha256:" + "a" * 64)
    command = EditVersion(version_id=row.id, revision=row.revision, label=row.label, artefacts=(artefact,))
    edit_version(company["ana"], command)
    envelope = write(company, version, "envelope", ENVELOPE)
    company.bring_to(version, "deployment")
    return version, envelope


def revise(company: Company, version: str, envelope: str, by: str = "milo", **more: Any) -> str:
    made = write(company, version, "revision", REVISION | more, by)
    link_records(company[by], LinkRecord("revision", key(made), "envelope", envelope))
    return made


def force(company: Company, made: str, by: str = "milo") -> Forced:
    return put_into_force(company[by], Force(key(made)))


def digest_of(company: Company, version: str) -> str:
    row = company.version(version)
    return live_artefacts(reading(), row.id)["model"]


def key(ref: str) -> int:
    return int(ref.rpartition("-")[2])


def test_a_revision_inside_its_envelope_changes_the_version_without_a_gate(company: Company) -> None:
    version, envelope = running(company)
    made = revise(company, version, envelope)
    assert force(company, made).in_force
    assert digest_of(company, version) == "sha256:" + "b" * 64
    assert json.loads(company.version(version).outdated) == []
    with pytest.raises(Conflict):
        force(company, made)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "retraining"}, "outside_kind"),
        ({"tests": [{"test": "Accuracy", "value": 0.9}]}, "outside_test_missing"),
        (
            {"tests": [{"test": "Accuracy", "value": 0.7}, {"test": "Gap", "value": 0}]},
            "outside_test_failed",
        ),
        ({"artefact": "index"}, "revision_artefact_unknown"),
        ({"made_on": "2029-11-01"}, "revision_day_ahead"),
    ],
)
def test_a_change_outside_the_envelope_is_a_new_version(
    company: Company, more: dict[str, Any], code: str
) -> None:
    version, envelope = running(company)
    forced = force(company, revise(company, version, envelope, **more))
    assert not forced.in_force
    assert code in [reason for reason, _ in forced.reasons]
    assert digest_of(company, version) == "sha256:" + "a" * 64


def test_an_envelope_that_was_changed_after_the_approval_covers_nothing(company: Company) -> None:
    version, envelope = running(company)
    save_record(company["milo"], SaveRecord("envelope", key(envelope), body={"limits": "By any number"}))
    forced = force(company, revise(company, version, envelope))
    assert [code for code, _ in forced.reasons] == ["envelope_not_signed"]


def test_a_revision_without_an_envelope_is_none(company: Company) -> None:
    version, _ = running(company)
    forced = force(company, write(company, version, "revision", REVISION))
    assert [code for code, _ in forced.reasons] == ["revision_no_envelope"]


def test_no_more_revisions_than_the_envelope_says(company: Company) -> None:
    version, envelope = running(company)
    for digit in "bc":
        assert force(company, revise(company, version, envelope, digest=digit * 64)).in_force
    third = force(company, revise(company, version, envelope, digest="d" * 64))
    assert [code for code, _ in third.reasons] == ["outside_often"]


def test_in_the_high_tier_somebody_who_did_not_make_it_confirms_it(company: Company) -> None:
    version, envelope = running(company, "high")
    made = revise(company, version, envelope)
    with pytest.raises(Refused, match="revision_needs_confirmation"):
        force(company, made)
    digest = reading().get_one(RegisterRecord, key(made)).digest
    for by, role, refused in (("milo", "ml_lead", "revision_own"), ("henrik", "model_validator", "")):
        command = Attest("revision", key(made), "confirm_revision", role, digest)
        proof = prove(company[by], PASSWORD, proof_purpose(command))
        if refused:
            with pytest.raises(Refused, match=refused):
                attest_record(company[by], replace(command, proof=proof))
        else:
            attest_record(company[by], replace(command, proof=proof))
    assert digest_of(company, version) == "sha256:" + "b" * 64


def test_the_page_says_the_verdict_and_settles_it(company: Company) -> None:
    version, envelope = running(company)
    good, bad = revise(company, version, envelope), revise(company, version, envelope, kind="retrieval")
    milo = Door(company, "milo")
    here = f"/registers/revisions/{good}/force"
    assert "It can be put into force without a gate." in milo.text(here)
    assert milo.send(here, {}).status_code == 303
    assert "in force" in milo.text(here)
    there = f"/registers/revisions/{bad}/force"
    assert "does not let this kind of thing change" in words(milo.get(there))
    assert milo.send(there, {}).status_code == 303
    assert Door(company, "nils").get(here).status_code == 404


def test_an_expired_envelope_and_one_without_tests_let_nothing_pass() -> None:
    day = date(2026, 11, 24)
    codes = [code for code, _ in why_outside(ENVELOPE | {"until": "2026-11-23"}, REVISION, day, [])]
    assert codes == ["outside_dates"]
    assert [code for code, _ in why_outside(ENVELOPE | {"tests": []}, REVISION, day, [])] == [
        "outside_no_tests"
    ]
