"""Reads the present content of a request, the way the next round would freeze it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answer import Answer
from models.answer_evidence import AnswerEvidence
from models.approval_request import ApprovalRequest
from models.blob import Blob
from models.evidence import Evidence
from models.policy_version import PolicyVersion
from workflows.approvals.bundles import ItemContent, build
from workflows.approvals.evaluating import ItemFact, Opened, open_items
from workflows.approvals.kinds import LinkedRecord, More, kind_of
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.when import AskedItem, Situation, items_for


@dataclass(frozen=True)
class Content:
    """The items asked of a request with what answers them, and the policy that asks."""

    body: PolicyBody
    policy_digest: str
    asked: tuple[AskedItem, ...]
    items: tuple[ItemContent, ...]
    records: Mapping[str, Sequence[LinkedRecord]]
    situation: Situation
    more: More

    def item(self, key: str) -> ItemContent | None:
        """The content of one item, None when the policy does not ask it here."""
        return next((item for item in self.items if item.key == key), None)

    def authors(self) -> list[tuple[int, str, tuple[str, ...]]]:
        """Who wrote the linked records: person, ref, and the roles of the seats that stay open to them.

        Where the policy bars the author of an item's record altogether, the only role is one that no seat has.
        """
        found = []
        for key, records in self.records.items():
            item = self.body.item(key)
            barred = item is not None and item.author_may_not_sign
            for record in records:
                for person, left in record.wrote():
                    found.append((person, record.ref, ("",) if barred or not left else left))
        return found

    @property
    def facts(self) -> dict[str, ItemFact]:
        """How each item stands, by its key, the way the evaluator reads it."""
        return {item.key: item.fact for item in self.items}

    @property
    def open_blocking(self) -> tuple[ItemContent, ...]:
        """Must-items that block and are not satisfied: nothing is submitted or approved over them."""
        return self._named(self._opened.blocking)

    @property
    def open_musts(self) -> tuple[ItemContent, ...]:
        """Must-items that do not block and are open: each needs a condition."""
        return self._named(self._opened.must)

    @property
    def unexplained(self) -> tuple[ItemContent, ...]:
        """Should-items without an answer and without a reason."""
        return self._named(self._opened.unexplained)

    @property
    def _opened(self) -> Opened:
        return open_items(self.asked, self.facts)

    def _named(self, keys: Collection[str]) -> tuple[ItemContent, ...]:
        return tuple(item for item in self.items if item.key in keys)


def read(tx: Session, request: ApprovalRequest, policy: PolicyVersion | None = None) -> Content:
    """The present content of a request under its own policy version, or under `policy`."""
    version = policy or tx.get_one(PolicyVersion, request.policy_version_id)
    return read_under(tx, request, load(version.body), version.digest)


def read_under(tx: Session, request: ApprovalRequest, body: PolicyBody, digest: str) -> Content:
    """The present content of a request as this policy would ask it, in force or not."""
    kind = kind_of(request)
    here, more = kind.situation(tx, request), kind.more(tx, request, body)
    asked = more.after(items_for(body, here))
    answers = {a.item_key: a for a in tx.scalars(select(Answer).where(Answer.request_id == request.id))}
    files = evidence_of(tx, request.id)
    # Items that other gates ask are satisfied by records like the policy's own.
    records = kind.records(tx, request, replace(body, items=tuple(one.item for one in asked)))
    items = tuple(_item(one, answers.get(one.item.key), files, records) for one in asked)
    return Content(body, digest, asked, items, records, here, more)


def bundle_of(tx: Session, request: ApprovalRequest, content: Content) -> str:
    """The bundle that a round opened now would carry."""
    return build(
        request_uuid=request.uuid,
        gate=request.gate,
        tier=request.tier,
        policy_digest=content.policy_digest,
        target_stage=request.target_stage,
        detail=json.loads(request.detail),
        subject=kind_of(request).subject(tx, request),
        items=content.items,
    )


def evidence_of(tx: Session, request_id: int) -> dict[str, list[dict[str, Any]]]:
    """The live evidence of a request by item key, as the bundle carries it."""
    rows = tx.execute(
        select(AnswerEvidence.item_key, Evidence, Blob.sha256, Blob.size)
        .join(Evidence, Evidence.id == AnswerEvidence.evidence_id)
        .outerjoin(Blob, Blob.id == Evidence.blob_id)
        .where(AnswerEvidence.request_id == request_id, AnswerEvidence.removed_at.is_(None))
        .order_by(AnswerEvidence.id)
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for item_key, evidence, sha256, size in rows:
        piece: dict[str, Any] = {
            "ref": f"EV-{evidence.id}",
            "name": evidence.filename or evidence.title,
            "media_type": evidence.media_type,
            "sha256": sha256,
            "size": size,
        }
        if evidence.url:
            piece["url"] = evidence.url
        found.setdefault(item_key, []).append(piece)
    return found


def _item(
    asked: AskedItem,
    answer: Answer | None,
    files: Mapping[str, list[dict[str, Any]]],
    records: Mapping[str, Sequence[LinkedRecord]],
) -> ItemContent:
    item = asked.item
    return ItemContent(
        key=item.key,
        level=str(asked.level),
        blocking=item.blocking,
        status=answer.status if answer else "not_started",
        answer=answer.text if answer else "",
        reason=answer.reason if answer else "",
        inherited=answer.inherited if answer else "",
        evidence=tuple(files.get(item.key, ())),
        records=tuple(record.frozen() for record in records.get(item.key, ())),
    )
