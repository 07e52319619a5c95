"""What every act of the committee begins with: the locked session, who acts, and what they may do in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.approval_request import ApprovalRequest
from models.committee_date import CommitteeDate
from models.committee_session import CommitteeSession
from models.role_grant import ORG
from models.subject import Subject
from workflows.approvals.committee.charter import CHAIR, LEAD
from workflows.approvals.naming import Place, place
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Conflict, NotAllowed, NotFound
from workflows.people.queries import SignedIn
from workflows.people.standing import Standing, standing_of
from workflows.record import Thing, append

Account = SignedIn | Standing


@dataclass
class Act:
    """The session of an act, locked and read anew, and who acts."""

    tx: Session
    now: datetime
    actor: Actor
    standing: Standing
    session: CommitteeSession

    @property
    def ref(self) -> str:
        """The public ref of the session."""
        return ref("MTG", self.session.id)

    def require_presiding(self) -> None:
        """Raises NotAllowed unless the person leads or writes this session, or leads the committee's work."""
        officers = {self.session.chair_id, self.session.secretary_id}
        if self.standing.person_id not in officers and not leads_committee(self.standing):
            raise NotAllowed("committee_presiding", ref=self.ref)

    def require(self, *statuses: str) -> None:
        """Raises Conflict when the session is called off or not in one of these statuses."""
        if self.session.called_off_at is not None or self.session.status not in statuses:
            raise Conflict("session_not_there")
        day = self.tx.get(CommitteeDate, self.session.date_id) if self.session.date_id else None
        if day is not None and day.called_off_at is not None:
            raise Conflict("session_not_there")

    def item(self, item_id: int) -> AgendaItem:
        """An item of this session's agenda, locked; raises NotFound for another."""
        found = self.tx.scalars(
            select(AgendaItem)
            .where(AgendaItem.id == item_id, AgendaItem.session_id == self.session.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one_or_none()
        if found is None:
            raise NotFound("not_found")
        return found

    def enter(
        self,
        action: str,
        changes: Mapping[str, Any],
        words: Mapping[str, str] | None = None,
        where: Place | None = None,
        actor: Actor | None = None,
    ) -> None:
        """Writes the one entry of the act; `words` are what the person typed or signed."""
        self.tx.flush()
        who = actor or self.actor
        append(
            self.tx,
            self.now,
            who,
            action,
            about=thing(self.session),
            changes=changes,
            request_uuid=where["request_uuid"] if where else None,
            request_ref=where["request_ref"] if where else None,
            system_uuid=where["system_uuid"] if where else None,
            personal={who.uuid: words} if words else None,
        )


def thing(session: CommitteeSession) -> Thing:
    """The session as the thing an entry is about."""
    return Thing(
        "committee_session",
        session.uuid,
        session.revision,
        ref=ref("MTG", session.id),
        label=session.title,
    )


def where_of(tx: Session, request_id: int | None) -> Place | None:
    """In which histories an entry about an item belongs: those of its request and system, or none."""
    if request_id is None:
        return None
    request = tx.get_one(ApprovalRequest, request_id)
    return place(request, tx.get_one(Subject, request.subject_id))


def begin(tx: Session, actor: Actor, session_ref: str) -> Act:
    """Locks the session; raises NotFound for one that is not there, NotAllowed for whoever has no part in it."""
    session = lock_session(tx, session_ref)
    now = clock.now(tx)
    return Act(tx, now, actor, require_room(tx, actor, now), session)


def lock_session(tx: Session, session_ref: str) -> CommitteeSession:
    """The session, locked and read anew; raises NotFound for one that is not there."""
    found = tx.scalars(
        select(CommitteeSession)
        .where(CommitteeSession.id == session_key(session_ref))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    return found


def session_key(session_ref: str) -> int:
    """The key in a ref such as MTG-3; raises NotFound for anything else."""
    key = key_of("MTG", session_ref)
    if key is None:
        raise NotFound("not_found")
    return key


def require_room(tx: Session, actor: Actor, now: datetime) -> Standing:
    """The standing of somebody who acts in the committee; raises NotAllowed for everybody else."""
    standing = standing_of(tx, actor.person_id, now) if actor.person_id and actor.is_person else None
    if standing is None or not standing.active or not reads_committee(standing):
        raise NotAllowed("committee_room")
    return standing


def require_lead(tx: Session, actor: Actor, now: datetime) -> Standing:
    """The standing of the governance lead or chair; raises NotAllowed for everybody else."""
    standing = require_room(tx, actor, now)
    if not leads_committee(standing):
        raise NotAllowed("committee_not_led")
    return standing


def leads_committee(account: Account) -> bool:
    """Whether the person plans the committee's work: governance lead or chair of the whole organisation."""
    return any(grant.role in (LEAD, CHAIR) and grant.scope_key == ORG for grant in account.grants)


def reads_committee(account: Account) -> bool:
    """Whether the person may read the committee's pages: whose role reaches everywhere sees every system anyway."""
    return any(grant.scope_key == ORG for grant in account.grants)
