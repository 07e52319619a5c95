"""Turns refusals, which are codes and parameters, into sentences in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import structlog
from flask_babel import gettext

from views.filters import when
from workflows.ground import words
from workflows.ground.refused import Refused

_log = structlog.get_logger("countersign")


def sentence(refused: Refused) -> str:
    """What a refusal says to the reader."""
    return say(refused.code, refused.params)


def say(code: str, params: dict[str, Any] | None = None) -> str:
    """The sentence of a code with its gaps filled; an unknown code is logged and answered by itself."""
    try:
        return str(gettext(words.pattern(code))).format(
            **{name: plain(value) for name, value in (params or {}).items()}
        )
    except (KeyError, IndexError, ValueError):
        _log.error("words_missing", code=code, params=sorted(params or {}))
        return str(gettext("This was refused (%(code)s). Nothing was changed.", code=code))


def plain(value: Any) -> Any:
    """A parameter as people read it: instants in their zone, several things with commas."""
    if isinstance(value, datetime | date):
        return when(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(plain(part)) for part in value)
    return value
