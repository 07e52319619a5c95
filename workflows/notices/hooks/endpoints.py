"""Acts on endpoints: an administrator says who outside is told, and takes it back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.delivery import Delivery
from models.endpoint import Endpoint
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, Refused, Several
from workflows.ground.transaction import transaction
from workflows.notices.hooks import actions
from workflows.notices.hooks import words as words
from workflows.notices.hooks.addresses import Blocked, check_text
from workflows.notices.hooks.events import NAMES, TEST
from workflows.notices.hooks.fanout import enqueue
from workflows.notices.hooks.machine import ON_ITS_WAY, drop_waiting, send_again
from workflows.notices.hooks.outside import seal
from workflows.notices.hooks.signing import fresh_secret
from workflows.notices.hooks.switching import locked, thing
from workflows.people.standing import standing_of
from workflows.record import append

KINDS = ("standard", "slack", "teams", "mattermost")


@dataclass(frozen=True)
class AddEndpoint:
    """Somebody outside who shall be told; no events means all."""

    name: str
    kind: str
    url: str
    events: tuple[str, ...] = ()
    submit_id: str | None = None


@dataclass(frozen=True)
class OnEndpoint:
    """An act on an endpoint that needs nothing else; `act` keeps two acts of one form apart."""

    endpoint_id: int
    act: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Replay:
    """A message that shall be sent again under its old id."""

    endpoint_id: int
    delivery_id: int
    submit_id: str | None = None


@dataclass(frozen=True)
class Made:
    """An endpoint, and its secret where one was made: shown once, never readable again."""

    endpoint_id: int
    name: str
    secret: str | None = None


def add_endpoint(actor: Actor, command: AddEndpoint) -> Made:
    """Adds an endpoint; raises Several beside the fields that do not hold, NotAllowed for no administrator."""
    with transaction() as tx:
        now = _acting(tx, actor)
        held = claim(tx, actor, command)
        name = " ".join(command.name.split())
        _check(tx, command, name)
        uuid = uuid7()
        secret = fresh_secret() if command.kind == "standard" else None
        endpoint = Endpoint(
            uuid=uuid,
            name=name,
            kind=command.kind,
            url=seal(command.url, uuid),
            secret=seal(secret, uuid) if secret else "",
            events=canonical_text(sorted(set(command.events))),
            made_by_id=actor.person_id,
            made_at=now,
        )
        tx.add(endpoint)
        tx.flush()
        changes = {"kind": [None, command.kind], "events": [None, sorted(set(command.events))]}
        append(tx, now, actor, actions.ENDPOINT_ADDED, about=thing(endpoint), changes=changes)
        held.settle(str(endpoint.id))
        return Made(endpoint.id, endpoint.name, secret)


def rotate_secret(actor: Actor, command: OnEndpoint) -> Made:
    """Makes a new secret; the one before stays valid beside it until it is retired or this is done again."""
    with transaction() as tx:
        now, endpoint = _locked_for(tx, actor, command)
        if endpoint.kind != "standard":
            raise Refused("endpoint_has_no_secret")
        secret = fresh_secret()
        endpoint.old_secret, endpoint.secret = endpoint.secret, seal(secret, endpoint.uuid)
        tx.flush()
        append(tx, now, actor, actions.SECRET_ROTATED, about=thing(endpoint))
        return Made(endpoint.id, endpoint.name, secret)


def retire_secret(actor: Actor, command: OnEndpoint) -> Made:
    """Ends the secret before the present one, once the receiver has changed over."""
    with transaction() as tx:
        now, endpoint = _locked_for(tx, actor, command)
        if endpoint.old_secret:
            endpoint.old_secret = ""
            tx.flush()
            append(tx, now, actor, actions.SECRET_RETIRED, about=thing(endpoint))
        return Made(endpoint.id, endpoint.name)


def switch(actor: Actor, command: OnEndpoint) -> Made:
    """Switches an endpoint off, dropping what waits for it, or on again; `command.act` says which: off or on."""
    with transaction() as tx:
        now, endpoint = _locked_for(tx, actor, command)
        on = command.act == "on"
        if endpoint.active is not on:
            endpoint.active, endpoint.failing_since = on, None
            endpoint.disabled_at, endpoint.disabled_code = (None, "") if on else (now, "endpoint_by_hand")
            if not on:
                drop_waiting(tx, endpoint)
            tx.flush()
            action = actions.ENDPOINT_SWITCHED_ON if on else actions.ENDPOINT_SWITCHED_OFF
            append(tx, now, actor, action, about=thing(endpoint), changes={"active": [not on, on]})
        return Made(endpoint.id, endpoint.name)


def try_endpoint(actor: Actor, command: OnEndpoint) -> Made:
    """Puts a test message on its way; the log shows what came of it. Raises Refused when it is switched off."""
    with transaction() as tx:
        now, endpoint = _locked_for(tx, actor, command)
        _require_on(endpoint)
        enqueue(tx, endpoint, TEST, ("endpoint", endpoint.uuid), now, now)
        return Made(endpoint.id, endpoint.name)


def replay(actor: Actor, command: Replay) -> Made:
    """Sends a message again under its old id, so that a receiver that has it already can tell."""
    with transaction() as tx:
        now = _acting(tx, actor)
        endpoint = locked(tx, Endpoint, command.endpoint_id)
        claim(tx, actor, command, str(endpoint.id))
        _require_on(endpoint)
        found = locked(tx, Delivery, command.delivery_id)
        if found.endpoint_id != endpoint.id or found.status in ON_ITS_WAY:
            raise Refused("delivery_on_its_way")
        send_again(found, now)
        append(
            tx,
            now,
            actor,
            actions.DELIVERY_REPLAYED,
            about=thing(endpoint),
            changes={"message": [None, found.uuid]},
        )
        return Made(endpoint.id, endpoint.name)


def _acting(tx: Session, actor: Actor) -> datetime:
    """The instant of the act; raises NotAllowed for whoever is no active administrator now."""
    now = clock.now(tx)
    standing = standing_of(tx, actor.person_id, now) if actor.person_id and actor.is_person else None
    if standing is None or not standing.active or not standing.is_administrator:
        raise NotAllowed("needs_administrator")
    return now


def _locked_for(tx: Session, actor: Actor, command: OnEndpoint) -> tuple[datetime, Endpoint]:
    now = _acting(tx, actor)
    endpoint = locked(tx, Endpoint, command.endpoint_id)
    claim(tx, actor, command, str(endpoint.id))
    return now, endpoint


def _require_on(endpoint: Endpoint) -> None:
    if not endpoint.active:
        raise Refused("endpoint_off")


def _check(tx: Session, command: AddEndpoint, name: str) -> None:
    bad: list[Refused] = []
    if not name or len(name) > 120:
        bad.append(Refused("endpoint_name", field="name"))
    elif tx.scalars(select(Endpoint.id).where(func.lower(Endpoint.name) == name.lower())).first():
        bad.append(Refused("endpoint_taken", field="name"))
    if command.kind not in KINDS:
        bad.append(Refused("endpoint_kind", field="kind"))
    if not set(command.events) <= set(NAMES):
        bad.append(Refused("endpoint_events", field="events"))
    try:
        check_text(command.url)
    except Blocked as blocked:
        bad.append(Refused(blocked.code, field="url"))
    if bad:
        raise Several(bad)


def events_of(endpoint: Endpoint) -> tuple[str, ...]:
    """What the endpoint asked for; empty for everything."""
    return tuple(json.loads(endpoint.events))
