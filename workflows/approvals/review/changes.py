"""What differs between the round the reader knew and the present one, item by item; pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflows.approvals.bundles import Change, compare, frozen_item, item_order
from workflows.approvals.policies.parts import Item
from workflows.approvals.review.contents import (
    Changes,
    Checks,
    FieldLine,
    FileMark,
    ItemLine,
    ItemPane,
    RoundLine,
)
from workflows.approvals.terms import open_musts

SUBJECT = "subject"
"""The line that stands for the version itself, its tier and its policy."""

_PREFIXES = ("file", "record", "artefact", "detail")


@dataclass(frozen=True)
class Difference:
    """The present bundle beside the one the reader knew, None when they never looked."""

    now: Mapping[str, Any]
    known: Mapping[str, Any] | None
    changes: Mapping[str, Change]
    titles: Mapping[str, Item]

    @property
    def items(self) -> Mapping[str, Mapping[str, Any]]:
        """The items of the present round by key."""
        found: Mapping[str, Mapping[str, Any]] = self.now["items"]
        return found

    def title(self, key: str) -> str:
        """What an item asks, in the policy's words."""
        item = self.titles.get(key)
        return item.text if item else ""


def difference(bundle: str, known: str | None, titles: Mapping[str, Item]) -> Difference:
    """Reads both bundles and compares them once."""
    changes = {change.key: change for change in compare(known, bundle)} if known else {}
    return Difference(json.loads(bundle), json.loads(known) if known else None, changes, titles)


def changed_lines(diff: Difference, since: RoundLine | None) -> Changes:
    """The items that differ since the reader last looked, all of them when they never did; the rest as same."""
    present = sorted(diff.items, key=item_order)
    if diff.known is None:
        return Changes(None, tuple(_plain(diff, key) for key in present), ())
    changed = tuple(_changed(diff, change) for change in diff.changes.values())
    return Changes(since, changed, tuple(_plain(diff, key) for key in present if key not in diff.changes))


def _plain(diff: Difference, key: str) -> ItemLine:
    item = diff.items[key]
    return ItemLine(
        key,
        diff.title(key),
        "",
        files=len(item["evidence"]),
        records=len(item["records"]),
        is_open=_is_open(key, item),
    )


def _is_open(key: str, item: Mapping[str, Any]) -> bool:
    return not frozen_item(key, item).satisfied and item["level"] == "must"


def _changed(diff: Difference, change: Change) -> ItemLine:
    kinds = [split_field(name)[0] for name, _, _ in change.fields]
    item = diff.items.get(change.key)
    return ItemLine(
        change.key,
        diff.title(change.key),
        change.mark,
        answers=sum(kind not in ("file", "record") for kind in kinds),
        files=kinds.count("file"),
        records=kinds.count("record"),
        is_open=item is not None and _is_open(change.key, item),
    )


def split_field(name: str) -> tuple[str, str]:
    """A field of `compare` as its kind and its name: "file report.pdf" is a file called report.pdf."""
    kind, _, rest = name.partition(" ")
    return (kind, rest) if rest and kind in _PREFIXES else (name, "")


def item_pane(diff: Difference, key: str, files: Sequence[FileMark]) -> ItemPane:
    """The selected item, before and now; what did not change stands quietly below what did."""
    policy = diff.titles.get(key)
    now = diff.items.get(key) or (diff.known or {}).get("items", {}).get(key)
    return ItemPane(
        key=key,
        title=diff.title(key),
        level=str(now["level"]) if now else "",
        blocking=bool(now and now["blocking"]),
        satisfied=frozen_item(key, now).satisfied if now else True,
        controls=policy.controls if policy else (),
        articles=policy.eu if policy else (),
        hint=policy.evidence_hint if policy else "",
        lines=_lines(diff, key),
        files=tuple(file for file in files if file.item == key),
        is_new=diff.known is None,
    )


def _lines(diff: Difference, key: str) -> tuple[FieldLine, ...]:
    change = diff.changes.get(key)
    moved = (
        [FieldLine(*split_field(name), before, now) for name, before, now in change.fields] if change else []
    )
    seen = {(line.kind, line.name) for line in moved}
    still = [line for line in _all_lines(diff, key) if (line.kind, line.name) not in seen]
    # Beside a difference only what is read stays: level and status did not move, files stand in their own pane.
    quiet = [line for line in still if diff.known is None or line.kind not in ("level", "status", "file")]
    return (*moved, *quiet)


def _all_lines(diff: Difference, key: str) -> list[FieldLine]:
    """Every field of the item as it is now; before equals now, since what differs was found already."""
    item = diff.items.get(key)
    if item is None:
        return []
    whole = compare(None, json.dumps({"items": {key: item}}))
    return [FieldLine(*split_field(name), now, now) for change in whole for name, _, now in change.fields]


def file_marks(diff: Difference, ticked: frozenset[int]) -> tuple[FileMark, ...]:
    """Every piece of evidence of the round, changed items first, then in the order of the items."""
    order = [*(key for key in diff.changes if key in diff.items), *sorted(diff.items, key=item_order)]
    marks = []
    for key in dict.fromkeys(order):
        before = {_same(piece) for piece in _known_pieces(diff, key)}
        for piece in diff.items[key]["evidence"]:
            marks.append(
                FileMark(
                    ref=piece["ref"],
                    name=piece["name"] or piece.get("url", ""),
                    item=key,
                    media_type=piece.get("media_type") or "",
                    size=piece.get("size") or 0,
                    sha256=piece.get("sha256") or "",
                    ticked=int(piece["ref"].removeprefix("EV-")) in ticked,
                    is_new=diff.known is not None and _same(piece) not in before,
                )
            )
    return tuple(marks)


def _known_pieces(diff: Difference, key: str) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = ((diff.known or {}).get("items", {}).get(key) or {}).get(
        "evidence", ()
    )
    return found


def _same(piece: Mapping[str, Any]) -> tuple[str, str]:
    return str(piece["ref"]), str(piece.get("sha256") or "")


def checks(diff: Difference, files: Sequence[FileMark]) -> Checks:
    """What can be counted: answered items, open musts that need conditions, files looked at, links without a copy."""
    contents = [frozen_item(key, item) for key, item in diff.items.items()]
    needed = sorted(open_musts(diff.items), key=item_order)
    distinct = {file.ref: file for file in files}.values()
    return Checks(
        items=len(contents),
        satisfied=sum(content.satisfied for content in contents),
        open_musts=tuple(_plain(diff, key) for key in needed),
        files=len(distinct),
        checked=sum(file.ticked for file in distinct),
        bare_links=sum(not file.sha256 for file in distinct),
    )
