"""Records that no DPIA is due: the word of legal counsel or the data protection officer, which the lane asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select

from models.ai_system import AiSystem
from models.enums import Involvement
from workflows.approvals.access import require_sight, require_standing, roles_in
from workflows.approvals.expiry import require_open
from workflows.approvals.involving import note
from workflows.approvals.locking import lock_request
from workflows.approvals.naming import about, place
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import transaction
from workflows.lifecycle.fast_lane.detail import NoDpia
from workflows.lifecycle.fast_lane.rules import PERSONAL_DATA
from workflows.lifecycle.fast_lane.saving import WITH_TEAM, Saved, require_lane_request
from workflows.people.standing import hold
from workflows.record import append

ENTITLED = ("legal_counsel", "dpo")
"""Roles whose word counts, in the order in which one is chosen for somebody who holds both."""


@dataclass(frozen=True)
class RecordNoDpia:
    """Says for a request that no data protection impact assessment is due."""

    request_ref: str
    submit_id: str | None = None


def record_no_dpia(actor: Actor, command: RecordNoDpia) -> Saved:
    """Keeps the word with the request, where it satisfies the item about personal data.

    It is a record of one's own specialist role and no building. Raises Refused for everybody else, and where no
    personal data is processed; Conflict when the request is not with its team.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        claim(tx, actor, command, command.request_ref)
        subject, request = lock_request(tx, command.request_ref)
        require_lane_request(request)
        now = clock.now(tx)
        standing = require_standing(tx, actor, now)
        require_sight(tx, actor, request)
        require_open(request, now)
        if request.status not in WITH_TEAM:
            raise Conflict("lane_not_with_team")
        role = next((one for one in ENTITLED if one in roles_in(standing, subject)), None)
        if role is None:
            raise Refused("lane_dpia_who")
        flags = tx.scalars(select(AiSystem.flags).where(AiSystem.id == request.system_id)).one()
        if PERSONAL_DATA not in json.loads(flags):
            raise Refused("lane_dpia_not_asked")
        said = NoDpia(uuid7(), actor.uuid, role, now.isoformat())
        request.detail = canonical_text(json.loads(request.detail) | {"no_dpia": said.frozen()})
        note(tx, now, request.id, actor.person_id, Involvement.WROTE_RECORD, "no DPIA due", role)
        append(
            tx,
            now,
            actor,
            "lane:dpia:recorded",
            about=about(request, subject),
            changes={"role": [None, role]},
            **place(request, subject),
        )
        tx.flush()
        return Saved(command.request_ref, True)
