"""The acts on register records, as frozen commands that page, import and API share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NO_VERSION = 0
"""Takes the version of a record away; None leaves it as it is."""


@dataclass(frozen=True)
class SaveRecord:
    """Writes a new record, or changes one.

    `system_id` 0 is the organisation. `owner` is an e-mail, a uuid or a name; "" for nobody. `revision` is the one
    the author saw; None does not ask.
    """

    register: str
    record_id: int | None = None
    system_id: int = 0
    version_id: int | None = None
    title: str = ""
    status: str = ""
    owner: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[str, Any] = field(default_factory=dict)
    revision: int | None = None
    reason: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Saved:
    """What saving gave; `changed` is false when nothing was different."""

    ref: str
    id: int
    uuid: str
    version: int
    changed: bool = True


@dataclass(frozen=True)
class ArchiveRecord:
    """Takes a record out of the lists, or back into them."""

    register: str
    record_id: int
    reason: str = ""
    revision: int | None = None
    submit_id: str | None = None


@dataclass(frozen=True)
class LinkRecord:
    """Links a record to what `target` names, such as VER-3 or DS-2; or ends that link."""

    register: str
    record_id: int
    relation: str
    target: str
    submit_id: str | None = None


@dataclass(frozen=True)
class CommentRecord:
    """Writes beside a record."""

    register: str
    record_id: int
    text: str
    submit_id: str | None = None


@dataclass(frozen=True)
class OwnField:
    """Adds an own field to a register, changes it, or ends it."""

    register: str
    field_id: int | None = None
    label: str = ""
    kind: str = "text"
    choices: tuple[str, ...] = ()
    position: int = 1
    submit_id: str | None = None
