"""Takes systems and versions that never went anywhere out of the lists; the record keeps them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.deployment import Deployment
from models.enums import OPEN_STATUSES, Stage
from models.environment import Environment
from models.stage_move import StageMove
from models.system_version import SystemVersion
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import transaction
from workflows.inventory import hooks
from workflows.inventory.actions import SYSTEM_ARCHIVED, VERSION_ARCHIVED
from workflows.inventory.commands import ArchiveSystem, ArchiveVersion, Done
from workflows.inventory.locks import lock_system, lock_version, require_in_lists, system_ref, version_ref
from workflows.inventory.persons import acting
from workflows.inventory.versions import version_thing
from workflows.inventory.visibility import require_sight
from workflows.inventory.wording import TEXT, text, within
from workflows.people.standing import Standing
from workflows.record import Thing, append


def archive_version(actor: Actor, command: ArchiveVersion) -> Done:
    """Archives a version in intake without any approved gate; only the owner can, with a reason.

    Raises NotFound for whoever may not see it, NotAllowed for all but the owner, Refused when it has gone further,
    runs somewhere, has an open request or is the only one.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        version, system, _subjects = lock_version(tx, command.version_id)
        require_sight(tx, author, system.id)
        now = clock.now(tx)
        claim(tx, actor, command, version_ref(version))
        require_in_lists(system, version)
        _owner_only(author, system)
        reason = _reason(command.reason)
        _refuse_open_requests(tx, [version])
        _refuse_gone_further(tx, [version])
        _refuse_running(tx, [version])
        if len(_live_versions(tx, system)) == 1:
            raise Refused("version_last", version=version.label, system=system.name)
        version.archived_at, version.archived_reason = now, reason
        tx.flush()
        append(
            tx,
            now,
            actor,
            VERSION_ARCHIVED,
            about=version_thing(system, version),
            changes={"archived": [False, True]},
            system_uuid=system.uuid,
            personal={actor.uuid: {"reason": reason}},
        )
        hooks.tell_version_changed(tx, now, actor, version, frozenset({"archived"}))
        return Done(version_ref(version), version.id, version.uuid, frozenset({"archived"}))


def archive_system(actor: Actor, command: ArchiveSystem) -> Done:
    """Archives a system whose versions never went anywhere or are retired; only the owner can, with a reason.

    Refused while a request is open: nothing that people are deciding may vanish. Versions in intake go with it.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        require_sight(tx, author, command.system_id)
        system, _subjects = lock_system(tx, command.system_id)
        now = clock.now(tx)
        claim(tx, actor, command, system_ref(system))
        require_in_lists(system)
        _owner_only(author, system)
        reason = _reason(command.reason)
        versions = _live_versions(tx, system)
        going = [version for version in versions if version.stage != Stage.RETIREMENT]
        _refuse_open_requests(tx, versions)
        _refuse_gone_further(tx, going)
        _refuse_running(tx, versions)
        for version in going:
            version.archived_at, version.archived_reason = now, reason
        system.archived_at, system.archived_reason = now, reason
        tx.flush()
        append(
            tx,
            now,
            actor,
            SYSTEM_ARCHIVED,
            about=Thing("system", system.uuid, system.revision, ref=system_ref(system), label=system.name),
            changes={
                "archived": [False, True],
                "versions": [None, [version_ref(version) for version in going]],
            },
            personal={actor.uuid: {"reason": reason}},
        )
        hooks.tell_system_changed(tx, now, actor, system, frozenset({"archived_at"}))
        return Done(system_ref(system), system.id, system.uuid, frozenset({"archived"}))


def _owner_only(author: Standing, system: AiSystem) -> None:
    if author.person_id != system.owner_id:
        raise NotAllowed("archive_not_yours", system=system.name)


def _reason(typed: str) -> str:
    reason = within(text(typed), "reason", TEXT)
    if not reason:
        raise Refused("reason_needed", field="reason")
    return reason


def _live_versions(tx: Session, system: AiSystem) -> list[SystemVersion]:
    return list(
        tx.scalars(
            select(SystemVersion)
            .where(SystemVersion.system_id == system.id, SystemVersion.archived_at.is_(None))
            .order_by(SystemVersion.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def _refuse_open_requests(tx: Session, versions: Iterable[SystemVersion]) -> None:
    subjects = [version.subject_id for version in versions]
    still = select(ApprovalRequest.id).where(
        ApprovalRequest.subject_id.in_(subjects), ApprovalRequest.status.in_([s.value for s in OPEN_STATUSES])
    )
    refs = [ref("REQ", key) for key in tx.scalars(still.order_by(ApprovalRequest.id))]
    if refs:
        raise Refused("request_open", requests=refs)


def _refuse_gone_further(tx: Session, versions: Iterable[SystemVersion]) -> None:
    for version in versions:
        if version.stage != Stage.INTAKE:
            raise Refused("version_past_intake", version=version.label)
        if tx.scalars(select(StageMove.id).where(StageMove.version_id == version.id).limit(1)).first():
            raise Refused("version_passed_gate", version=version.label)


def _refuse_running(tx: Session, versions: Iterable[SystemVersion]) -> None:
    labels = {version.id: version.label for version in versions}
    running = tx.execute(
        select(Deployment.version_id, Environment.name)
        .join(Environment, Environment.id == Deployment.environment_id)
        .where(Deployment.version_id.in_(labels), Deployment.ended_at.is_(None))
        .order_by(Deployment.id)
    ).first()
    if running is not None:
        raise Refused("version_running", version=labels[running[0]], environment=running[1])
