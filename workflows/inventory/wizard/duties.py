"""Which duties a classification leads to, and from which day each applies. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workflows.inventory.law.scheme import Duty, Scheme

TRANSPARENCY = frozenset({"t_interaction", "t_synthetic", "t_emotion_biometric", "t_deepfake_text"})
ONLY_WITH: Mapping[str, frozenset[str]] = {
    "O-BIASDATA": frozenset({"special_category_data"}),
    "O-DEP-WORK": frozenset({"inform_workers"}),
    "O-DEP-REG": frozenset({"public_deployer"}),
    "O-DEP-DPIA": frozenset({"dpia_check"}),
    "O-DEP-PERS": frozenset({"inform_persons"}),
    "O-EXPL": frozenset({"inform_persons"}),
    "O-FRIA": frozenset({"fria_required"}),
    "O-REG": frozenset({"high_annex_iii", "art_6_3_exempt"}),
    "O-T1": frozenset({"t_interaction"}),
    "O-T2": frozenset({"t_synthetic"}),
    "O-T3": frozenset({"t_emotion_biometric"}),
    "O-T4": frozenset({"t_deepfake_text"}),
    "O-T5": TRANSPARENCY,
    "O-G6": frozenset({"gpai_systemic"}),
    "O-G7": frozenset({"gpai_systemic"}),
}
"""Duties that wait for one of these flags besides role and tier."""

IN_EVERY_TIER = frozenset({"O-REG"})
"""Duties of the high tier that a system excepted from it keeps (Art. 6(4), 49(2))."""

REMOTE_IDENTIFICATION = "1(a)"
POINT_TWO = "2(a)"
PRODUCT_DUTIES = frozenset({"O-CLASS"})
"""What still applies directly where product law of Annex I Section B is the only reason for the high tier."""


@dataclass(frozen=True)
class Found:
    """What the classification of one system says, as far as duties depend on it."""

    tier: str
    roles: frozenset[str]
    flags: frozenset[str]
    points: tuple[str, ...] = ()
    in_use_since: date | None = None
    outside: bool = False


@dataclass(frozen=True)
class Owed:
    """One duty with the day from which it applies; `how` says why this day: new, legacy, part or sector law."""

    duty: Duty
    since: date | None
    how: str = ""
    later: tuple[tuple[str, date], ...] = ()

    def applies_on(self, day: date) -> bool:
        """Whether it applies on that day; without a day it counts as applying."""
        return self.since is None or self.since <= day


def owed(scheme: Scheme, found: Found) -> tuple[Owed, ...]:
    """The duties in the order of the scheme; none outside of it."""
    if found.outside:
        return ()
    return tuple(_dated(duty, found) for duty in scheme.duties.values() if _is_owed(duty, found))


def effective_roles(roles: frozenset[str], flags: frozenset[str]) -> frozenset[str]:
    """Roles with those that follow: a changed purpose or product makes a provider."""
    more = {"provider"} if "becomes_provider" in flags or "product_manufacturer" in roles else set()
    return roles | more


def _is_owed(duty: Duty, found: Found) -> bool:
    roles = effective_roles(found.roles, found.flags)
    if duty.roles and not roles & set(duty.roles):
        return False
    if duty.key in ONLY_WITH and not ONLY_WITH[duty.key] & found.flags:
        return False
    if duty.key == "O-AR" and "authorised_representative" not in roles:
        return False
    if duty.key == "O-DEP-RBI" and found.points and REMOTE_IDENTIFICATION not in found.points:
        return False
    if duty.key == "O-EXPL" and found.points == (POINT_TWO,):
        return False
    return _of_tier(duty, found)


def _of_tier(duty: Duty, found: Found) -> bool:
    if duty.tier == "high":
        return found.tier == "high" or (duty.key in IN_EVERY_TIER and "art_6_3_exempt" in found.flags)
    if duty.tier == "gpai":
        return bool({"gpai", "gpai_systemic"} & found.flags)
    if duty.tier == "limited":
        return bool(TRANSPARENCY & found.flags) or (found.tier == "limited" and duty.key not in ONLY_WITH)
    return duty.tier in ("all", "prohibited") or duty.tier == found.tier


def _dated(duty: Duty, found: Found) -> Owed:
    """The earliest day among the cases that fit; a system that was there before has its own, later day."""
    applies = dict(duty.applies)
    if "legacy" in applies and "all" in applies and _is_legacy(found, applies["all"]):
        return Owed(duty, applies["legacy"], "legacy")
    cases = [case for case in _cases(found) if case in applies] or [c for c in applies if c != "legacy"]
    if not cases:
        return Owed(duty, None)
    first = min(cases, key=lambda case: applies[case])
    later = tuple((case, applies[case]) for case in sorted(cases) if applies[case] > applies[first])
    how = "legacy_high" if first in ("iii", "i") and _is_legacy(found, applies[first]) else ""
    if duty.tier == "high" and _only_sector_law(found) and duty.key not in PRODUCT_DUTIES:
        how = "sector"
    return Owed(duty, applies[first], how, later)


def _cases(found: Found) -> list[str]:
    cases = ["all", "original", "new"]
    if {"high_annex_iii", "art_6_3_exempt"} & found.flags:
        cases.append("iii")
    if "high_annex_i" in found.flags:
        cases.append("i")
    return cases


def _is_legacy(found: Found, day: date) -> bool:
    return found.in_use_since is not None and found.in_use_since < day


def _only_sector_law(found: Found) -> bool:
    return "annex_i_section_b" in found.flags and "high_annex_iii" not in found.flags
