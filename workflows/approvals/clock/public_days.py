"""Public holidays by country and part of it, out of the `holidays` library; the only file that knows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=256)
def public_days(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """The public holidays of a year with their names; raises ValueError for a place that nobody knows."""
    try:
        found = holidays.country_holidays(country, subdiv=subdivision or None, years=year, expand=False)
    except NotImplementedError as unknown:
        raise ValueError(f"no holidays are known for {country} {subdivision}".strip()) from unknown
    return {day: name for day, name in sorted(found.items()) if day.year == year}


@lru_cache(maxsize=1)
def countries() -> Mapping[str, tuple[str, ...]]:
    """The countries whose holidays are known, by ISO 3166-1 code, with the codes of their parts."""
    known = holidays.list_supported_countries(include_aliases=False)
    return {code: tuple(sorted(parts)) for code, parts in sorted(known.items()) if len(code) == 2}


def is_place(country: str, subdivision: str) -> bool:
    """Whether holidays are known there; no country at all is a place without any."""
    if not country:
        return not subdivision
    return country in countries() and (not subdivision or subdivision in countries()[country])
