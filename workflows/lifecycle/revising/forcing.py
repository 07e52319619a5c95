"""Puts a revision into force: the version gets its new digest, no gate is asked, and nothing becomes outdated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from models.register_signature import RegisterSignature
from models.register_version import RegisterVersion
from models.system_version import SystemVersion
from workflows.ground import clock, words
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import transaction
from workflows.inventory import hooks
from workflows.inventory.artefacts import live_artefacts, set_artefacts
from workflows.inventory.persons import acting
from workflows.inventory.registers.acting_inside import set_status
from workflows.inventory.registers.attesting import Purpose, purpose_for
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import Place, lock_place
from workflows.inventory.registers.rights import require_reader, require_writer
from workflows.inventory.registers.writing import Author
from workflows.inventory.revisions.register import CONFIRM, REVISIONS
from workflows.inventory.versions import version_thing
from workflows.lifecycle.revising.actions import REVISED
from workflows.lifecycle.revising.judging import Judged, Reason, judged
from workflows.people.standing import Standing
from workflows.record import append

RECORDED, IN_FORCE, OUTSIDE = "recorded", "in_force", "outside"
CONFIRMERS = frozenset({"ml_lead", "operations_lead", "model_validator", "risk_officer", "security_ciso"})


@dataclass(frozen=True)
class Force:
    """Asks to put a revision into force."""

    revision_id: int
    submit_id: str | None = None


@dataclass(frozen=True)
class Forced:
    """Whether it is in force; otherwise it lies outside its envelope, for these reasons: it is a new version."""

    ref: str
    in_force: bool
    reasons: tuple[Reason, ...] = ()


def put_into_force(actor: Actor, command: Force) -> Forced:
    """Puts a revision into force, or says for good that it lies outside its envelope.

    Raises Refused in the high tier, where somebody else confirms it by a signature; Conflict when it was settled.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        place = lock_place(tx, REVISIONS, command.revision_id, 0)
        record = place.held
        require_reader(tx, author, REVISIONS, record)
        now = clock.now(tx)
        name = ref(REVISIONS.prefix, record.id)
        claim(tx, actor, command, name)
        roles = require_writer(tx, author, REVISIONS, place.system)
        who = Author(author.person_id, roles)
        _require_recorded(record)
        found = judged(tx, now, record)
        if found.reasons:
            set_status(tx, now, actor, place, OUTSIDE, author=who)
            return Forced(name, False, found.reasons)
        if found.needs_confirmation:
            raise Refused("revision_needs_confirmation")
        _apply(tx, now, actor, place, found, who)
        return Forced(name, True)


def _apply(tx: Session, now: datetime, actor: Actor, place: Place, found: Judged, author: Author) -> None:
    record = place.held
    version = tx.get_one(SystemVersion, found.version.id, populate_existing=True, with_for_update=True)
    body = body_of(record.body)
    value = f"sha256:{str(body['digest']).removeprefix('sha256:')}"
    moved = set_artefacts(
        tx, now, version.id, {**live_artefacts(tx, version.id), str(body["artefact"]): value}
    )
    set_status(tx, now, actor, place, IN_FORCE, author=author)
    append(
        tx,
        now,
        actor,
        REVISED,
        about=version_thing(found.system, version),
        changes={
            "artefacts": moved or [None, {}],
            "revision": [None, ref(REVISIONS.prefix, record.id)],
            "envelope": [None, found.envelope_ref],
        },
        system_uuid=found.system.uuid,
    )
    hooks.tell_version_changed(tx, now, actor, version, frozenset({"revision"}))


def may_confirm(tx: Session, now: datetime, signer: Standing, record: RegisterRecord) -> None:
    """Raises Refused when the signer made the revision or wrote it down, or when it lies outside its envelope."""
    _require_recorded(record)
    wrote = set(tx.scalars(select(RegisterVersion.author_id).where(RegisterVersion.record_id == record.id)))
    if signer.person_id in wrote or body_of(record.body).get("made_by") == signer.uuid:
        raise Refused("revision_own")
    reasons = judged(tx, now, record).reasons
    if reasons:
        why = " ".join(words.text(code, dict(params)) for code, params in reasons)
        raise Refused("revision_outside", why=why)


def _confirmed(tx: Session, now: datetime, actor: Actor, place: Place, row: RegisterSignature) -> None:
    found = judged(tx, now, place.held)
    _apply(tx, now, actor, place, found, Author(row.person_id, frozenset({row.role})))


def _require_recorded(record: RegisterRecord) -> None:
    if record.status != RECORDED:
        raise Conflict("revision_settled", ref=ref(REVISIONS.prefix, record.id))


CONFIRMATION = purpose_for(
    Purpose(
        register=REVISIONS.key,
        key=CONFIRM,
        label="confirm the revision",
        statement="As {role} I confirm that {ref}, “{title}”, lies inside its change envelope and that its tests "
        "passed. I did not make it.",
        roles=CONFIRMERS,
        guard=may_confirm,
        signed=_confirmed,
    )
)
