"""The subject of a publication: the policy itself, which belongs to the organisation and to no system."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Organisation
from models.policy import Policy
from models.subject import Subject
from workflows.approvals.policies.drafts.act import label
from workflows.approvals.policies.vocabulary import ORGANISATION

KIND = "policy"


def lock_subject_of(tx: Session, policy: Policy) -> Subject:
    """The locked subject of a policy, made when it is needed for the first time; call it with the policy locked."""
    found = tx.scalars(
        select(Subject)
        .where(Subject.uuid == policy.uuid)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        found = Subject(
            uuid=policy.uuid,
            kind=KIND,
            system_id=ORGANISATION,
            system_uuid=tx.scalars(select(Organisation.uuid)).one(),
            label=label(policy),
            scope_keys=json.dumps(["org"]),
        )
        tx.add(found)
        tx.flush()
    return found
