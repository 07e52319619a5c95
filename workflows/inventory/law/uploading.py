"""Keeps a file as a scheme of classification beside the law: its questions and tiers, each upload a version."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.law_entry import LawEntry
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.plain_yaml import read_plain
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction
from workflows.inventory.actions import SCHEME_UPLOADED
from workflows.inventory.law.catalogue import EU_AI_ACT
from workflows.inventory.law.changing import number_of, require_keeper
from workflows.inventory.law.commands import UploadScheme
from workflows.inventory.law.effective import SCHEME
from workflows.inventory.law.parsing import parse_scheme
from workflows.inventory.wording import TEXT, need, text
from workflows.people.days import today
from workflows.people.standing import Standing
from workflows.record import Thing, append

KEY = re.compile(r"^[a-z][a-z0-9_]{1,30}$")


def upload_scheme(actor: Actor, command: UploadScheme) -> str:
    """Keeps the scheme and returns its key.

    Raises NotAllowed for others than the keepers of the law data, Refused beside `key`, `file` or `reason`.
    """
    with transaction() as tx:
        author = require_keeper(tx, actor)
        now = clock.now(tx)
        claim(tx, actor, command, command.key)
        reason = need(text(command.reason), "reason", TEXT)
        if not KEY.match(command.key):
            raise Refused("scheme_key", field="key")
        if command.key == EU_AI_ACT:
            raise Refused("scheme_key_taken", field="key")
        content = read_plain(command.text, field="file")
        scheme = parse_scheme(command.key, content)
        made = _add(tx, now, author, command.key, canonical_text(content), reason)
        append(
            tx,
            now,
            actor,
            SCHEME_UPLOADED,
            about=Thing("law", made.uuid, made.number, label=scheme.title),
            changes={"scheme": [None, command.key], "questions": [None, len(scheme.questions)]},
            personal={actor.uuid: {"reason": reason}},
        )
        return command.key


def _add(tx: Session, now: datetime, author: Standing, key: str, body: str, reason: str) -> LawEntry:
    last = select(LawEntry.body).where(LawEntry.scheme == key, LawEntry.kind == SCHEME)
    if tx.scalars(last.order_by(LawEntry.number.desc()).limit(1)).first() == body:
        raise Refused("scheme_same", field="file")
    made = LawEntry(
        uuid=uuid7(),
        scheme=key,
        kind=SCHEME,
        key=key,
        number=number_of(tx, key, SCHEME, key) + 1,
        body=body,
        reason=reason,
        in_force_from=today(tx, now),
        made_by_id=author.person_id,
        made_at=now,
    )
    tx.add(made)
    tx.flush()
    return made
