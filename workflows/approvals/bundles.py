"""Bundles: what exactly is signed, as canonical content with a digest, and what differs between two of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflows.approvals.evaluating import ItemFact
from workflows.ground.canonical import canonical_text, digest

SCHEMA = 1


@dataclass(frozen=True)
class ItemContent:
    """What is frozen of one checklist item."""

    key: str
    level: str
    blocking: bool
    status: str
    answer: str = ""
    reason: str = ""
    inherited: str = ""
    evidence: tuple[Mapping[str, Any], ...] = ()
    records: tuple[Mapping[str, Any], ...] = ()

    @property
    def fact(self) -> ItemFact:
        """How the item stands, the way the evaluator reads it: by record, text, counted evidence, or set aside."""
        return _fact(self.status, self.answer, self.reason, self.evidence, self.records)

    @property
    def satisfied(self) -> bool:
        """Whether the item is done for good at its level."""
        return self.fact.satisfies(self.level)

    def frozen(self) -> dict[str, Any]:
        """Its part of the bundle."""
        return {
            "level": self.level,
            "blocking": self.blocking,
            "status": "done" if self.records and self.status != "not_needed" else self.status,
            "answer": self.answer,
            "reason": self.reason,
            "inherited": self.inherited,
            "evidence": sorted((dict(piece) for piece in self.evidence), key=_by_name),
            "records": sorted(
                (dict(record) for record in self.records), key=lambda r: (r["kind"], r["uuid"])
            ),
        }


def frozen_item(key: str, item: Mapping[str, Any]) -> ItemContent:
    """One item of a bundle as it was frozen."""
    return ItemContent(
        key=key,
        **{name: item[name] for name in ("level", "blocking", "status", "answer", "reason", "inherited")},
        evidence=tuple(item["evidence"]),
        records=tuple(item["records"]),
    )


def frozen_fact(item: Mapping[str, Any]) -> ItemFact:
    """How one item of a bundle stood when it was frozen."""
    return _fact(item["status"], item["answer"], item["reason"], item["evidence"], item["records"])


def _fact(
    status: str, answer: str, reason: str, evidence: Sequence[Mapping[str, Any]], records: Sequence[Any]
) -> ItemFact:
    done = status == "done" and (bool(answer.strip()) or any(piece.get("sha256") for piece in evidence))
    return ItemFact(
        answered=bool(records) or done, not_needed=status == "not_needed", reason=bool(reason.strip())
    )


def _by_name(piece: Mapping[str, Any]) -> tuple[str, str]:
    return str(piece.get("sha256") or ""), str(piece.get("name") or "")


def build(
    *,
    request_uuid: str,
    gate: str,
    tier: str,
    policy_digest: str,
    target_stage: str,
    detail: Mapping[str, Any],
    subject: Mapping[str, Any],
    items: Sequence[ItemContent],
) -> str:
    """The bundle as canonical text; persons, seats, comments, points, clock and titles are not in it."""
    return canonical_text(
        {
            "schema": SCHEMA,
            "request": request_uuid,
            "gate": gate,
            "tier": tier,
            "policy": policy_digest,
            "target": target_stage,
            "detail": dict(detail),
            "subject": dict(subject),
            "items": {item.key: item.frozen() for item in items},
        }
    )


def scope_digest(bundle: str, scope: Sequence[str]) -> str:
    """The digest over the items a seat covers, with subject, tier and policy; an empty scope covers all."""
    content = json.loads(bundle)
    if scope:
        content["items"] = {key: item for key, item in content["items"].items() if key in set(scope)}
    return digest(content)


@dataclass(frozen=True)
class Change:
    """One difference between two bundles; `fields` holds (what, before, now) as plain text."""

    key: str
    mark: str
    fields: tuple[tuple[str, str, str], ...]


def compare(before: str | None, now: str) -> tuple[Change, ...]:
    """What differs from `before` to `now`, subject first, then items in their order; all new when no before."""
    old = json.loads(before) if before else {"items": {}, "subject": None}
    new = json.loads(now)
    changes = []
    if before:
        about = _fields(_head(old), _head(new))
        if about:
            changes.append(Change("subject", "~", about))
    for key in sorted({*old["items"], *new["items"]}, key=item_order):
        was, is_ = old["items"].get(key), new["items"].get(key)
        if was == is_:
            continue
        mark = "+" if was is None else "-" if is_ is None else "~"
        changes.append(Change(key, mark, _fields(_lines(was), _lines(is_))))
    return tuple(changes)


def item_order(key: str) -> tuple[str, int, str]:
    """Sorts TE-2 before TE-10."""
    prefix, _, number = key.partition("-")
    return prefix, int(number) if number.isdigit() else 0, key


def _head(content: Mapping[str, Any]) -> dict[str, str]:
    subject = content.get("subject") or {}
    lines = {"version": str(subject.get("label", "")), "tier": str(content.get("tier", ""))}
    lines |= {f"artefact {name}": str(value) for name, value in (subject.get("artefacts") or {}).items()}
    lines |= {f"detail {key}": _text(value) for key, value in (content.get("detail") or {}).items()}
    lines["policy"] = str(content.get("policy", ""))
    return lines


def _lines(item: Mapping[str, Any] | None) -> dict[str, str]:
    if item is None:
        return {}
    lines = {
        name: str(item[name]) for name in ("level", "status", "answer", "reason", "inherited") if item[name]
    }
    for piece in item["evidence"]:
        lines[f"file {piece['name']}"] = str(piece.get("sha256") or piece.get("url") or "")
    for record in item["records"]:
        lines[f"record {record['kind']}"] = f"version {record['version']}, {record['digest']}"
    return lines


def _fields(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    names = [*now, *(name for name in before if name not in now)]
    return tuple(
        (name, before.get(name, ""), now.get(name, "")) for name in names if before.get(name) != now.get(name)
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
