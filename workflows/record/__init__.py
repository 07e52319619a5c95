"""The tamper-evident record: every act adds one sealed entry in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models.record_entry import RecordEntry
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_bytes
from workflows.ground.ids import uuid7
from workflows.record.actions import UnknownAction, is_known
from workflows.record.entry import Context, Thing, build, gather_personal
from workflows.record.log import log_uuid
from workflows.record.personal import seal_values
from workflows.record.sealing import seal

__all__ = ["Thing", "append"]


def append(
    tx: Session,
    now: datetime,
    actor: Actor,
    action: str,
    *,
    about: Thing,
    changes: Mapping[str, Any] | None = None,
    reason_code: str | None = None,
    request_uuid: str | None = None,
    request_ref: str | None = None,
    policy_digest: str | None = None,
    system_uuid: str | None = None,
    personal: Mapping[str, Mapping[str, Any]] | None = None,
) -> str:
    """Adds the entry of an act and gives the uuid of its event back; call it once, after the change.

    `now` is the instant of the act, read after the locks. `changes` maps a field to `[before, after]` and holds no
    name and no free text about people; these belong into `personal`, by the uuid of the person they are about. The
    actor's printed name is added by itself. Request and system are filled in when the entry is about one.
    Raises UnknownAction for an unregistered action and RuntimeError outside the act's transaction; any failure here
    must end the act.
    """
    if not tx.info.get("acting"):
        raise RuntimeError("an entry is written in the transaction of its act only")
    if not is_known(action):
        raise UnknownAction(action)
    context = Context(reason_code, request_uuid, request_ref, policy_digest, system_uuid).completed(about)
    log, event = log_uuid(tx, now), uuid7()
    sealed = seal_values(tx, now, event, gather_personal(actor, about, personal))
    body = canonical_bytes(build(log, event, now, actor, action, about, changes or {}, context, sealed))
    row = _row(log, event, now, actor, action, about, context) | {"body": body.decode()}
    connection = tx.connection()
    added = connection.execute(insert(RecordEntry).values(row))
    assert added.inserted_primary_key is not None
    seal(connection, log, added.inserted_primary_key[0], body)
    return event


def _row(
    log: str, event: str, now: datetime, actor: Actor, action: str, about: Thing, context: Context
) -> dict[str, Any]:
    """The plain columns beside the body; verification compares each with it."""
    return {
        "uuid": event,
        "log_uuid": log,
        "action": action,
        "object_kind": about.kind,
        "object_uuid": about.uuid,
        "object_ref": about.ref,
        "request_uuid": context.request_uuid,
        "request_ref": context.request_ref,
        "system_uuid": context.system_uuid,
        "actor_kind": actor.kind.value,
        "actor_uuid": actor.uuid,
        "person_id": actor.person_id,
        "at": now,
    }
