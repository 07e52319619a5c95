"""The kinds of approval request: what climbs from the columns above is registered here, never imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Select, union_all
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from workflows.approvals.policies.body import PolicyBody, SeatRule
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.approvals.policies.when import AskedItem, Situation
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused


@dataclass(frozen=True)
class LinkedRecord:
    """A register record that satisfies an item: what is frozen of it, and who wrote it in which roles."""

    kind: str
    uuid: str
    version: int
    digest: str
    ref: str
    author_id: int | None = None
    author_roles: tuple[str, ...] = ()
    authors: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Everybody who wrote it, where there may be several: person, and the roles of the seats left to them."""

    def wrote(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Who wrote it, and the roles of the seats that stay open to each."""
        one = () if self.author_id is None else ((self.author_id, self.author_roles),)
        return (*one, *self.authors)

    def frozen(self) -> dict[str, Any]:
        """The part that the bundle carries."""
        return {"kind": self.kind, "uuid": self.uuid, "version": self.version, "digest": self.digest}


@dataclass(frozen=True)
class More:
    """What a request asks beyond its own policy: items and seats of other gates that have to be caught up."""

    items: tuple[AskedItem, ...] = ()
    seats: tuple[SeatRule, ...] = ()

    def after(self, own: Iterable[AskedItem]) -> tuple[AskedItem, ...]:
        """Every item once: the policy's own, then these, which also say the level of an item that both ask."""
        others = {asked.item.key for asked in self.items}
        return (*(asked for asked in own if asked.item.key not in others), *self.items)


@dataclass(frozen=True)
class Team:
    """Who belongs to the subject: members of its team, and builders with what they did."""

    members: frozenset[int] = frozenset()
    builders: Mapping[int, str] = field(default_factory=dict)


class Kind(Protocol):
    """What a kind of request adds to the engine."""

    decisions: tuple[str, ...]
    """The only decisions its deciding seats have, beside stepping back; empty for all of them."""

    asks_until: bool
    """Whether a rejection names the day until which things go on as they are."""

    def situation(self, tx: Session, request: ApprovalRequest) -> Situation:
        """The facts that the conditions of the policy ask about."""

    def tier(self, tx: Session, request: ApprovalRequest) -> str | None:
        """The present tier of the subject; None while it is not classified."""

    def subject(self, tx: Session, request: ApprovalRequest) -> dict[str, Any]:
        """The subject's part of the bundle: uuid, label, artefact digests."""

    def records(
        self, tx: Session, request: ApprovalRequest, body: PolicyBody
    ) -> dict[str, list[LinkedRecord]]:
        """The register records that satisfy items now, by item key."""

    def more(self, tx: Session, request: ApprovalRequest, body: PolicyBody) -> More:
        """The items and seats that come from other gates."""

    def team_rows(self, request: ApprovalRequest, at: datetime) -> list[Select[*tuple[Any, ...]]]:
        """Selects whose rows are (what, person, about, role): `team` for its members, `built` with what they did.

        They are read in one statement with the other facts about persons, because every signature asks for them.
        """

    def may_go_on(self, tx: Session, request: ApprovalRequest) -> None:
        """Raises Refused when the subject's state no longer lets this request be submitted or decided."""

    def approved(self, tx: Session, now: datetime, actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """Does what the approval is for; returns the changes for the record's entry."""

    def ended(self, tx: Session, now: datetime, actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """Does what follows when the request ends without approval; returns changes for the entry."""


TEAM, BUILT = "team", "built"


def team_of(tx: Session, request: ApprovalRequest, at: datetime) -> Team:
    """Who belongs to the subject of a request at an instant."""
    return fold_team(tx.execute(union_all(*kind_of(request).team_rows(request, at))).all())


def fold_team(rows: Iterable[Sequence[Any]]) -> Team:
    """The team out of rows of `team_rows`; rows about anything else are left alone."""
    members, builders = set(), dict[int, str]()
    for what, person, about, *_ in rows:
        if what == TEAM:
            members.add(int(person))
        elif what == BUILT:
            builders[int(person)] = ", ".join(filter(None, (builders.get(int(person)), str(about))))
    return Team(frozenset(members), builders)


BY_TEAM = frozenset({"gate", FAST_LANE})
"""Kinds that a team prepares, hands in and may withdraw; all others are worked on by those who decide."""


def by_team(kind: str) -> bool:
    """Whether the team prepares requests of this kind: its items must be done, and answering one is building."""
    return kind in BY_TEAM


_KINDS: dict[str, Kind] = {}


def register(key: str, kind: Kind) -> None:
    """Makes a kind known; called once at start by the column that owns it."""
    _KINDS[key] = kind


def kind_of(request: ApprovalRequest) -> Kind:
    """The kind of a request; raises Refused when nobody registered it, so that nothing opens by omission."""
    try:
        return _KINDS[request.kind]
    except KeyError:
        raise Refused("unknown_kind", kind=request.kind) from None


def known() -> frozenset[str]:
    """All registered kinds, for the check at start."""
    return frozenset(_KINDS)
