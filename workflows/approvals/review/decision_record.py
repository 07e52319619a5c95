"""The decision record of a request: what was asked, answered, signed and left open, to take away and to keep."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.organisation import Organisation
from models.policy_draft import PolicyDraft
from models.policy_version import PolicyVersion
from workflows.approvals.bundles import item_order
from workflows.approvals.kinds import kind_of
from workflows.approvals.locking import request_key
from workflows.approvals.policies.body import load
from workflows.approvals.policies.drafts.shown import Publication, publication_of
from workflows.approvals.policies.parts import Item
from workflows.approvals.policies.vocabulary import POLICY_PUBLICATION
from workflows.approvals.review.page import ReviewPage
from workflows.approvals.reviewing import review
from workflows.ground.canonical import sha256
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.people.queries import SignedIn


@dataclass(frozen=True)
class FrozenFile:
    """A piece of evidence as the round froze it; without a digest it is a link nobody kept a copy of."""

    ref: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class FrozenItem:
    """One item of the last round: what was asked, and what was answered."""

    key: str
    title: str
    level: str
    blocking: bool
    status: str
    answer: str
    reason: str
    inherited: str
    files: tuple[FrozenFile, ...]
    records: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DecisionRecord:
    """Everything the paper says; `zone` is the organisation's, so that every reader gets the same times."""

    page: ReviewPage
    organisation: str
    zone: str
    language: str
    policy_number: int
    policy_digest: str
    version_uuid: str
    artefacts: tuple[tuple[str, str], ...]
    items: tuple[FrozenItem, ...]
    publication: Publication | None

    @property
    def latest(self) -> datetime:
        """The instant of the last fact in it."""
        page = self.page
        told = [one.at for one in page.rounds] + [one.at for one in page.signatures]
        told += [line.answered_at for line in page.points if line.answered_at]
        return max([*told, *([page.decided_at] if page.decided_at else [])])


def decision_record(signed_in: SignedIn, request_ref: str) -> DecisionRecord:
    """The record as this reader may see it; raises NotFound for strangers, and while nothing was handed in."""
    page = review(signed_in, request_ref)
    tx = reading()
    request = tx.get_one(ApprovalRequest, request_key(request_ref))
    if request.round_id is None:
        raise NotFound("not_found")
    bundle = json.loads(tx.get_one(ApprovalRound, request.round_id).bundle)
    policy = tx.get_one(PolicyVersion, request.policy_version_id)
    home = tx.scalars(select(Organisation)).one()
    titles = _titles(tx, request, policy)
    subject = bundle["subject"]
    artefacts = dict(subject.get("artefacts") or {})
    return DecisionRecord(
        page=page,
        organisation=home.name,
        zone=home.zone,
        language=home.language,
        policy_number=policy.number,
        policy_digest=policy.digest,
        version_uuid=str(subject.get("uuid", "")),
        artefacts=tuple(sorted(artefacts.items())),
        items=tuple(
            _item(key, bundle["items"][key], titles) for key in sorted(bundle["items"], key=item_order)
        ),
        publication=_publication(tx, request, artefacts.get("policy", "")),
    )


def _publication(tx: Session, request: ApprovalRequest, digest: str) -> Publication | None:
    """What a publication changes, while its draft still holds the very text that was signed."""
    if request.kind != POLICY_PUBLICATION:
        return None
    body = tx.scalars(select(PolicyDraft.body).where(PolicyDraft.request_id == request.id)).first()
    same = body is not None and sha256(body.encode()) == digest
    return publication_of(ref("REQ", request.id)) if same else None


def _titles(tx: Session, request: ApprovalRequest, policy: PolicyVersion) -> Mapping[str, Item]:
    body = load(policy.body)
    more = kind_of(request).more(tx, request, body)
    return {item.key: item for item in body.items} | {one.item.key: one.item for one in more.items}


def _item(key: str, item: Mapping[str, Any], titles: Mapping[str, Item]) -> FrozenItem:
    asked = titles.get(key)
    return FrozenItem(
        key=key,
        title=asked.text if asked else "",
        level=str(item["level"]),
        blocking=bool(item["blocking"]),
        status=str(item["status"]),
        answer=str(item["answer"]),
        reason=str(item["reason"]),
        inherited=str(item["inherited"]),
        files=tuple(
            FrozenFile(
                ref=str(piece["ref"]),
                name=str(piece["name"] or piece.get("url", "")),
                size=int(piece.get("size") or 0),
                sha256=str(piece.get("sha256") or ""),
            )
            for piece in item["evidence"]
        ),
        records=tuple((str(one["kind"]), str(one["digest"])) for one in item["records"]),
    )
