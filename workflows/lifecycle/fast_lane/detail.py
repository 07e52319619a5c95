"""What a request of the fast lane says beyond its answers: the gates it opens and the screens that the rules read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.approval_request import ApprovalRequest
from workflows.approvals.policies.body import PolicyBody
from workflows.ground.canonical import canonical_text
from workflows.lifecycle.fast_lane.rules import Held, Judged, Screens

NUMBERS = ("likelihood", "severity", "impact")
CHOICES = ("vulnerable", "acts", "incident")


@dataclass(frozen=True)
class NoDpia:
    """Somebody entitled recorded that no DPIA is due; the person by uuid, in the role that entitles them."""

    uuid: str
    person_uuid: str
    role: str
    at: str

    def frozen(self) -> dict[str, str]:
        """As the request keeps it."""
        return {"uuid": self.uuid, "person": self.person_uuid, "role": self.role, "at": self.at}


def new_detail(body: PolicyBody) -> dict[str, Any]:
    """The detail of a new draft: the gates that the policy opens, and nothing answered."""
    return {"opens": list(body.to_stages), "screens": {}}


def opens_of(request: ApprovalRequest) -> tuple[str, ...]:
    """The gates that the request opens, in order."""
    return tuple(json.loads(request.detail)["opens"])


def screens_of(request: ApprovalRequest) -> Screens:
    """What was answered in the form."""
    detail = json.loads(request.detail)
    said = detail.get("screens", {})
    found: dict[str, Any] = {name: said.get(name) for name in (*NUMBERS, *CHOICES)}
    until = said.get("supplier_until")
    return Screens(
        **found,
        supplier_until=date.fromisoformat(until) if until else None,
        tested_by=said.get("tested_by", ""),
        no_dpia=detail.get("no_dpia", {}).get("role", ""),
    )


def kept(screens: Screens) -> dict[str, Any]:
    """The screens as the request keeps them; what is not answered is left out."""
    said: dict[str, Any] = {name: getattr(screens, name) for name in (*NUMBERS, *CHOICES, "tested_by")}
    said["supplier_until"] = screens.supplier_until.isoformat() if screens.supplier_until else None
    return {name: value for name, value in said.items() if value is not None and value != ""}


def no_dpia_of(request: ApprovalRequest) -> NoDpia | None:
    """The word that no DPIA is due, when somebody gave it."""
    said = json.loads(request.detail).get("no_dpia")
    return NoDpia(said["uuid"], said["person"], said["role"], said["at"]) if said else None


def keep_rules(request: ApprovalRequest, rules: Iterable[Judged]) -> None:
    """Keeps with a decided request what every rule said when it was decided."""
    said = [[one.rule, one.held.value, one.code, dict(one.params)] for one in rules]
    request.detail = canonical_text(json.loads(request.detail) | {"judged": said})


def kept_rules(request: ApprovalRequest) -> tuple[Judged, ...]:
    """What every rule said when the request was decided; empty before."""
    said = json.loads(request.detail).get("judged", [])
    return tuple(Judged(rule, Held(held), code, params) for rule, held, code, params in said)
