"""Records of registers: who writes and reads them, what they keep, and that nothing typed is lost."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from models.register_record import RegisterRecord
from models.register_version import RegisterVersion
from tests.fixtures.company import Company
from tests.fixtures.risks import CARRIED, row, save, save_risk
from workflows.ground.refused import NotAllowed, NotFound, Refused, Replayed, Several, Stale
from workflows.ground.transaction import reading, transaction
from workflows.inventory.registers.archiving import archive_record, restore_record
from workflows.inventory.registers.commands import ArchiveRecord, LinkRecord, OwnField, SaveRecord
from workflows.inventory.registers.linking import link_records, unlink_record
from workflows.inventory.registers.own_fields import end_own_field, keep_own_field
from workflows.inventory.registers.saving import save_record

pytestmark = pytest.mark.both_databases


def versions(record: RegisterRecord) -> list[RegisterVersion]:
    """Everything that was ever said in a record, in order."""
    found = select(RegisterVersion).where(RegisterVersion.record_id == record.id)
    return list(reading().scalars(found.order_by(RegisterVersion.number)))


def test_every_change_is_a_version_with_its_author_and_saving_the_same_again_is_none(company: Company):
    risk = save_risk(company, by="maria")
    save_risk(company, by="ana", record=risk)
    changed = save_risk(company, by="ana", record=risk, acceptance_reason="The rest is watched weekly.")
    kept = versions(changed)
    assert [one.number for one in kept] == [1, 2]
    assert [one.author_id for one in kept] == [company["maria"].person_id, company["ana"].person_id]
    assert kept[0].digest != kept[1].digest == changed.digest


def test_a_title_is_no_part_of_what_approvals_freeze(company: Company):
    risk = save_risk(company)
    before = risk.digest
    renamed = save_risk(company, record=risk, title="Unequal treatment of older applicants")
    assert renamed.digest == before
    assert (renamed.content_version, renamed.frozen_version) == (2, 1)


def test_whoever_does_not_see_the_system_finds_no_record_and_writes_none(company: Company):
    risk = save_risk(company)
    with pytest.raises(NotFound):
        save_record(company["nils"], SaveRecord("risk", risk.id, title="Mine", body=CARRIED))
    with pytest.raises(NotFound):
        archive_record(company["nils"], ArchiveRecord("risk", risk.id, "gone"))


def test_a_reader_is_told_who_may_write(company: Company):
    risk = save_risk(company)
    with pytest.raises(NotAllowed) as caught:
        save_record(company["ruth"], SaveRecord("risk", risk.id, title="Mine", body=CARRIED))
    assert "risk_officer" in caught.value.params["roles"]


def test_a_record_that_moved_since_it_was_opened_is_not_overwritten(company: Company):
    risk = save_risk(company)
    seen = risk.revision
    save_risk(company, record=risk, causes="Few older applicants in the data.")
    with pytest.raises(Stale):
        save_record(company["ana"], SaveRecord("risk", risk.id, title="Late", body=CARRIED, revision=seen))
    assert row(risk).title == "Bias against older applicants"


def test_a_field_that_a_form_leaves_out_keeps_what_it_says(company: Company):
    risk = save_risk(company)
    before = risk.body
    save_record(company["ana"], SaveRecord("risk", risk.id, title="Shorter form", body={}))
    assert row(risk).body == before


def test_everything_that_does_not_hold_is_named_at_once_beside_its_field(company: Company):
    body = {
        **CARRIED,
        "inherent_likelihood": "6",
        "plan": [{"action": "x", "owner": "nobody@x", "due": "soon"}],
    }
    with pytest.raises(Several) as caught:
        save(company, "risk", body, title="")
    fields = {reason.field for reason in caught.value.reasons}
    assert {"title", "inherent_likelihood", "plan-0-owner", "plan-0-due"} <= fields


def test_the_same_form_sent_twice_makes_one_record(company: Company):
    home = company.version(company.system()).system_id
    command = SaveRecord("risk", system_id=home, title="Once", body=CARRIED, submit_id="twice-the-same")
    made = save_record(company["ana"], command)
    with pytest.raises(Replayed) as caught:
        save_record(company["ana"], command)
    assert caught.value.ref == made.ref


def test_a_record_out_of_the_lists_is_read_only_until_somebody_takes_it_back(company: Company):
    risk = save_risk(company)
    with pytest.raises(Refused):
        archive_record(company["ana"], ArchiveRecord("risk", risk.id, reason=" "))
    archive_record(company["ana"], ArchiveRecord("risk", risk.id, reason="Named twice"))
    with pytest.raises(Refused) as caught:
        save_risk(company, record=risk, causes="Anything")
    assert caught.value.code == "record_archived"
    restore_record(company["ana"], ArchiveRecord("risk", risk.id))
    assert row(risk).archived_at is None


def test_a_frozen_link_is_part_of_what_a_record_says(company: Company):
    version = company.system()
    home = company.version(version).system_id
    first = save(
        company, "dataset", {"purposes": ["training"]}, by="ines", system=version, title="Applications"
    )
    second = save(company, "dataset", {"purposes": ["training"]}, by="ines", system=version, title="Cleaned")
    assert first.system_id == second.system_id == home
    before = second.digest
    link = LinkRecord("dataset", second.id, "derived_from", f"DS-{first.id}")
    link_records(company["ines"], link)
    assert row(second).digest != before
    with pytest.raises(Refused):
        link_records(company["ines"], link)
    unlink_record(company["ines"], link)
    assert row(second).digest == before


def test_a_link_to_what_one_may_not_see_answers_like_a_link_to_nothing(company: Company):
    dataset = save(company, "dataset", {"purposes": ["training"]}, by="ines", title="Applications")
    for target in ("VER-99999", "DS-99999", "Applications", f"RISK-{dataset.id}"):
        with pytest.raises(Refused) as caught:
            link_records(company["ines"], LinkRecord("dataset", dataset.id, "derived_from", target))
        assert caught.value.code == "link_target_unknown"


def test_an_own_field_is_asked_kept_and_no_longer_asked(company: Company):
    command = OwnField("risk", label="Cost centre", kind="choice", choices=("North", "South"))
    with pytest.raises(NotAllowed):
        keep_own_field(company["ana"], command)
    key = keep_own_field(company["tom"], command)
    risk = save_risk(company)
    before = risk.digest
    with pytest.raises(Several):
        save_record(company["ana"], SaveRecord("risk", risk.id, own={"x1_cost_centre": "West"}))
    save_record(company["ana"], SaveRecord("risk", risk.id, own={"x1_cost_centre": "North", "forged": "1"}))
    assert json.loads(row(risk).own) == {"x1_cost_centre": "North"}
    assert row(risk).digest == before
    end_own_field(company["tom"], OwnField("risk", field_id=key))
    assert json.loads(row(risk).own) == {"x1_cost_centre": "North"}


def test_what_was_said_in_a_version_is_refused_to_be_changed_by_the_database(company: Company):
    save_risk(company)
    for statement in ("UPDATE register_version SET title = 'x'", "DELETE FROM register_version"):
        with pytest.raises((DatabaseError, Refused)), transaction() as tx:
            tx.execute(text(statement))
