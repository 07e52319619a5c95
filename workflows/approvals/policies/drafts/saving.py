"""Saves what somebody wrote into a draft: one row, the rules, or the whole text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from workflows.approvals.policies.body import load
from workflows.approvals.policies.drafts import editing
from workflows.approvals.policies.drafts.act import Act, Done, begin
from workflows.approvals.policies.yaml_text import from_yaml
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.once import claim
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction

PUT, REMOVE, UP, DOWN = "put", "remove", "up", "down"


@dataclass(frozen=True)
class EditPart:
    """One change of a draft: `act` put, remove, up or down on the row at `place` of `part`.

    Parts are items, seats, routing and the rules, which have no rows. `value` is the JSON text of the row or of the
    rules; no place adds a row. `key` is that of the row the reader saw at that place.
    """

    draft_ref: str
    revision: int
    part: str
    act: str = PUT
    place: int | None = None
    value: str = "{}"
    key: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class SaveText:
    """The whole draft as YAML."""

    draft_ref: str
    revision: int
    text: str
    submit_id: str | None = None


def edit_part(actor: Actor, command: EditPart) -> Done:
    """Saves one change; raises Refused when the draft would no longer read as a policy, Stale after another save."""
    return _save(actor, command, command.part, lambda body: _changed(body, command))


def save_text(actor: Actor, command: SaveText) -> Done:
    """Replaces the draft by what the YAML says; raises Refused with the line that cannot be read."""
    return _save(actor, command, "the text", lambda _body: from_yaml(command.text))


def _save(actor: Actor, command: EditPart | SaveText, part: str, change: Callable[[str], str]) -> Done:
    with transaction() as tx:
        claim(tx, actor, command, command.draft_ref)
        act = begin(tx, actor, command.draft_ref, command.revision)
        body = change(act.draft.body)
        _require_same_policy(act, body)
        if body != act.draft.body:
            before, act.draft.body = act.draft.body, body
            act.edited()
            digests = [sha256(before.encode()), sha256(body.encode())]
            act.enter("policy:draft:edited", {"part": [None, part], "digest": digests})
        return act.done()


def _changed(body: str, command: EditPart) -> str:
    if command.part == editing.RULES:
        return editing.put_rules(body, json.loads(command.value))
    editing.require_row(body, command.part, command.place, command.key)
    if command.act == PUT:
        return editing.put_row(body, command.part, command.place, json.loads(command.value))
    place = -1 if command.place is None else command.place
    if command.act == REMOVE:
        return editing.remove_row(body, command.part, place)
    return editing.move_row(body, command.part, place, -1 if command.act == UP else 1)


def _require_same_policy(act: Act, body: str) -> None:
    found = load(body)
    if (found.gate, found.tier) != (act.policy.gate, act.policy.tier):
        raise Refused("draft_other_policy", field="yaml", gate=found.gate, tier=found.tier)
