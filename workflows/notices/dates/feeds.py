"""Secret calendar addresses: whoever has one reads the dates of the person it was made for, until it is ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from models.feed import Feed
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused, Unavailable
from workflows.ground.transaction import reading, transaction
from workflows.inventory.visibility import sees
from workflows.notices.dates import actions
from workflows.notices.dates import words as words
from workflows.notices.dates.gathering import gather
from workflows.notices.dates.ics import write
from workflows.notices.hooks.outside import outside
from workflows.people.days import day_of, organisation_zone
from workflows.people.standing import Standing, standing_of
from workflows.people.tokens import fresh_token, hashed
from workflows.record import Thing, append

MOST = 20
TITLES = ("neutral", "full")
BACK, AHEAD = timedelta(days=31), timedelta(days=366)
NOTED_EVERY = timedelta(minutes=1)
LONGEST_TOKEN = 100


@dataclass(frozen=True)
class MakeFeed:
    """An address for everything the person sees, or for one system."""

    system_id: int | None = None
    titles: str = "neutral"
    submit_id: str | None = None


@dataclass(frozen=True)
class OnFeed:
    """An act on one of the person's own addresses."""

    uuid: str
    act: str = ""
    submit_id: str | None = None


def make_feed(actor: Actor, command: MakeFeed) -> str:
    """Makes an address and gives its secret, which is shown once and stored as a hash only."""
    with transaction() as tx:
        now, person = _acting(tx, actor)
        held = claim(tx, actor, command)
        if command.titles not in TITLES:
            raise Refused("feed_titles", field="titles")
        if command.system_id is not None and not sees(tx, person, command.system_id):
            raise Refused("feed_system_unknown", field="what")
        mine = select(func.count()).where(Feed.person_id == person.person_id, Feed.revoked_at.is_(None))
        if (tx.scalar(mine) or 0) >= MOST:
            raise Refused("feed_too_many", field="what")
        token = fresh_token()
        feed = Feed(
            uuid=uuid7(),
            person_id=person.person_id,
            system_id=command.system_id,
            titles=command.titles,
            token_hash=hashed(token),
            made_at=now,
        )
        tx.add(feed)
        tx.flush()
        append(tx, now, actor, actions.FEED_MADE, about=Thing("calendar_feed", feed.uuid, 1))
        held.settle(feed.uuid)
        return token


def rotate_feed(actor: Actor, command: OnFeed) -> str:
    """Gives an address a new secret; the old one is worth nothing from now on."""
    with transaction() as tx:
        now, feed = _own(tx, actor, command)
        token = fresh_token()
        feed.token_hash, feed.fetched_at = hashed(token), None
        append(tx, now, actor, actions.FEED_ROTATED, about=Thing("calendar_feed", feed.uuid, 1))
        return token


def revoke_feed(actor: Actor, command: OnFeed) -> None:
    """Ends an address for ever."""
    with transaction() as tx:
        now, feed = _own(tx, actor, command)
        feed.revoked_at = now
        append(tx, now, actor, actions.FEED_REVOKED, about=Thing("calendar_feed", feed.uuid, 1))


def read_feed(token: str) -> bytes:
    """The feed behind a secret, as its person sees it now.

    Raises NotFound for an unknown or ended one, for a person who has left, and for a system that they no longer see.
    The look-up is by hash in an index, so its time says nothing about how close a guess was.
    """
    if not token or len(token) > LONGEST_TOKEN:
        raise NotFound("not_found")
    tx = reading()
    found = tx.scalars(
        select(Feed).where(Feed.token_hash == hashed(token), Feed.revoked_at.is_(None))
    ).one_or_none()
    now = clock.glance()
    person = standing_of(tx, found.person_id, now) if found is not None else None
    if found is None or person is None or not person.active:
        raise NotFound("not_found")
    if found.system_id is not None and not sees(tx, person, found.system_id):
        raise NotFound("not_found")
    zone = organisation_zone(tx)
    today = day_of(now, zone)
    entries = gather(tx, person, today - BACK, today + AHEAD, zone, system_id=found.system_id)
    return write(entries, outside().base_url, found.titles == "full")


def note_fetch(token: str) -> None:
    """Notes that a feed was fetched, at most once a minute and in a transaction of its own, as for sessions."""
    try:
        with transaction() as tx:
            now = clock.now(tx)
            long_ago = or_(Feed.fetched_at.is_(None), Feed.fetched_at <= now - NOTED_EVERY)
            tx.execute(
                update(Feed)
                .where(Feed.token_hash == hashed(token), Feed.revoked_at.is_(None), long_ago)
                .values(fetched_at=now)
                .execution_options(synchronize_session=False)
            )
    except (Conflict, Unavailable):
        return


def _acting(tx: Session, actor: Actor) -> tuple[datetime, Standing]:
    now = clock.now(tx)
    person = standing_of(tx, actor.person_id, now) if actor.person_id and actor.is_person else None
    if person is None or not person.active:
        raise Refused("persons_only")
    return now, person


def _own(tx: Session, actor: Actor, command: OnFeed) -> tuple[datetime, Feed]:
    now, person = _acting(tx, actor)
    feed = tx.scalars(
        select(Feed)
        .where(Feed.uuid == command.uuid, Feed.person_id == person.person_id, Feed.revoked_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if feed is None:
        raise NotFound("not_found")
    claim(tx, actor, command, feed.uuid)
    return now, feed
