"""How effects on people and society are judged, and which use needs the committee or is not allowed; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflows.assurance.risks.taxonomy import dimensions

MINOR, NOTICEABLE, SENSITIVE, RESTRICTED = "minor", "noticeable", "sensitive", "restricted"
LEVELS = (MINOR, NOTICEABLE, SENSITIVE, RESTRICTED)
REVIEW_MONTHS = {MINOR: 36, NOTICEABLE: 24, SENSITIVE: 12, RESTRICTED: 1}
"""The planned interval of the catalogue: minimal 36 months, limited 24, high 12."""

SCREEN = ("annex_iii", "vulnerable", "biometric", "prohibited")
DIMENSIONS = tuple(one.key for one in dimensions())
HARM, BENEFIT, NOTHING = "harm", "benefit", "none"


@dataclass(frozen=True)
class Effect:
    """One judged effect: where it stands on the form, whom it falls on, and how heavy and likely it is."""

    dimension: str
    number: int
    question: str
    answer: str
    direction: str
    severity: int
    likelihood: int
    measures: str

    @property
    def is_harm(self) -> bool:
        """Whether it harms; a benefit makes no use sensitive."""
        return self.direction == HARM


def effects(body: Mapping[str, Any]) -> tuple[Effect, ...]:
    """All rows of the three dimensions that say something."""
    return tuple(_effects(body))


def _effects(body: Mapping[str, Any]) -> Iterator[Effect]:
    for dimension in DIMENSIONS:
        for number, row in enumerate(body.get(dimension) or ()):
            yield Effect(
                dimension,
                number,
                str(row.get("question") or ""),
                str(row.get("answer") or "").strip(),
                str(row.get("direction") or ""),
                _whole(row.get("severity")),
                _whole(row.get("likelihood")),
                str(row.get("measures") or "").strip(),
            )


def level_of(body: Mapping[str, Any]) -> str:
    """How sensitive the use is by the thresholds of the catalogue; "" while nothing was judged.

    Restricted: a severity of 5 that stays at least possible after measures, or a hit on the prohibited screen.
    Sensitive: any severity of 4 or more, a match with Annex III, vulnerable groups or biometric data.
    """
    harms = [one for one in effects(body) if one.is_harm]
    if body.get("prohibited") == "yes" or any(one.severity == 5 and one.likelihood >= 3 for one in harms):
        return RESTRICTED
    worst = max((one.severity for one in harms), default=0)
    if worst >= 4 or any(body.get(key) == "yes" for key in ("annex_iii", "vulnerable", "biometric")):
        return SENSITIVE
    if worst == 3:
        return NOTICEABLE
    judged = bool(effects(body)) or any(body.get(key) for key in SCREEN)
    return MINOR if judged else ""


def score_of(body: Mapping[str, Any]) -> int | None:
    """The highest severity of a harm; None while none was judged."""
    return max((one.severity for one in effects(body) if one.is_harm and one.severity), default=None)


def unanswered(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The questions of the catalogue that no row judges: an answer, a direction, and for harm its weight."""
    judged = {one.question for one in effects(body) if _judged(one)}
    return tuple(q.id for one in dimensions() for q in one.questions if q.id not in judged)


def half_judged(body: Mapping[str, Any]) -> tuple[Effect, ...]:
    """Harms that were named and not weighed."""
    return tuple(one for one in effects(body) if one.is_harm and not (one.severity and one.likelihood))


def _judged(effect: Effect) -> bool:
    if not effect.answer or effect.direction not in (HARM, BENEFIT, NOTHING):
        return False
    return not effect.is_harm or bool(effect.severity and effect.likelihood)


def question_text(question: str) -> str:
    """The words of a question by its id, empty for an unknown one."""
    return next((q.text for one in dimensions() for q in one.questions if q.id == question), "")


def _whole(value: Any) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() else 0
