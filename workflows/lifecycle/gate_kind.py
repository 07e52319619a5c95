"""The gate request as a kind of approval: what it freezes, whom it bars, what its approval does."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.system_version import SystemVersion
from workflows.approvals.kinds import LinkedRecord, More
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.when import Situation
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.refused import Conflict
from workflows.inventory.frozen import subject_facts, team_rows
from workflows.lifecycle import effects
from workflows.lifecycle.catching_up import catch_up
from workflows.lifecycle.doors import params_of, why_not
from workflows.lifecycle.pinned import asked_before, together
from workflows.lifecycle.satisfiers import records_for
from workflows.lifecycle.versions import of_subject, situation_of, state_now
from workflows.people.days import today


class GateKind:
    """One gate, one version."""

    decisions: tuple[str, ...] = ()
    asks_until = False

    def situation(self, tx: Session, request: ApprovalRequest) -> Situation:
        """The version's stage and the system's origin, flags, roles and legal tier."""
        version, system = self._both(tx, request)
        return situation_of(version, system)

    def tier(self, tx: Session, request: ApprovalRequest) -> str | None:
        """The system's tier now."""
        return tx.scalars(select(AiSystem.tier).where(AiSystem.id == request.system_id)).one()

    def subject(self, tx: Session, request: ApprovalRequest) -> dict[str, Any]:
        """The version with its live artefacts."""
        return subject_facts(tx, of_subject(tx, request.subject_id).id).frozen()

    def records(
        self, tx: Session, request: ApprovalRequest, body: PolicyBody
    ) -> dict[str, list[LinkedRecord]]:
        """What the registers say to the items, by item."""
        return records_for(tx, request, body.items)

    def more(self, tx: Session, request: ApprovalRequest, body: PolicyBody) -> More:
        """What this request's own policy does not ask: gates to catch up, and the policy of a late rejection."""
        detail = json.loads(request.detail)
        if not (detail.get("catch_up") or detail.get("pinned")):
            return More()
        version, system = self._both(tx, request)
        here = situation_of(version, system)
        gates = detail.get("catch_up", ())
        more = catch_up(tx, request, body, here, gates, detail.get("approved_as")) if gates else More()
        return together(more, asked_before(tx, request, body, here))

    def team_rows(self, request: ApprovalRequest, at: datetime) -> list[Select[*tuple[Any, ...]]]:
        """The team of the system and the builders of the version."""
        version = select(SystemVersion.id).where(SystemVersion.subject_id == request.subject_id)
        return team_rows(request.system_id, version.scalar_subquery(), at)

    def may_go_on(self, tx: Session, request: ApprovalRequest) -> None:
        """Raises Conflict when the gate cannot be passed from where the version stands now."""
        if request.on_hold:
            raise Conflict("request_on_hold")
        version, system = self._both(tx, request)
        now = clock.now(tx)
        state = state_now(tx, now, version, system)
        code = why_not(state, request.gate, request.target_stage, today(tx, now))
        if code:
            raise Conflict(code, **params_of(state, code))

    def approved(self, tx: Session, now: datetime, actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """Passes the gate."""
        return effects.pass_gate(tx, now, actor, request)

    def ended(self, _tx: Session, _now: datetime, _actor: Actor, _request: ApprovalRequest) -> dict[str, Any]:
        """Nothing follows: the version stays where it is."""
        return {}

    def _both(self, tx: Session, request: ApprovalRequest) -> tuple[SystemVersion, AiSystem]:
        row = tx.execute(
            select(SystemVersion, AiSystem)
            .join(AiSystem, AiSystem.id == SystemVersion.system_id)
            .where(SystemVersion.subject_id == request.subject_id)
        ).one()
        return row[0], row[1]
