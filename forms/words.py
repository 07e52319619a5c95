"""Marks and translates the few sentences that forms say themselves."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext


def N_(sentence: str) -> str:
    """Marks a sentence for translation and gives it back unchanged."""
    return sentence


def translate(sentence: str, **params: Any) -> str:
    """The sentence in the reader's language, with its gaps filled."""
    return str(gettext(sentence, **params))


def lazy(sentence: str) -> Any:
    """The sentence in the language of whoever reads the page, for labels made before anybody reads."""
    return lazy_gettext(sentence)
