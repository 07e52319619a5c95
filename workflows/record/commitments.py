"""What entries committed to: rows of other columns whose digest an entry names, and how to compute it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True)
class Committed:
    """A table whose rows are each named once in an entry's changes: `{key: [None, {"uuid": …, "sha256": …}]}`.

    `digests` computes, from the rows as they stand now, the SHA-256 by uuid for the uuids asked for; a row that does
    not exist is left out. `count` says how many rows there are, so that one without an entry is noticed.
    """

    key: str
    digests: Callable[[Connection, Sequence[str]], Mapping[str, str]]
    count: Callable[[Connection], int]


_REGISTERED: dict[str, Committed] = {}


def register_check(committed: Committed) -> None:
    """Lets every verification hold these rows against their entries.

    Raises ValueError when the key is taken by another table.
    """
    if _REGISTERED.setdefault(committed.key, committed) != committed:
        raise ValueError(f"two tables for {committed.key}")


def registered() -> Mapping[str, Committed]:
    """All tables that verification holds against the record, by key."""
    return dict(_REGISTERED)
