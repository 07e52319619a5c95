"""The parts of a policy, frozen: items, seats, conditions, and what follows from time."""

from __future__ import annotations

from dataclasses import dataclass

from models.enums import Level, SeatMode


@dataclass(frozen=True)
class When:
    """A condition: `terms` holds (key, wanted values), and every term must hold.

    For a yes-or-no key the values are `("yes",)` or `("no",)`.
    """

    terms: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Item:
    """What a policy asks for in one checklist item, at the level of its tier before conditions.

    `flag` adds the item only where that flag is set; one of `forced_by_flags` makes it a must in every tier.
    `author_may_not_sign` bars the author of a record linked to this item from signing.
    """

    key: str
    text: str
    level: Level
    blocking: bool
    controls: tuple[str, ...]
    clauses: tuple[str, ...]
    eu: tuple[str, ...]
    evidence_hint: str
    owner_role: str
    module: str
    when: When | None = None
    flag: str = ""
    forced_by_flags: tuple[str, ...] = ()
    author_may_not_sign: bool = False
    note: str = ""


@dataclass(frozen=True)
class SeatRule:
    """One seat that a policy asks for; an n-of-m group stands m times, each with a key of its own.

    `needs` is n of the group and None outside a group. An empty `scope` covers the whole bundle. `also` names further
    roles that a merged seat stands for: whoever fills it holds them all. `alternative` seats form a group of different
    roles of which `needs` sign and in which any rejection ends the request, as `veto` does for a group of one role.
    """

    key: str
    role: str
    step: int
    mode: SeatMode
    when: When | None = None
    group_key: str | None = None
    needs: int | None = None
    scope: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    alternative: bool = False
    veto: bool = False

    @property
    def all_roles(self) -> str:
        """Every role the seat stands for, its own first, in the form that `role_label` names."""
        return "+".join((self.role, *self.also))


@dataclass(frozen=True)
class Change:
    """One row of the routing table: which change sends a version to which stage.

    `to_stage` is None when the change needs no request, only an entry.
    """

    key: str
    text: str
    to_stage: str | None
    reclassify: bool
    note: str = ""


@dataclass(frozen=True)
class Expiry:
    """After how many calendar days a request that stands still ends by itself."""

    draft_idle_days: int
    with_team_idle_days: int
    in_review_days: int


@dataclass(frozen=True)
class PassRule:
    """Who may let a version run in an emergency although no gate let it: for so many hours, with so long a reason."""

    who: tuple[str, ...]
    hours: int
    reason_min: int


@dataclass(frozen=True)
class Emergency:
    """Who may stop a version at once, alone; the rule is said in a sentence."""

    who: tuple[str, ...]
    rule: str
    triggers: tuple[str, ...] = ()
