"""Classifies a system by another scheme, beside the one of the law: gates do not read it, people and auditors do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.person import Person
from models.scheme_run import SchemeRun
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text, digest
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused, Several
from workflows.ground.transaction import reading, transaction
from workflows.inventory.actions import SCHEME_RUN
from workflows.inventory.commands import Done
from workflows.inventory.law.catalogue import EU_AI_ACT
from workflows.inventory.law.effective import questionnaire_of, scheme_as_of
from workflows.inventory.law.scheme import Scheme
from workflows.inventory.locks import lock_system, require_in_lists, system_ref
from workflows.inventory.persons import CLASSIFIERS, acting, require_team_or
from workflows.inventory.system_queries import SystemHead, system_head
from workflows.inventory.visibility import require_sight
from workflows.inventory.wizard.answering import judged
from workflows.inventory.wizard.commands import RunScheme
from workflows.inventory.wizard.storing import stored_walk
from workflows.inventory.wizard.walk import Walk
from workflows.inventory.wording import TEXT, need, text
from workflows.record import Thing, append


@dataclass(frozen=True)
class RunLine:
    """One classification by another scheme, as pages show it."""

    scheme: str
    number: int
    questionnaire: str
    tier: str
    said: Mapping[str, Any]
    author: str
    at: datetime


def run_scheme(actor: Actor, command: RunScheme) -> Done:
    """Adds a run; raises like every classification, and NotFound for a scheme nobody uploaded."""
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        require_sight(tx, author, command.system_id)
        system, _subjects = lock_system(tx, command.system_id)
        now = clock.now(tx)
        claim(tx, actor, command, system_ref(system))
        require_in_lists(system)
        require_team_or(tx, author, system, CLASSIFIERS, "classify_not_yours")
        if command.scheme == EU_AI_ACT:
            raise NotFound("not_found")
        scheme = scheme_as_of(tx, command.scheme)
        walked, bad = judged(scheme, command.answers, command.common_reason, command.none_applies)
        bad += _reason(command)
        if bad:
            raise Several(bad)
        run = _add(tx, now, author.person_id, system, scheme, walked, text(command.common_reason))
        append(
            tx,
            now,
            actor,
            SCHEME_RUN,
            about=Thing("system", system.uuid, system.revision, ref=system_ref(system), label=system.name),
            changes={
                "scheme": [None, scheme.title],
                "tier": [None, scheme.tiers[walked.tier].label],
                "digest": [None, run.digest],
            },
        )
        return Done(system_ref(system), system.id, system.uuid, frozenset({"run"}))


def _add(
    tx: Session,
    now: datetime,
    author_id: int,
    system: AiSystem,
    scheme: Scheme,
    walked: Walk,
    short: str,
) -> SchemeRun:
    said = stored_walk(scheme, walked) | {"short": short}
    highest = select(func.max(SchemeRun.number)).where(
        SchemeRun.system_id == system.id, SchemeRun.scheme == scheme.key
    )
    run = SchemeRun(
        uuid=uuid7(),
        system_id=system.id,
        scheme=scheme.key,
        number=(tx.scalars(highest).one() or 0) + 1,
        questionnaire=questionnaire_of(scheme),
        tier=walked.tier,
        answers=canonical_text(said),
        author_id=author_id,
        digest=digest({"schema": "scheme-run/1", "system": system.uuid, "said": said}),
        at=now,
    )
    tx.add(run)
    tx.flush()
    return run


def scheme_page(account: Any, system_id: int, key: str) -> tuple[SystemHead, Scheme]:
    """A system and an uploaded scheme; raises NotFound when either is not there to be seen."""
    head = system_head(account, system_id)
    if key == EU_AI_ACT:
        raise NotFound("not_found")
    return head, scheme_as_of(reading(), key)


def runs_of(system_id: int) -> tuple[RunLine, ...]:
    """The newest run of each scheme; the caller has checked that the system may be seen. One statement."""
    rows = reading().execute(
        select(SchemeRun, Person.name)
        .join(Person, Person.id == SchemeRun.author_id)
        .where(SchemeRun.system_id == system_id)
        .order_by(SchemeRun.scheme, SchemeRun.number)
    )
    newest = {
        row.scheme: RunLine(
            row.scheme, row.number, row.questionnaire, row.tier, json.loads(row.answers), name, row.at
        )
        for row, name in rows
    }
    return tuple(newest.values())


def _reason(command: RunScheme) -> list[Refused]:
    try:
        need(text(command.common_reason), "common_reason", TEXT)
    except Refused as refused:
        return [refused]
    return []
