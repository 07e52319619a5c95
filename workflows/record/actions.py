"""The register of actions: what an entry may say happened, and the sentence that says it."""

from __future__ import annotations

import re

_GRAMMAR = re.compile(r"[a-z][a-z0-9-]*(?::[a-z][a-z0-9-]*){1,2}")
_SENTENCES: dict[str, str] = {}


class UnknownAction(RuntimeError):
    """An act wanted to write an action that nobody registered; the act fails with it."""


def register(action: str, sentence: str) -> str:
    """Adds an action and gives its name back, so that a column can keep it as a constant.

    `action` is `noun:verb-past` or `noun:part:verb-past`. `sentence` is English with the gaps `{actor}`, `{about}`,
    `{key}` (a change's new value) and `{key_before}`. An action that was ever written must stay registered: the
    verification answers "cannot tell" for one it does not know. Raises ValueError for another grammar or a second
    sentence.
    """
    if not _GRAMMAR.fullmatch(action) or len(action) > 80:
        raise ValueError(f"{action} is not noun:verb or noun:part:verb")
    if _SENTENCES.get(action, sentence) != sentence:
        raise ValueError(f"two sentences for {action}")
    _SENTENCES[action] = sentence
    return action


def is_known(action: object) -> bool:
    """Whether the action was registered."""
    return action in _SENTENCES


def sentence(action: str) -> str:
    """The sentence of an action with its gaps; an unknown action is shown by its own name."""
    return _SENTENCES.get(action, f"{{actor}} did {action} on {{about}}")


def name(action: str) -> str:
    """The action as words for a list: `gate-request:seat:signed` is `Gate request seat signed`."""
    return action.replace("-", " ").replace(":", " ").capitalize()


def all_actions() -> tuple[str, ...]:
    """All registered actions in alphabetical order."""
    return tuple(sorted(_SENTENCES))
