"""The request of the fast lane as a kind of approval: one signature, four gates, and no conditions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import Decision, Gate, Stage
from models.person import Person
from models.system_version import SystemVersion
from workflows.approvals.kinds import LinkedRecord
from workflows.approvals.naming import request_ref
from workflows.approvals.policies.body import PolicyBody
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import digest
from workflows.ground.ids import ref
from workflows.ground.refused import Conflict
from workflows.lifecycle import effects
from workflows.lifecycle.doors import params_of, why_not
from workflows.lifecycle.effects import Passed
from workflows.lifecycle.fast_lane.detail import keep_rules, no_dpia_of, opens_of
from workflows.lifecycle.fast_lane.facts import require_lane, say_rule
from workflows.lifecycle.fast_lane.rules import Judged
from workflows.lifecycle.gate_kind import GateKind
from workflows.lifecycle.versions import locked, state_now
from workflows.people.days import today
from workflows.record import Thing, append

DPIA_ITEM = "DA-7"


class FastLaneKind(GateKind):
    """Several gates, one version; the rules are asked again at every step."""

    # There are no conditions in the lane: what needs one takes the full path.
    decisions: tuple[str, ...] = (
        Decision.APPROVE.value,
        Decision.REQUEST_CHANGES.value,
        Decision.REJECT.value,
    )

    def records(
        self, tx: Session, request: ApprovalRequest, body: PolicyBody
    ) -> dict[str, list[LinkedRecord]]:
        """What the registers say, and the word of somebody entitled that no DPIA is due."""
        found = super().records(tx, request, body)
        said = no_dpia_of(request)
        if said is not None:
            author = tx.scalars(select(Person.id).where(Person.uuid == said.person_uuid)).first()
            record = LinkedRecord(
                kind="no_dpia_due",
                uuid=said.uuid,
                version=1,
                digest=digest({"schema": "no_dpia_due/1"} | said.frozen()),
                ref="no DPIA due",
                author_id=author,
                author_roles=(said.role,),
            )
            found.setdefault(DPIA_ITEM, []).append(record)
        return found

    def may_go_on(self, tx: Session, request: ApprovalRequest) -> None:
        """Raises Refused naming the rule that does not hold, Conflict while the lane or the first gate is shut."""
        version, system = self._both(tx, request)
        require_way(tx, clock.now(tx), request, version, system)

    def approved(self, tx: Session, now: datetime, actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """Passes the four gates in order, one entry each, when every rule still holds."""
        version, system, _zone = locked(tx, request.subject_id)
        rules = require_way(tx, now, request, version, system)

        def moved(passed_by: SystemVersion, _system: AiSystem, passed: Passed) -> None:
            append(
                tx,
                now,
                actor,
                "version:gate:passed",
                about=Thing(
                    "version",
                    passed_by.uuid,
                    passed_by.revision,
                    ref=ref("VER", version.id),
                    label=f"{system.name} {version.label}",
                ),
                changes={"gate": [None, passed.gate], "stage": [passed.before, passed.after]},
                request_uuid=request.uuid,
                request_ref=request_ref(request),
                system_uuid=system.uuid,
            )

        passed_all = effects.pass_several(tx, now, actor, request, opens_of(request), moved)
        # What the rules said at this moment stays with the request, whatever is answered elsewhere later.
        keep_rules(request, rules)
        return passed_all | {"rules": [None, {one.rule: say_rule(one) for one in rules}]}

    def ended(self, _tx: Session, _now: datetime, _actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """A rejection shuts the lane to this version: it takes the full path."""
        if request.ended_code != "ended_rejected":
            return {}
        request.ended_code = "ended_full_path"
        return {"fast_lane": ["open", "closed to this version"]}


def require_way(
    tx: Session, now: datetime, request: ApprovalRequest, version: SystemVersion, system: AiSystem
) -> tuple[Judged, ...]:
    """The rules, which all hold; raises Conflict when the first gate is shut, and what `require_lane` raises."""
    state = state_now(tx, now, version, system)
    code = why_not(state, Gate.DESIGN.value, Stage.DESIGN.value, today(tx, now))
    if code:
        raise Conflict(code, **params_of(state, code))
    return require_lane(tx, now, request, version, system)
