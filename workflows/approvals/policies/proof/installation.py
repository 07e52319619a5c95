"""What a proof of this installation is about: the policies in force and the people who are here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import PersonKind
from models.policy import Policy
from models.policy_version import PolicyVersion
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.proof.crew import Crew, Mate
from workflows.approvals.policies.proof.finding import Pair
from workflows.people.standing import everybody


def texts_in_force(tx: Session, now: datetime) -> list[tuple[str, str, str]]:
    """Gate, tier and stored text of every policy in force, in one statement."""
    rows = tx.execute(
        select(Policy.gate, Policy.tier, PolicyVersion.body)
        .join(PolicyVersion, PolicyVersion.policy_id == Policy.id)
        .where(PolicyVersion.in_force_from <= now)
        .order_by(PolicyVersion.number)
    )
    # The last version wins: rows come in the order of their numbers.
    found = {(gate, tier): text for gate, tier, text in rows}
    return [(gate, tier, text) for (gate, tier), text in sorted(found.items())]


def in_force(tx: Session, now: datetime) -> dict[Pair, PolicyBody]:
    """Every policy in force."""
    return {(gate, tier): load(text) for gate, tier, text in texts_in_force(tx, now)}


def crew_here(tx: Session, now: datetime) -> Crew:
    """Everybody active with every role they hold anywhere, in one statement.

    A role held for one unit counts: which system a later request is about is not known here.
    """
    return Crew(
        tuple(
            Mate(
                person.person_id,
                person.uuid,
                person.name,
                frozenset(grant.role for grant in person.grants),
                person.kind == PersonKind.EMPLOYEE,
            )
            for person in everybody(tx, now)
        )
    )
