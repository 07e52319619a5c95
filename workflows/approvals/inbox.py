"""What needs a person now, and what they wait for: one function for the list and for the number beside Home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflows.approvals.home import condition_hits, hits
from workflows.approvals.home import words as words
from workflows.approvals.home.aside import aside_until
from workflows.approvals.home.folding import condition_row, read, request_row
from workflows.approvals.home.lent_hits import lent_to
from workflows.approvals.home.lines import Inbox, Row
from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.people.queries import SignedIn
from workflows.people.standing import Standing

__all__ = ["Inbox", "Row", "inbox", "my_inbox", "waiting_for"]

_LAST = datetime.max.replace(tzinfo=UTC)


def my_inbox(account: SignedIn) -> Inbox:
    """The inbox of whoever is signed in, to draw a page."""
    return inbox(reading(), account)


def inbox(tx: Session, account: SignedIn | Standing) -> Inbox:
    """Everything that this person can act on now, the first due first; one statement, however much there is.

    A seat is here only if the evaluator lets the person fill it; a request only if the turn is theirs.
    """
    me, now = as_standing(account), clock.glance()
    parts = [hits.my_teams(me.person_id, now), condition_hits.my_conditions(me.person_id)]
    parts.append(condition_hits.to_judge(me.person_id, me.grants))
    parts += lent_to(me.person_id, now)
    if me.grants:
        parts.append(hits.my_seats(me.person_id, me.grants, now))
    leads = sorted({grant.scope_key for grant in me.grants if grant.role == hits.LEAD})
    if leads:
        parts += [hits.stuck_seats(leads, now), hits.lost_groups(leads, now), condition_hits.orphaned(leads)]
    found = read(tx, parts, me.person_id)
    rows = [
        replace(condition_row(row), aside_until=aside_until(row, now))
        for row in found
        if row.what == hits.CONDITION
    ]
    asked = [row for row in found if row.what != hits.CONDITION]
    rows += [row for row in _requests(asked, me, now) if row.turn.mine]
    rows.sort(key=_urgency)
    return Inbox(
        tuple(row for row in rows if row.aside_until is None),
        tuple(row for row in rows if row.aside_until is not None),
    )


def waiting_for(account: SignedIn, mine: Inbox) -> tuple[Row, ...]:
    """Open requests that the person opened, signed or has in a team and that somebody else has; the oldest first."""
    me, now = as_standing(account), clock.glance()
    rows = _requests(read(reading(), [hits.waiting(me.person_id, now)]), me, now)
    here = {row.request_ref for row in (*mine.rows, *mine.later) if not row.is_condition}
    return tuple(
        sorted((row for row in rows if row.ref not in here), key=lambda row: row.turn.since or _LAST)
    )


def as_standing(account: SignedIn | Standing) -> Standing:
    """Whoever is signed in, as the evaluator knows people; their grants were read with the session."""
    if isinstance(account, Standing):
        return account
    return Standing(
        account.id,
        account.uuid,
        account.name,
        account.email,
        account.kind,
        True,
        account.is_administrator,
        account.grants,
    )


def _requests(found: Sequence[Any], me: Standing, now: datetime) -> list[Row]:
    by_request: dict[int, list[Any]] = {}
    for row in found:
        by_request.setdefault(row.ApprovalRequest.id, []).append(row)
    return [request_row(rows, me, now) for rows in by_request.values()]


def _urgency(row: Row) -> tuple[bool, datetime, datetime, str]:
    """What one is asked to sign by name comes first, then what is due first."""
    return not row.asked, row.due_at or _LAST, row.turn.since or _LAST, row.ref
