"""Personal values of entries: encrypted under a key per person, so that erasing a person breaks no hash."""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.person_key import PersonKey
from workflows.ground.canonical import canonical_bytes
from workflows.record import memory

_NONCE = 12


def seal_values(
    tx: Session, now: datetime, event: str, personal: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:
    """The personal values of one event as base64 of nonce and ciphertext, by the uuid of their person.

    Values of an erased person are left out: nothing new is kept about them.
    """
    persons = sorted(person for person, values in personal.items() if values)
    keys = _keys(tx, now, persons)
    return {
        person: _seal(keys[person], event, personal[person])
        for person in persons
        if keys.get(person) is not None
    }


def open_values(
    keys: Mapping[str, bytes], event: str, sealed: Mapping[str, str]
) -> dict[str, dict[str, Any] | None]:
    """The values by person; None where the key was destroyed or does not fit."""
    return {person: _open(keys.get(person), event, block) for person, block in sealed.items()}


def read_keys(connection: Connection, persons: Iterable[str]) -> dict[str, bytes]:
    """The keys that still exist of these persons."""
    wanted = sorted(set(persons))
    if not wanted:
        return {}
    rows = connection.execute(
        select(PersonKey.person_uuid, PersonKey.key).where(PersonKey.person_uuid.in_(wanted))
    )
    return {person: bytes(key) for person, key in rows if key is not None}


def erase(tx: Session, now: datetime, person_uuid: str) -> None:
    """Destroys a person's key: what entries hold about them can never be read again; the hashes stay valid.

    The caller appends the entry that says who decided it and why.
    """
    memory.forget(tx, _name(person_uuid))
    _make(tx, now, [person_uuid])
    tx.connection().execute(
        update(PersonKey).where(PersonKey.person_uuid == person_uuid).values(key=None, destroyed_at=now)
    )


def _keys(tx: Session, now: datetime, persons: list[str]) -> dict[str, bytes | None]:
    keys: dict[str, bytes | None] = {person: memory.recall(tx, _name(person)) for person in persons}
    unknown = [person for person, key in keys.items() if key is None]
    if not unknown:
        return keys
    found = _stored(tx, unknown)
    new = [person for person in unknown if person not in found]
    if new:
        _make(tx, now, new)
        found |= _stored(tx, new)
    for person, key in found.items():
        if key is not None:
            memory.remember(tx, _name(person), key)
    return keys | found


def _stored(tx: Session, persons: list[str]) -> dict[str, bytes | None]:
    rows = tx.connection().execute(
        select(PersonKey.person_uuid, PersonKey.key).where(PersonKey.person_uuid.in_(persons))
    )
    return {person: None if key is None else bytes(key) for person, key in rows}


def _make(tx: Session, now: datetime, persons: list[str]) -> None:
    """Makes keys in the order of the uuids, so that two first uses cannot wait for each other."""
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    for person in persons:
        memory.made_now(tx, _name(person))
    rows = [{"person_uuid": person, "key": secrets.token_bytes(32), "made_at": now} for person in persons]
    tx.connection().execute(dialect.insert(PersonKey).values(rows).on_conflict_do_nothing())


def _seal(key: bytes | None, event: str, values: Mapping[str, Any]) -> str:
    assert key is not None
    nonce = secrets.token_bytes(_NONCE)
    return b64encode(nonce + AESGCM(key).encrypt(nonce, canonical_bytes(values), event.encode())).decode()


def _open(key: bytes | None, event: str, block: object) -> dict[str, Any] | None:
    if key is None:
        return None
    try:
        raw = b64decode(str(block), validate=True)
        values = json.loads(AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], event.encode()))
    except (InvalidTag, NotBase64, ValueError):
        return None
    return values if isinstance(values, dict) else None


def _name(person: str) -> str:
    return f"key:{person}"
