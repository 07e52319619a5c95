"""The guards of the doors: who may open a page at all, as a printed table of short predicates."""

from __future__ import annotations

from collections.abc import Callable

from views import people_door
from views.people_door import SignedIn
from workflows.ground.refused import NotAllowed, NotFound
from workflows.ground.words import register
from workflows.lifecycle.queue.page import READERS as QUEUE_READERS

RECORD_READERS = frozenset(
    {"internal_auditor", "external_auditor", "ai_governance_lead", "committee_chair", "top_management"}
)

register(
    {
        "sign_in_first": "Sign in first.",
        "needs_administrator": "Only an administrator can open this. Another administrator can give you "
        "the privilege.",
        "needs_record_reader": "Only auditors, the AI governance lead, the committee chair, top management "
        "and administrators read the record. An administrator can give you one of these roles.",
        "needs_queue_reader": "The queue is for the governance committee, the roles that oversee requests, and "
        "auditors. An administrator can give you one of these roles.",
        "needs_crew_reader": "Who carries the policies is for the governance committee, the roles that oversee "
        "requests, auditors and administrators. An administrator can give you one of these roles.",
        "cross_site": "This was sent from another site, so nothing was done. Open the page here and send it again.",
    }
)


def _anybody(_person: SignedIn | None) -> None:
    """Everybody passes."""


def _before_setup(_person: SignedIn | None) -> None:
    if not people_door.setup_is_open():
        raise NotFound("not_found")


def _signed_in(person: SignedIn | None) -> None:
    if person is None:
        raise NotAllowed("sign_in_first")


def _administrator(person: SignedIn | None) -> None:
    _signed_in(person)
    if person is None or not person.is_administrator:
        raise NotAllowed("needs_administrator")


def _record_reader(person: SignedIn | None) -> None:
    _signed_in(person)
    if person is None or not (person.is_administrator or reads_record(person)):
        raise NotAllowed("needs_record_reader")


def _queue_reader(person: SignedIn | None) -> None:
    _signed_in(person)
    if person is None or not reads_queue(person):
        raise NotAllowed("needs_queue_reader")


def _crew_reader(person: SignedIn | None) -> None:
    _signed_in(person)
    if person is None or not reads_crew(person):
        raise NotAllowed("needs_crew_reader")


GUARDS: dict[str, Callable[[SignedIn | None], None]] = {
    "public": _anybody,
    "setup": _before_setup,
    "signed_in": _signed_in,
    "administrator": _administrator,
    "record_reader": _record_reader,
    "queue_reader": _queue_reader,
    "crew_reader": _crew_reader,
}
"""Every guard a view may declare; each lets pass or raises the refusal."""

OPEN_GUARDS = frozenset({"public", "setup"})


def reads_record(person: SignedIn) -> bool:
    """Whether one of the person's roles reads the whole record."""
    return any(role[0] in RECORD_READERS for role in person.roles)


def reads_queue(person: SignedIn) -> bool:
    """Whether one of the person's roles opens the committee's queue."""
    return any(role[0] in QUEUE_READERS for role in person.roles)


def reads_crew(person: SignedIn) -> bool:
    """Whether the person may see who carries the policies."""
    return person.is_administrator or reads_queue(person)
