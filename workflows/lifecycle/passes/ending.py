"""Ends a pass before its time: whoever issued it or the governance lead; stopping asks for no credential."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.emergency_pass import EmergencyPass
from models.environment import Environment
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.access import may_see, require_standing, roles_in
from workflows.approvals.locking import lock_subject
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of, ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.record import Thing, append

LEAD = "ai_governance_lead"
LONGEST = 2_000


@dataclass(frozen=True)
class EndPass:
    """Takes an emergency pass back."""

    pass_ref: str
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True)
class PassEnded:
    """The pass that holds no longer."""

    ref: str


def end_pass(actor: Actor, command: EndPass) -> PassEnded:
    """Ends the pass at once; its review goes on. Raises Conflict when it is over, Refused for anybody else."""
    with transaction() as tx:
        claim(tx, actor, command, command.pass_ref)
        issued, subject, version = _locked(tx, command.pass_ref)
        now = clock.now(tx)
        standing = require_standing(tx, actor, now)
        if not may_see(tx, actor, version.system_id):
            raise NotFound("not_found")
        if standing.person_id != issued.person_id and LEAD not in roles_in(standing, subject):
            raise Refused("pass_not_yours_to_end")
        if issued.ended_at is not None or issued.ends_at <= now:
            raise Conflict("pass_over")
        if not command.reason.strip():
            raise Refused("pass_end_reason", field="reason")
        if len(command.reason) > LONGEST:
            raise Refused("text_too_long", field="reason", most=LONGEST)
        issued.ended_at, issued.ended_by_id, issued.over_told_at = now, standing.person_id, now
        system = tx.get_one(AiSystem, version.system_id)
        environment = tx.get_one(Environment, issued.environment_id)
        append(
            tx,
            now,
            actor,
            "pass:ended",
            about=Thing(
                "version", version.uuid, version.revision, ref=ref("VER", version.id), label=subject.label
            ),
            changes={
                "pass": [ref("PASS", issued.id), None],
                "environment": [environment.name, None],
                "until": [issued.ends_at.isoformat(), now.isoformat()],
            },
            system_uuid=system.uuid,
            personal={actor.uuid: {"reason": command.reason.strip()}},
        )
        put(tx, now, "pass:ended", ("pass", issued.uuid), "early", [issued.person_id, system.owner_id])
        return PassEnded(ref("PASS", issued.id))


def _locked(tx: Session, pass_ref: str) -> tuple[EmergencyPass, Subject, SystemVersion]:
    key = key_of("PASS", pass_ref)
    found = tx.get(EmergencyPass, key) if key else None
    if found is None:
        raise NotFound("not_found")
    version = tx.get_one(SystemVersion, found.version_id)
    subject = lock_subject(tx, version.subject_id)
    issued = tx.get_one(EmergencyPass, found.id, populate_existing=True, with_for_update=True)
    return issued, subject, version
