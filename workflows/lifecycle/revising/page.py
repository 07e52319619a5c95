"""What the page that puts a revision into force shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.register_record import RegisterRecord
from workflows.approvals.policies.words import role_label
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.registers.attesting import statement_of
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.rights import may_write, require_reader, roles_of
from workflows.inventory.revisions.register import REVISIONS
from workflows.lifecycle.revising.forcing import CONFIRMATION, CONFIRMERS, RECORDED
from workflows.lifecycle.revising.judging import Reason, judged
from workflows.people.standing import standing_of


@dataclass(frozen=True)
class ForcePage:
    """A revision with its envelope, the verdict, and what its reader can do about it."""

    ref: str
    title: str
    what: str
    status: str
    status_label: str
    version_ref: str
    version: str
    system: str
    envelope_ref: str
    reasons: tuple[Reason, ...]
    needs_confirmation: bool
    may_write: bool
    roles: tuple[tuple[str, str, str], ...]
    digest: str

    @property
    def waits(self) -> bool:
        """Whether it is still to be settled."""
        return self.status == RECORDED


def force_page(person: Any, revision_id: int) -> ForcePage:
    """The page; raises NotFound for whoever may not read the record.

    `roles` are (role, its name, the sentence to be signed in it) for roles that the reader holds and may sign in.
    """
    tx, now = reading(), clock.glance()
    record = tx.get(RegisterRecord, revision_id)
    if record is None or record.register != REVISIONS.key or record.version_id is None:
        raise NotFound("not_found")
    require_reader(tx, person, REVISIONS, record)
    standing = standing_of(tx, person.id, now)
    if standing is None:
        raise NotFound("not_found")
    found = judged(tx, now, record)
    held = sorted(roles_of(tx, standing, found.system) & CONFIRMERS)
    return ForcePage(
        ref=ref(REVISIONS.prefix, record.id),
        title=record.title,
        what=str(body_of(record.body).get("what", "")),
        status=record.status,
        status_label=REVISIONS.status_label(record.status),
        version_ref=ref("VER", found.version.id),
        version=found.version.label,
        system=found.system.name,
        envelope_ref=found.envelope_ref,
        reasons=found.reasons,
        needs_confirmation=found.needs_confirmation,
        may_write=may_write(tx, standing, REVISIONS, found.system),
        roles=tuple(
            (role, role_label(role), statement_of(CONFIRMATION, REVISIONS, record, role)) for role in held
        ),
        digest=record.digest,
    )
