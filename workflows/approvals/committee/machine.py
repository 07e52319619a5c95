"""Which moves a session and an item of its agenda know."""

from __future__ import annotations

from transitions import Machine, MachineError

from models.agenda_item import AgendaItem
from models.committee_session import CommitteeSession
from workflows.ground.refused import Conflict

PLANNED, OPEN, CLOSED = "planned", "open", "closed"
DECIDED, DEFERRED, TAKEN_OFF = "decided", "deferred", "taken_off"

SESSION_TABLE: list[dict[str, str]] = [
    {"trigger": "open_it", "source": PLANNED, "dest": OPEN},
    {"trigger": "close_it", "source": OPEN, "dest": CLOSED},
]
ITEM_TABLE: list[dict[str, str]] = [
    {"trigger": "decide", "source": OPEN, "dest": DECIDED},
    {"trigger": "defer", "source": OPEN, "dest": DEFERRED},
    {"trigger": "take_off", "source": OPEN, "dest": TAKEN_OFF},
]
"""Read from top to bottom: what may follow what."""


def _machine(states: list[str], table: list[dict[str, str]]) -> Machine:
    return Machine(
        model=None,
        states=states,
        transitions=table,
        initial=None,
        auto_transitions=False,
        send_event=True,
        queued=False,
        ignore_invalid_triggers=False,
        model_attribute="status",
    )


_sessions = _machine([PLANNED, OPEN, CLOSED], SESSION_TABLE)
_items = _machine([OPEN, DECIDED, DEFERRED, TAKEN_OFF], ITEM_TABLE)


def fire_session(session: CommitteeSession, trigger: str) -> None:
    """Moves a locked session; raises Conflict when its status knows no such move."""
    _fire(_sessions, session, trigger, "session_not_there")


def fire_item(item: AgendaItem, trigger: str) -> None:
    """Moves a locked item of the agenda; raises Conflict when its status knows no such move."""
    _fire(_items, item, trigger, "item_not_open")


def _fire(machine: Machine, row: CommitteeSession | AgendaItem, trigger: str, code: str) -> None:
    try:
        moved = machine.events[trigger].trigger(row)
    except MachineError as error:
        raise Conflict(code) from error
    if not moved:
        raise Conflict(code)
