"""Signed statements about a record: a validation, a confirmation, an authority; bound to what the record says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from models.register_signature import RegisterSignature
from workflows.approvals.policies.words import role_label
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import digest
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused, Stale
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers import declaring, hooks
from workflows.inventory.registers.actions import SIGNED
from workflows.inventory.registers.commands import Saved
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.locks import Place, lock_place
from workflows.inventory.registers.rights import require_reader, roles_of
from workflows.inventory.registers.writing import thing
from workflows.inventory.wording import TEXT, text, within
from workflows.people.proof import consume
from workflows.people.standing import Standing, hold
from workflows.record import append


@dataclass(frozen=True)
class Attest:
    """Signs what a record says now, for one purpose, in one role; `digest` is what the signer saw."""

    register: str
    record_id: int
    purpose: str
    role: str
    digest: str
    reason: str = ""
    language: str = "en"
    proof: str | None = None
    submit_id: str | None = None


@dataclass(frozen=True)
class Purpose:
    """One thing for which records of a register are signed.

    `statement` is the sentence with the gaps `{ref}`, `{title}`, `{role}`. `guard(tx, now, standing, record)`
    raises Refused for whoever may not sign; `signed` does what follows, inside the act.
    """

    register: str
    key: str
    label: str
    statement: str
    roles: frozenset[str]
    guard: Callable[[Session, datetime, Standing, RegisterRecord], None] | None = None
    signed: Callable[[Session, datetime, Actor, Place, RegisterSignature], None] | None = None


_purposes: dict[tuple[str, str], Purpose] = {}


def purpose_for(one: Purpose) -> Purpose:
    """Makes a purpose known; called once at import by the package that owns the register."""
    _purposes[one.register, one.key] = one
    return one


def purposes_of(register: str) -> tuple[Purpose, ...]:
    """What records of a register are signed for."""
    return tuple(one for (of, _), one in _purposes.items() if of == register)


def proof_purpose(command: Attest) -> str:
    """What the credential is shown for: this record, this content, this purpose and role, and nothing else."""
    bound = digest([command.purpose, command.role, command.digest, text(command.reason)])
    return f"register:{command.register}:{command.record_id}:{bound}"


def statement_of(purpose: Purpose, one: Register, record: RegisterRecord, role: str) -> str:
    """The exact sentence that is signed."""
    return purpose.statement.format(ref=ref(one.prefix, record.id), title=record.title, role=role_label(role))


def attest_record(actor: Actor, command: Attest) -> Saved:
    """Signs a record; a later change of it leaves the signature, which then holds for what was said before.

    Raises NotFound, Stale when the record says something else than the signer saw, Refused for whoever may not.
    """
    one = declaring.of(command.register)
    purpose = _purposes.get((command.register, command.purpose))
    if purpose is None:
        raise NotFound("not_found")
    with transaction() as tx:
        hold(tx, actor.person_id or 0)
        signer = acting(tx, actor, clock.now(tx))
        place = lock_place(tx, one, command.record_id, 0)
        record = place.held
        require_reader(tx, signer, one, record)
        now = clock.now(tx)
        claim(tx, actor, command, ref(one.prefix, record.id))
        if record.archived_at is not None:
            raise Refused("record_archived")
        if record.digest != command.digest:
            raise Stale("record_moved", revision=record.revision)
        _require_role(tx, signer, purpose, place, command.role)
        if purpose.guard is not None:
            purpose.guard(tx, now, signer, record)
        if _signed_already(tx, signer, purpose, record):
            raise Refused("record_signed_already")
        row = _sign(tx, now, actor, signer, one, purpose, record, command)
        if purpose.signed is not None:
            purpose.signed(tx, now, actor, place, row)
        hooks.tell_moved(tx, now, actor, record, place.concerned)
        return Saved(ref(one.prefix, record.id), record.id, record.uuid, record.content_version)


def _require_role(tx: Session, signer: Standing, purpose: Purpose, place: Place, role: str) -> None:
    if role not in purpose.roles or role not in roles_of(tx, signer, place.system):
        raise Refused(
            "record_sign_role",
            field="role",
            roles=", ".join(role_label(role) for role in sorted(purpose.roles)),
        )


def _signed_already(tx: Session, signer: Standing, purpose: Purpose, record: RegisterRecord) -> bool:
    found = select(RegisterSignature.id).where(
        RegisterSignature.record_id == record.id,
        RegisterSignature.person_id == signer.person_id,
        RegisterSignature.purpose == purpose.key,
        RegisterSignature.digest == record.digest,
    )
    return tx.scalars(found).first() is not None


def _sign(
    tx: Session,
    now: datetime,
    actor: Actor,
    signer: Standing,
    one: Register,
    purpose: Purpose,
    record: RegisterRecord,
    command: Attest,
) -> RegisterSignature:
    used = consume(tx, actor, command.proof, proof_purpose(command), now)
    statement = statement_of(purpose, one, record, command.role)
    reason = within(text(command.reason), "reason", TEXT)
    row = RegisterSignature(
        uuid=uuid7(),
        record_id=record.id,
        number=record.content_version,
        digest=record.digest,
        purpose=purpose.key,
        person_id=signer.person_id,
        printed_name=signer.name,
        role=command.role,
        role_label=role_label(command.role),
        statement=statement,
        reason=reason,
        language=command.language,
        authenticated_by=used.method,
        authenticated_at=used.at,
        at=now,
    )
    tx.add(row)
    tx.flush()
    said = {"title": record.title, "statement": statement, "reason": reason, "role": row.role_label}
    changes = {"purpose": [None, purpose.key], "digest": [None, record.digest]}
    append(tx, now, actor, SIGNED, about=thing(one, record), changes=changes, personal={actor.uuid: said})
    return row
