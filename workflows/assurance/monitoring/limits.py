"""Judges a measured value by the limits of its indicator; pure, and exact because it counts in decimals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

OK, WARN, BREACH, MISSING = "ok", "warn", "breach", "missing"
STATES = (OK, WARN, BREACH, MISSING)
LONGEST = 40
_PLAIN = re.compile(r"[+-]?(\d{1,20})([.,]\d{1,12})?", re.ASCII)
_SCIENTIFIC = re.compile(r"[+-]?\d(\.\d{1,17})?[eE][+-]?\d{1,2}", re.ASCII)


@dataclass(frozen=True)
class Limits:
    """What a value must stay within; a limit that is None does not bind. A value on a limit still keeps it."""

    low: Decimal | None = None
    warn_low: Decimal | None = None
    warn_high: Decimal | None = None
    high: Decimal | None = None

    @property
    def any(self) -> bool:
        """Whether a value can break anything at all."""
        return self.low is not None or self.high is not None

    def as_texts(self) -> dict[str, str]:
        """The limits that bind as decimal texts, as they are kept with a value."""
        return {key: str(value) for key, value in vars(self).items() if value is not None}


def limits_of(body: Mapping[str, Any]) -> Limits:
    """The limits an indicator's fields name."""
    return Limits(*(as_decimal(body.get(key)) for key in ("low", "warn_low", "warn_high", "high")))


def as_decimal(value: Any) -> Decimal | None:
    """A number of a body as an exact decimal; None for what is no number."""
    if value is None or isinstance(value, bool) or value == "":
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def parse(text: str) -> Decimal | None:
    """A typed or sent value; None when it is no number of a size that can be kept.

    A comma counts as the decimal mark, since half of Europe types it; a thousands mark is refused.
    """
    typed = text.strip().replace("\u2212", "-")
    if not (_PLAIN.fullmatch(typed) or _SCIENTIFIC.fullmatch(typed)):
        return None
    found = Decimal(typed.replace(",", "."))
    return found if len(written(found)) <= LONGEST else None


def written(value: Decimal) -> str:
    """The value as plain text without an exponent and without zeros that say nothing."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "+0", "") else text


def judge(limits: Limits, value: Decimal) -> str:
    """The state of a value: a breach wins over a warning."""
    if _outside(value, limits.low, limits.high):
        return BREACH
    return WARN if _outside(value, limits.warn_low, limits.warn_high) else OK


def order_faults(limits: Limits) -> tuple[str, ...]:
    """Keys of limits that contradict the one before them: they must rise from `low` to `high`."""
    named = [(key, value) for key, value in vars(limits).items() if value is not None]
    return tuple(key for (_, before), (key, value) in pairwise(named) if value < before)


def _outside(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is not None and value < low) or (high is not None and value > high)
