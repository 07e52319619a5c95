"""The body of an entry, schema 1: what is hashed and kept for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflows.ground.actor import Actor, ActorKind
from workflows.ground.canonical import instant

SCHEMA = 1
ALGORITHM = "sha256"
_NOBODY = (ActorKind.CLOCK, ActorKind.SYSTEM)


@dataclass(frozen=True)
class Thing:
    """What an entry is about: kind, uuid and version as it was after the act, with its public ref and its title.

    `label` must not be a person's name; a person's label is moved into the personal block by itself.
    """

    kind: str
    uuid: str
    version: int | str | None = None
    ref: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class Context:
    """What the act happened in: reason code, request, policy and system; none of it personal."""

    reason_code: str | None = None
    request_uuid: str | None = None
    request_ref: str | None = None
    policy_digest: str | None = None
    system_uuid: str | None = None

    def completed(self, about: Thing) -> Context:
        """The same, with the request or the system filled in when the entry is about one itself."""
        ref = about.ref or ""
        of_request, of_system = ref.startswith("REQ-"), ref.startswith("SYS-")
        return Context(
            self.reason_code,
            self.request_uuid or (about.uuid if of_request else None),
            self.request_ref or (about.ref if of_request else None),
            self.policy_digest,
            self.system_uuid or (about.uuid if of_system else None),
        )


def gather_personal(
    actor: Actor, about: Thing, given: Mapping[str, Mapping[str, Any]] | None
) -> dict[str, dict[str, Any]]:
    """All personal values of the entry by person: what was given, the actor's printed name, a person's label."""
    personal = {person: dict(values) for person, values in (given or {}).items()}
    if actor.kind not in _NOBODY:
        personal.setdefault(actor.uuid, {})["printed_name"] = actor.name
    if about.kind == "person" and about.label:
        personal.setdefault(about.uuid, {}).setdefault("name", about.label)
    return personal


def build(
    log: str,
    event: str,
    now: datetime,
    actor: Actor,
    action: str,
    about: Thing,
    changes: Mapping[str, Any],
    context: Context,
    personal: Mapping[str, str],
) -> dict[str, Any]:
    """The body of an entry as plain values, ready for the canonical form."""
    label = None if about.kind == "person" else about.label
    return {
        "schema": SCHEMA,
        "algorithm": ALGORITHM,
        "log": log,
        "event": event,
        "at": instant(now),
        "action": action,
        "actor": {"kind": actor.kind, "uuid": actor.uuid},
        "session": actor.session_uuid,
        "authenticated_by": actor.authenticated_by,
        "object": {
            "kind": about.kind, "uuid": about.uuid, "version": about.version, "ref": about.ref, "label": label,
        },
        "changes": dict(changes),
        "reason_code": context.reason_code,
        "policy_digest": context.policy_digest,
        "request": {"uuid": context.request_uuid, "ref": context.request_ref},
        "system": context.system_uuid,
        "personal": dict(personal),
    }  # fmt: skip
