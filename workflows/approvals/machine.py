"""Which moves an approval request knows; whether one is due is decided by the rules, never here."""

from __future__ import annotations

from transitions import Machine, MachineError

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from workflows.ground.refused import Conflict

OPEN = [RequestStatus.DRAFT.value, RequestStatus.IN_REVIEW.value, RequestStatus.CHANGES_REQUESTED.value]

TABLE: list[dict[str, str | list[str]]] = [
    {"trigger": "submit", "source": "draft", "dest": "in_review"},
    {"trigger": "resubmit", "source": "changes_requested", "dest": "in_review"},
    {"trigger": "send_back", "source": "in_review", "dest": "changes_requested"},
    {"trigger": "approve", "source": "in_review", "dest": "approved"},
    {"trigger": "reject", "source": "in_review", "dest": "rejected"},
    {"trigger": "withdraw", "source": OPEN, "dest": "withdrawn"},
    {"trigger": "expire", "source": OPEN, "dest": "expired"},
    {"trigger": "supersede", "source": OPEN, "dest": "superseded"},
]
"""Read from top to bottom: what may follow what. A status without a row as source is final."""

TRIGGERS = frozenset(str(row["trigger"]) for row in TABLE)

_machine = Machine(
    model=None,
    states=[status.value for status in RequestStatus],
    transitions=TABLE,
    initial=None,
    auto_transitions=False,
    send_event=True,
    queued=False,
    ignore_invalid_triggers=False,
    model_attribute="status",
)


def fire(request: ApprovalRequest, trigger: str) -> None:
    """Moves a locked request; raises Conflict when its status knows no such move."""
    if trigger not in TRIGGERS:
        raise Conflict("no_such_move")
    try:
        moved = _machine.events[trigger].trigger(request)
    except MachineError as error:
        raise Conflict("no_such_move") from error
    if not moved:
        raise Conflict("no_such_move")


def is_final(status: str) -> bool:
    """Whether nothing follows this status any more."""
    return status not in OPEN
