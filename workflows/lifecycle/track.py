"""The lifecycle of a version as steps: what was passed by which request, where it stands, what comes; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.enums import Gate, RequestStatus, Stage
from workflows.lifecycle.facts_of_system import Move
from workflows.lifecycle.machine import ORDER

DONE, NOW, STALE, AHEAD = "done", "now", "stale", "todo"


@dataclass(frozen=True)
class Asked:
    """An open request, as the track needs it."""

    ref: str
    gate: str
    target: str
    status: str
    round: int


@dataclass(frozen=True)
class Step:
    """One stage; `word` is a code: passed, born, adopted, passed_over, current, suspended, outdated, todo, or the

    status of the request that asks for it.
    """

    stage: str
    kind: str
    word: str
    at: datetime | None = None
    request_ref: str = ""
    round: int = 0


def track(
    stage: str,
    born_stage: str,
    born_at: datetime | None,
    moves: Sequence[Move],
    asked: Sequence[Asked],
    marks: Mapping[str, bool],
) -> tuple[Step, ...]:
    """The seven stages in order. `marks` says whether the version is suspended, outdated or adopted."""
    # Whatever passed where the version stood already, such as a renewal, did not bring it there.
    into = {move.to_stage: move for move in moves if move.from_stage != move.to_stage}
    wanted = {one.target: one for one in asked if one.target != stage}
    steps = []
    for name in ORDER:
        if name == stage:
            here = _here(name, born_at, into.get(name), marks)
            # One step is the current one: the door that is being decided, when there is one.
            ahead = any(_asked(stage, one).kind == NOW for stage, one in wanted.items())
            steps.append(replace(here, kind=DONE) if ahead and here.word == "current" else here)
        elif name in wanted:
            steps.append(_asked(name, wanted[name]))
        elif ORDER.index(name) < ORDER.index(stage):
            steps.append(_passed(name, born_stage, born_at, into.get(name), marks))
        else:
            steps.append(Step(name, AHEAD, "todo"))
    return tuple(steps)


def _here(name: str, born_at: datetime | None, move: Move | None, marks: Mapping[str, bool]) -> Step:
    if name == Stage.RETIREMENT:
        word, kind = "retired", NOW
    elif marks["suspended"]:
        word, kind = "suspended", NOW
    elif marks["outdated"]:
        word, kind = "outdated", STALE
    else:
        word, kind = (
            ("adopted" if marks["adopted"] and move and move.gate == Gate.ADOPTION else "current"),
            NOW,
        )
    return Step(name, kind, word, move.at if move else born_at, move.request_ref if move else "")


def _asked(name: str, one: Asked) -> Step:
    kind = STALE if one.status == RequestStatus.CHANGES_REQUESTED else NOW
    return Step(
        name, AHEAD if one.status == RequestStatus.DRAFT else kind, one.status, None, one.ref, one.round
    )


def _passed(
    name: str, born_stage: str, born_at: datetime | None, move: Move | None, marks: Mapping[str, bool]
) -> Step:
    if move is not None:
        return Step(name, DONE, "passed", move.at, move.request_ref)
    if name == Stage.INTAKE and born_stage == Stage.INTAKE:
        return Step(name, DONE, "born", born_at)
    if ORDER.index(name) <= ORDER.index(born_stage):
        return Step(name, DONE, "inherited", born_at)
    return Step(name, DONE if not marks["adopted"] else AHEAD, "passed_over")
