"""Where each checklist item stands, in the few plain statuses of the task list; pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from models.enums import AnswerStatus, Level
from workflows.approvals.bundles import ItemContent

QUIET = frozenset({"done", "not_needed"})


@dataclass(frozen=True)
class TaskLine:
    """An item in the task list; `stays_open` is the reason of a should-item that is left open on purpose."""

    key: str
    text: str
    level: str
    status: str
    owner_role: str
    stays_open: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.status not in QUIET and not self.stays_open


@dataclass(frozen=True)
class Counts:
    """How many items there are and where they stand."""

    all: int
    done: int
    open: int
    not_needed: int
    left_open: int


def status_of(item: ItemContent, open_points: Collection[str]) -> str:
    """The status of an item: an open point on it comes first, then what answers it."""
    if item.key in open_points:
        return "needs_work"
    if item.satisfied:
        return "not_needed" if item.status == AnswerStatus.NOT_NEEDED else "done"
    touched = item.answer.strip() or item.evidence or item.status != AnswerStatus.NOT_STARTED
    return "in_progress" if touched else "not_started"


def stays_open(item: ItemContent) -> str:
    """The reason with which a should-item is left open; empty for every other item."""
    aside = item.status == AnswerStatus.NOT_NEEDED
    return item.reason if item.level == Level.SHOULD and not item.satisfied and not aside else ""


def counts(lines: Sequence[TaskLine]) -> Counts:
    """Counts the lines; the parts add up to all."""
    return Counts(
        all=len(lines),
        done=sum(line.status == "done" for line in lines),
        open=sum(line.is_open for line in lines),
        not_needed=sum(line.status == "not_needed" for line in lines),
        left_open=sum(line.status not in QUIET and bool(line.stays_open) for line in lines),
    )


def in_order(lines: Sequence[TaskLine]) -> tuple[TaskLine, ...]:
    """Open items first, so that they are found; otherwise in the policy's order."""
    return tuple(sorted(lines, key=lambda line: not line.is_open))


def pick(lines: Sequence[TaskLine], wanted: str) -> str:
    """The item to show: the one asked for, else one that needs work, else the first open one, else the first."""
    if any(line.key == wanted for line in lines):
        return wanted
    worst = [line.key for line in lines if line.status == "needs_work"]
    still = [line.key for line in lines if line.is_open]
    return next(iter([*worst, *still, *(line.key for line in lines)]), "")


def following(lines: Sequence[TaskLine], key: str) -> str:
    """The next open item after this one, from the top again at the end; empty when this is the last open one."""
    keys = [line.key for line in lines]
    at = keys.index(key) if key in keys else -1
    return next((line.key for line in [*lines[at + 1 :], *lines[: max(at, 0)]] if line.is_open), "")
