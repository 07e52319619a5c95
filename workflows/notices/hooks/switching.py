"""Switches off an endpoint that takes nothing any more, and tells the administrators."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import Delivery
from models.endpoint import Endpoint
from models.person import Person
from workflows.ground.actor import CLOCK
from workflows.ground.refused import NotFound
from workflows.notices.hooks.actions import ENDPOINT_DISABLED
from workflows.notices.hooks.machine import drop_waiting
from workflows.outbox import put
from workflows.record import Thing, append

Row = TypeVar("Row", Endpoint, Delivery)


def locked(tx: Session, table: type[Row], key: int) -> Row:
    """A row, locked and as it is now; raises NotFound for an unknown one."""
    found: Row | None = tx.scalars(
        select(table).where(table.id == key).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    return found


def thing(endpoint: Endpoint) -> Thing:
    """An endpoint as the record names it; its address may be a secret and stays out."""
    return Thing("endpoint", endpoint.uuid, endpoint.revision, label=endpoint.name)


def switch_off_failing(tx: Session, endpoint: Endpoint, code: str, now: datetime) -> None:
    """Switches it off with the reason's code, drops what waits for it, and gives administrators a notice."""
    if not endpoint.active:
        return
    endpoint.active, endpoint.disabled_at, endpoint.disabled_code = False, now, code
    drop_waiting(tx, endpoint)
    tx.flush()
    append(
        tx,
        now,
        CLOCK,
        ENDPOINT_DISABLED,
        about=thing(endpoint),
        changes={"active": [True, False]},
        reason_code=code,
    )
    told = tx.scalars(select(Person.id).where(Person.is_administrator, Person.active)).all()
    put(tx, now, "endpoint:disabled", ("endpoint", endpoint.uuid), now.isoformat(), told)
