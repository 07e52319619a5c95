"""Turns the parts of a stored policy into their frozen form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.enums import Level, SeatMode
from workflows.approvals.policies.fields import Fields
from workflows.approvals.policies.parts import Change, Emergency, Expiry, Item, PassRule, SeatRule, When
from workflows.ground.refused import Refused


def read_item(fields: Fields) -> Item:
    """One checklist item; raises Refused for an unknown level or a field nobody reads."""
    item = Item(
        key=fields.text("key"),
        text=fields.text("text"),
        level=_level(fields.text("level")),
        blocking=fields.flag("blocking"),
        controls=fields.texts("controls", ()),
        clauses=fields.texts("clauses", ()),
        eu=fields.texts("eu", ()),
        evidence_hint=fields.text("evidence", ""),
        owner_role=fields.text("owner"),
        module=fields.text("module"),
        when=read_when(fields.mapping("when")),
        flag=fields.text("flag", ""),
        forced_by_flags=fields.texts("force_must_flags", ()),
        author_may_not_sign=fields.flag("author_may_not_sign", False),
        note=fields.text("note", ""),
    )
    fields.end()
    return item


def read_seats(fields: Fields) -> tuple[SeatRule, ...]:
    """The seats that one entry asks for: one, or m of them where it says n of m (`needs`, `seats`).

    `any_role` names several roles of which `needs` sign, a seat for each. The format has no field for a person: a seat
    is always a role's.
    """
    anybody = fields.texts("any_role", ())
    if anybody:
        return _read_alternatives(fields, anybody)
    role, key = fields.text("role"), fields.text("key", "")
    step, mode = fields.whole("step"), _mode(fields.text("mode", SeatMode.DECIDES.value))
    when, scope = read_when(fields.mapping("when")), fields.texts("scope", ())
    needs, seats = fields.maybe_whole("needs"), fields.maybe_whole("seats")
    also, veto = fields.texts("also", ()), fields.flag("veto", False)
    fields.end()
    key = key or role
    if needs is None and seats is None:
        # A seat of its own always has a veto; only a group needs to say so.
        return (SeatRule(key, role, step, mode, when, None, None, scope, also),)
    if not needs or not seats:
        # A group without a threshold would be met before anybody signed.
        raise Refused("policy_threshold", seat=key)
    if needs > seats or mode is SeatMode.ADVISES:
        raise Refused("policy_needs", seat=key, needs=needs, seats=seats)
    return tuple(
        SeatRule(f"{key}.{number}", role, step, mode, when, key, needs, scope, also, veto=veto)
        for number in range(1, seats + 1)
    )


def _read_alternatives(fields: Fields, roles: tuple[str, ...]) -> tuple[SeatRule, ...]:
    key, step, needs = fields.text("key"), fields.whole("step"), fields.whole("needs")
    when, scope = read_when(fields.mapping("when")), fields.texts("scope", ())
    fields.end()
    if not needs:
        raise Refused("policy_threshold", seat=key)
    if needs > len(roles) or len(set(roles)) != len(roles):
        raise Refused("policy_needs", seat=key, needs=needs, seats=len(roles))
    return tuple(
        SeatRule(
            f"{key}.{number}",
            role,
            step,
            SeatMode.DECIDES,
            when,
            key,
            needs,
            scope,
            alternative=True,
            veto=True,
        )
        for number, role in enumerate(roles, start=1)
    )


def read_when(raw: Mapping[str, Any]) -> When | None:
    """A condition; None when there is none. Keys and values are only compared, never run."""
    terms = []
    for key, value in sorted(raw.items()):
        if isinstance(value, bool):
            terms.append((key, ("yes",) if value else ("no",)))
        elif isinstance(value, list | tuple) and value and all(isinstance(one, str) for one in value):
            terms.append((key, tuple(value)))
        else:
            raise Refused("policy_field", where="when", name=key)
    return When(tuple(terms)) if terms else None


def read_change(fields: Fields) -> Change:
    """One row of the routing table."""
    target = fields.text("to")
    change = Change(
        key=fields.text("key"),
        text=fields.text("text"),
        to_stage=None if target == "none" else target,
        reclassify=fields.flag("reclassify"),
        note=fields.text("note", ""),
    )
    fields.end()
    return change


def read_expiry(fields: Fields) -> Expiry:
    """After how many days a request that stands still ends."""
    expiry = Expiry(
        draft_idle_days=fields.whole("draft_idle_days"),
        with_team_idle_days=fields.whole("with_team_idle_days"),
        in_review_days=fields.whole("in_review_days"),
    )
    fields.end()
    return expiry


def read_emergency(raw: Mapping[str, Any]) -> Emergency | None:
    """Who may stop at once; None in a policy that does not say."""
    if not raw:
        return None
    fields = Fields(raw, "emergency")
    emergency = Emergency(fields.texts("who"), fields.text("rule", ""), fields.texts("triggers", ()))
    fields.end()
    return emergency


def read_pass(raw: Mapping[str, Any]) -> PassRule | None:
    """Who may issue an emergency pass; None in a policy that does not say, and then nobody may."""
    if not raw:
        return None
    fields = Fields(raw, "emergency_pass")
    rule = PassRule(fields.texts("who"), fields.whole("hours"), fields.whole("reason_min"))
    fields.end()
    return rule


def _level(text: str) -> Level:
    if text not in set(Level):
        raise Refused("policy_level", level=text)
    return Level(text)


def _mode(text: str) -> SeatMode:
    if text not in set(SeatMode):
        raise Refused("policy_mode", mode=text)
    return SeatMode(text)
