"""Reads stored policy text field by field and refuses whatever it does not know: nothing in it is ever run."""

from __future__ import annotations

from typing import Any

from workflows.ground.refused import Refused

LARGEST = 3_660
"""The largest number a policy may hold: ten years in days."""


class Fields:
    """The fields of one part of a policy; each is read once, by name and type, and none may be left over."""

    def __init__(self, raw: Any, where: str) -> None:
        if not isinstance(raw, dict):
            raise Refused("policy_shape", where=where)
        self._raw = dict(raw)
        self._where = where

    def text(self, key: str, default: str | None = None) -> str:
        """A text; raises Refused when it is missing and there is no default."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self._wrong(key)
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise self._wrong(key)
        return tuple(value)

    def whole(self, key: str) -> int:
        """A whole number from 0 to ten years in days."""
        value = self._take(key, None)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
            raise self._wrong(key)
        return value

    def maybe_whole(self, key: str) -> int | None:
        """A whole number, or None when the policy does not say."""
        if self._raw.get(key) is not None:
            return self.whole(key)
        self._raw.pop(key, None)
        return None

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Yes or no."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key)
        return value

    def parts(self, key: str, default: tuple[Any, ...] | None = None) -> list[Fields]:
        """A list of parts, each with fields of its own."""
        value = self._take(key, default)
        if not isinstance(value, list | tuple):
            raise self._wrong(key)
        return [Fields(one, f"{self._where} {key} {number}") for number, one in enumerate(value, start=1)]

    def mapping(self, key: str) -> dict[str, Any]:
        """A table of its own, empty when the policy does not have it."""
        value = self._take(key, {})
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
            raise self._wrong(key)
        return value

    def end(self) -> None:
        """Raises Refused when a field is left that nobody reads: it might promise what is not done."""
        if self._raw:
            raise Refused("policy_unknown_field", where=self._where, name=min(map(str, self._raw)))

    def _take(self, key: str, default: Any) -> Any:
        value = self._raw.pop(key, default)
        if value is None:
            raise self._wrong(key)
        return value

    def _wrong(self, key: str) -> Refused:
        return Refused("policy_field", where=self._where, name=key)
