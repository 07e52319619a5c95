"""Compares what an approval froze with what stands there now: stale exactly when a frozen input differs; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SYSTEM, CLASSIFICATION, DEPLOYMENT = "system", "classification", "deployment"
NOT_REGISTERS = frozenset({SYSTEM, CLASSIFICATION, DEPLOYMENT})
"""Kinds of frozen records that stand outside the registers; each has its own way of making a version outdated."""


@dataclass(frozen=True)
class Present:
    """A frozen record as it stands now; `gone` when it was taken out of the lists or has ended."""

    ref: str
    title: str
    version: int
    digest: str
    gone: bool = False


@dataclass(frozen=True)
class Difference:
    """One frozen input that differs now: its name, what it is, the items it answered, and how it differs.

    `how` is `moved` (another content), `gone`, `added` or `removed` (an artefact). `before` and `now` are version
    numbers of a record, or values of an artefact.
    """

    name: str
    title: str
    kind: str
    items: tuple[str, ...]
    how: str
    before: str
    now: str
    uuid: str = ""


def records_of(bundle: Mapping[str, Any]) -> dict[tuple[str, str], tuple[int, str, tuple[str, ...]]]:
    """The frozen records of a bundle by kind and uuid: version, digest, and the items they answered."""
    found: dict[tuple[str, str], tuple[int, str, tuple[str, ...]]] = {}
    for key, item in (bundle.get("items") or {}).items():
        for record in item.get("records") or ():
            place = (str(record["kind"]), str(record["uuid"]))
            items = found[place][2] if place in found else ()
            found[place] = (int(record["version"]), str(record["digest"]), (*items, key))
    return found


def artefacts_of(bundle: Mapping[str, Any]) -> dict[str, str]:
    """The frozen artefacts of a bundle by name."""
    subject = bundle.get("subject") or {}
    return {str(name): str(value) for name, value in (subject.get("artefacts") or {}).items()}


def differences(
    bundle: Mapping[str, Any], present: Mapping[str, Present], artefacts: Mapping[str, str] | None
) -> tuple[Difference, ...]:
    """Every frozen input that differs now, records first; `present` by uuid, `artefacts` None to leave them out.

    A record nobody can find any more counts as gone: what cannot be told apart from a change is one.
    """
    found = [
        _record(kind, uuid, frozen, present.get(uuid))
        for (kind, uuid), frozen in records_of(bundle).items()
        if _moved(frozen[1], present.get(uuid))
    ]
    if artefacts is not None:
        found += _artefacts(artefacts_of(bundle), artefacts)
    return tuple(found)


def _moved(digest: str, now: Present | None) -> bool:
    return now is None or now.gone or now.digest != digest


def _record(
    kind: str, uuid: str, frozen: tuple[int, str, tuple[str, ...]], now: Present | None
) -> Difference:
    version, _, items = frozen
    gone = now is None or now.gone
    return Difference(
        name=now.ref if now else kind,
        title=now.title if now else "",
        kind=kind,
        items=tuple(sorted(set(items))),
        how="gone" if gone else "moved",
        before=str(version),
        now="" if now is None else str(now.version),
        uuid=uuid,
    )


def _artefacts(frozen: Mapping[str, str], now: Mapping[str, str]) -> list[Difference]:
    names = sorted({*frozen, *now})
    return [
        Difference(
            name=name,
            title="",
            kind="artefact",
            items=(),
            how="added" if name not in frozen else "removed" if name not in now else "moved",
            before=frozen.get(name, ""),
            now=now.get(name, ""),
        )
        for name in names
        if frozen.get(name) != now.get(name)
    ]
