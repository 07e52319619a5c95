"""The words of refusals and reasons: columns register their tables here, every door reads them here."""

from __future__ import annotations

from typing import Any

_TABLE: dict[str, str] = {}


def register(table: dict[str, str]) -> dict[str, str]:
    """Adds sentences by code and gives the table back.

    Raises ValueError when a code is taken by another sentence.
    """
    for code, sentence in table.items():
        if _TABLE.get(code, sentence) != sentence:
            raise ValueError(f"two sentences for {code}")
        _TABLE[code] = sentence
    return table


def pattern(code: str) -> str:
    """The sentence with its gaps, as it is translated; raises KeyError for an unknown code."""
    return _TABLE[code]


def text(code: str, params: dict[str, Any] | None = None) -> str:
    """The whole sentence of a code; raises KeyError for an unknown code or a missing parameter."""
    return _TABLE[code].format(**(params or {}))


def codes() -> frozenset[str]:
    """All codes that have a sentence."""
    return frozenset(_TABLE)


register(
    {
        "somebody_was_first": "Somebody acted at the same moment and was first. Nothing of yours was stored; look again and decide again.",
        "database_away": "The database does not answer. Nothing was changed; try again in a moment.",
        "several": "Some fields need your attention.",
        "not_found": "There is nothing here under that name, or it is not yours to see.",
        "submit_id_other_body": "This form was sent before with other content. Open the page anew and try again.",
        "submit_id_missing": "This form has lost its submit id. Open the page anew; what you typed is shown again.",
        "revision_moved": "Somebody changed this while you were editing. Your text is kept below; compare and save again.",
        "persons_only": "Only a signed-in person can do this.",
        "yaml_too_large": "This text is too long: at most {limit} characters are read.",
        "yaml_not_plain": "Anchors, aliases, tags and directives are not read (line {line}); write the values out.",
        "yaml_too_deep": "This is nested too deep or has too many parts (line {line}).",
        "yaml_key": "The name of a field must be a word (line {line}).",
        "yaml_twice": "The field {key} stands twice (line {line}); it may stand there once.",
        "yaml_syntax": "This is no YAML from line {line} on: {problem}.",
    }
)
