"""Refusals: an act that may not happen, as a code and its parameters, so that every door words it alike."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """An act was refused; nothing was changed.

    `code` names the sentence in the words tables, `params` fill it, `field` is the form field it belongs to.
    """

    def __init__(self, code: str, /, field: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
        self.field = field


class NotFound(Refused):
    """There is no such thing, or the actor may not know of it: both answer alike."""


class NotAllowed(Refused):
    """The actor lacks the privilege; the sentence says who can give it."""


class Conflict(Refused):
    """Somebody acted before: what the actor saw is no longer so."""


class Stale(Conflict):
    """The signed or edited content has changed since it was shown; the difference is shown instead."""


class Unavailable(Refused):
    """A part the act needs does not answer; nothing was changed and trying again may work."""


class Several(Refused):
    """Several refusals at once, each beside its own field."""

    def __init__(self, reasons: list[Refused]) -> None:
        super().__init__("several")
        self.reasons = reasons


class Replayed(Exception):
    """The same filled-in form came twice; `ref` is what the first one made."""

    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self.ref = ref
