"""Proofs of the person's own credential: shown before an act, used once by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.person import Person
from models.sign_proof import SignProof
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import transaction
from workflows.people import lockout, passwords, security_log
from workflows.people.limits import PROOF_LIFE
from workflows.people.standing import hold
from workflows.people.tokens import fresh_token, hashed

METHOD = "password"


@dataclass(frozen=True)
class ProofUsed:
    """The credential that was shown for this act, and when."""

    method: str
    at: datetime


def prove(actor: Actor, password: str, purpose: str) -> str:
    """Turns the person's password into a proof that `consume` takes once, within 60 s, for the same purpose.

    Runs in transactions of its own: a wrong password counts although nothing else happens, and the slow hash
    holds no lock. Raises Refused `password_wrong` or `locked_out` beside `password`, NotAllowed for other actors.
    """
    if not actor.is_person or actor.person_id is None:
        raise NotAllowed("persons_only")
    key = lockout.proof_key(actor.uuid)
    with transaction() as tx:
        now = clock.now(tx)
        tried = lockout.count(tx, (key,), now)
        kept = tx.scalars(select(Person.password_hash).where(Person.id == actor.person_id)).first() or ""
        if tried.locked:
            security_log.write(tx, now, "locked_out", actor.person_id, detail="password of an open session")
    if tried.wait:
        raise Refused("locked_out", field="password", minutes=tried.minutes)
    if not passwords.fits(kept, password):
        with transaction() as tx:
            security_log.write(tx, clock.now(tx), "proof_failed", actor.person_id)
        raise Refused("password_wrong", field="password")
    return _issue(actor.person_id, kept, key, purpose)


def _issue(person_id: int, kept: str, key: str, purpose: str) -> str:
    proof = fresh_token()
    with transaction() as tx:
        hold(tx, person_id)
        now = clock.now(tx)
        same = tx.scalars(
            select(Person.id).where(Person.id == person_id, Person.password_hash == kept)
        ).first()
        if same is None:
            raise Refused("password_wrong", field="password")
        lockout.forgive(tx, (key,))
        tx.add(
            SignProof(
                token_hash=hashed(proof),
                person_id=person_id,
                purpose=purpose,
                method=METHOD,
                proved_at=now,
                expires_at=now + PROOF_LIFE,
            )
        )
    return proof


def consume(tx: Session, actor: Actor, proof: str | None, purpose: str, now: datetime) -> ProofUsed:
    """Uses a proof up inside the act's transaction; raises Refused `proof_missing` beside `password`.

    One conditional update decides: of two acts with one proof, one finds no row. The act has called `hold` before
    its other locks, so that no decision commits after a revocation did.
    """
    if not actor.is_person or actor.person_id is None:
        raise NotAllowed("persons_only")
    used = tx.execute(
        update(SignProof)
        .where(
            SignProof.token_hash == hashed(proof or ""),
            SignProof.person_id == actor.person_id,
            SignProof.purpose == purpose,
            SignProof.used_at.is_(None),
            SignProof.expires_at > now,
        )
        .values(used_at=now)
        .returning(SignProof.method, SignProof.proved_at)
        .execution_options(synchronize_session=False)
    )
    found = used.one_or_none()
    if found is None:
        raise Refused("proof_missing", field="password")
    return ProofUsed(method=found.method, at=found.proved_at)
