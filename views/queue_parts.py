"""What the pages of the queue are put together from: filters out of an address, and words."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from flask_babel import gettext

from views.words import say
from workflows.approvals.policies.vocabulary import POLICY_GATES
from workflows.approvals.policies.words import ROLES, gate_label
from workflows.lifecycle.queue.lanes import REVIEWER, SITTING, STANDS, TEAM
from workflows.lifecycle.queue.page import QueuePage
from workflows.lifecycle.queue.rows import QueueRow
from workflows.lifecycle.queue.wanted import QueueFilter, known
from workflows.people.queries import SignedIn


def N_(text: str) -> str:
    """Marks a word for translation."""
    return text


_LANES = {
    TEAM: N_("The team"),
    REVIEWER: N_("Reviewers"),
    SITTING: N_("The committee"),
    STANDS: N_("Clock stands"),
}

_STATES = {
    "": N_("All handed in"),
    "late": N_("Overdue"),
    "miss": N_("Will miss its date"),
    "in_review": N_("In review"),
    "changes_requested": N_("Changes asked"),
    "draft": N_("Draft"),
}


def filter_of(args: Mapping[str, str] | str) -> QueueFilter:
    """The filter that an address, or what stands behind its question mark, asks for."""
    given = dict(parse_qsl(args[:2000])) if isinstance(args, str) else args
    names = ("gate", "tier", "turn", "role", "owner", "state", "sort")
    asked = {name: str(given.get(name, ""))[:60] for name in names}
    return known(QueueFilter(words=str(given.get("q", ""))[:200], **asked))


def lane_word(lane: str) -> str:
    """Whose side a request is on, in words."""
    return str(gettext(_LANES[lane]))


def state_words() -> list[tuple[str, str]]:
    """The states one can filter by, with their words."""
    return [(key, str(gettext(word))) for key, word in _STATES.items()]


def turn_words(row: QueueRow) -> tuple[str, str]:
    """Whose turn it is and why, as the list says it."""
    turn = row.turn
    return say(turn.who, dict(turn.who_params)), say(turn.why, dict(turn.why_params))


def owner_name(found: QueuePage, reader: SignedIn) -> str:
    """The name of the owner that is filtered by, where the page knows it."""
    wanted = found.wanted.owner
    if not wanted or wanted == str(reader.id):
        return ""
    names = (row.owner for row in found.rows if str(row.owner_id) == wanted)
    return next(names, str(gettext("The chosen owner")))


def gate_words() -> list[tuple[str, str]]:
    """Every gate one can filter by, with its words."""
    return [(gate, str(gettext(gate_label(gate)))) for gate in POLICY_GATES]


def role_words() -> list[tuple[str, str]]:
    """Every role a seat can ask for, by its words."""
    return sorted(((role, str(gettext(word))) for role, word in ROLES.items()), key=lambda pair: pair[1])
