"""Whose turn it is, why and since when: the one answer that every page, list and notice gives."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from models.enums import RequestStatus
from workflows.approvals.machine import is_final
from workflows.ground.words import register

WHO = {
    "turn_you_as": "Your turn as {roles}",
    "turn_you_team": "Your turn, with the team",
    "turn_you_lead": "Your turn as AI governance lead",
    "turn_roles": "{roles}",
    "turn_team": "The team, {names}",
    "turn_lead": "The AI governance lead",
    "turn_nobody": "Nobody's turn",
}

WHY = {
    "turn_draft": "it has not been handed in yet",
    "turn_submitted": "handed in by {by}, round {round}",
    "turn_by_itself": "handed in by the system itself, round {round}",
    "turn_resubmitted": "handed in again by {by}, round {round}",
    "turn_evidence_replaced": "evidence was replaced, round {round}",
    "turn_answer_edited": "an answer was changed, round {round}",
    "turn_record_moved": "a record behind it changed, round {round}",
    "turn_version_moved": "the version itself changed, round {round}",
    "turn_changes": "points still to be answered: {open} of {all}",
    "turn_answered": "every point is answered; it can be handed in again",
    "turn_returned": "it was sent back, and has to be handed in again",
    "turn_unreachable": "nobody who may sign is left for {roles}; somebody has to be admitted or to get the role",
    "turn_quorum": "too many {roles} stepped back for the approvals it needs; it opens nothing",
    "turn_hold": "the version is suspended, so this stands still until that ends",
    "turn_late": "its time is over, so a decision no longer counts",
    "turn_over_approved": "it is decided: approved",
    "turn_over_rejected": "it is decided: rejected",
    "turn_over_withdrawn": "the team withdrew it",
    "turn_over_expired": "its time was over",
    "turn_over_superseded": "another request overtook it",
}

register({**WHO, **WHY})


@dataclass(frozen=True)
class TurnSeat:
    """A seat that may be filled now: its role in words, since when, and whether this reader may fill it.

    `fillable` is false when nobody may sign it, and None when nobody asked.
    """

    role_label: str
    since: datetime | None
    mine: bool = False
    fillable: bool | None = None


@dataclass(frozen=True)
class TurnFacts:
    """What decides whose turn it is; names are as people read them, `team` are who answers for the subject.

    `lost` are the roles of groups that cannot reach their number any more.
    """

    status: str
    turn_since: datetime
    now: datetime
    on_hold: bool = False
    expires_at: datetime | None = None
    seats: Sequence[TurnSeat] = ()
    team: Sequence[str] = ()
    in_team: bool = False
    leads: bool = False
    round_number: int = 0
    cause: str = ""
    handed_in_by: str = ""
    detail: str = "{}"
    points_open: int = 0
    points: int = 0
    lost: Sequence[str] = ()


@dataclass(frozen=True)
class Turn:
    """Who is expected to act (a sentence by code), whether that is the reader, why (another one), and since when."""

    who: str
    why: str
    since: datetime | None
    mine: bool = False
    who_params: Mapping[str, Any] = field(default_factory=dict)
    why_params: Mapping[str, Any] = field(default_factory=dict)


def is_over(status: str, expires_at: datetime | None, now: datetime) -> bool:
    """Whether an open request has run out of time although no sweep has said so yet."""
    return not is_final(status) and expires_at is not None and now >= expires_at


def turn_of(facts: TurnFacts) -> Turn:
    """Whose turn it is; every status has exactly one answer, and a seat nobody can fill is the governance lead's."""
    if is_final(facts.status):
        return Turn("turn_nobody", f"turn_over_{facts.status}", facts.turn_since)
    if is_over(facts.status, facts.expires_at, facts.now):
        return Turn("turn_nobody", "turn_late", facts.expires_at)
    if facts.on_hold:
        return Turn("turn_nobody", "turn_hold", facts.turn_since)
    if facts.status == RequestStatus.IN_REVIEW:
        return _in_review(facts)
    return _with_team(facts)


def _in_review(facts: TurnFacts) -> Turn:
    mine = [seat for seat in facts.seats if seat.mine]
    seats = mine or list(facts.seats)
    stuck = [seat for seat in facts.seats if seat.fillable is False]
    if facts.lost and not mine:
        return replace(_stuck(facts, ()), why="turn_quorum", why_params={"roles": _listed(facts.lost)})
    if not seats or (stuck and not mine):
        return _stuck(facts, stuck)
    why, params = _cause(facts)
    return Turn(
        "turn_you_as" if mine else "turn_roles",
        why,
        min((seat.since for seat in seats if seat.since), default=facts.turn_since),
        bool(mine),
        {"roles": _listed([seat.role_label for seat in seats])},
        params,
    )


def _stuck(facts: TurnFacts, stuck: Sequence[TurnSeat]) -> Turn:
    return Turn(
        "turn_you_lead" if facts.leads else "turn_lead",
        "turn_unreachable",
        facts.turn_since,
        facts.leads,
        {},
        {"roles": _listed([seat.role_label for seat in stuck]) or "–"},
    )


def _with_team(facts: TurnFacts) -> Turn:
    who = "turn_you_team" if facts.in_team else "turn_team"
    params = {} if facts.in_team else {"names": _listed(facts.team) or "–"}
    if facts.status == RequestStatus.DRAFT:
        why, said = because(facts.detail) or ("turn_draft", {})
        return Turn(who, why, facts.turn_since, facts.in_team, params, said)
    if facts.points_open:
        why, said = "turn_changes", {"open": facts.points_open, "all": facts.points}
    else:
        why, said = ("turn_answered" if facts.points else "turn_returned"), {}
    return Turn(who, why, facts.turn_since, facts.in_team, params, said)


def _cause(facts: TurnFacts) -> tuple[str, dict[str, Any]]:
    params: dict[str, Any] = {"round": facts.round_number}
    if facts.cause in ("submitted", "resubmitted"):
        if not facts.handed_in_by:
            return because(facts.detail) or ("turn_by_itself", params)
        params["by"] = facts.handed_in_by
    return f"turn_{facts.cause}", params


def because(detail: str) -> tuple[str, dict[str, Any]] | None:
    """Why a request opened by itself, as code and parameters; None when somebody opened it."""
    why = json.loads(detail).get("why")
    return (str(why["code"]), dict(why["params"])) if why else None


def _listed(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(names))
