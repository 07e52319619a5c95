"""Acts as the people of the sample company: the same use cases as behind the pages, one call after the other."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answer_evidence import AnswerEvidence
from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.enums import Decision, RequestStatus, SeatMode, SeatStatus
from models.evidence import Evidence
from models.seat import Seat
from models.system_version import SystemVersion
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.attaching import AttachEvidence, attach_evidence
from workflows.approvals.content import read
from workflows.approvals.discussing import Tick, tick_evidence
from workflows.approvals.evidence.staging import stage_upload
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.approvals.submitting import Submit, submit_request
from workflows.approvals.terms import ConditionTerm
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of
from workflows.ground.transaction import reading
from workflows.lifecycle.opening import OpenGate, open_gate
from workflows.people.proof import prove
from workflows.sample import dossier


@dataclass
class Company:
    """The people by key, what they hold, and the one password of all of them."""

    password: str
    people: dict[str, Actor] = field(default_factory=dict)
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Actor:
        return self.people[key]

    def key(self, person: str) -> int:
        """The database key of a person of the company."""
        return self.people[person].person_id or 0

    def request(self, ref: str) -> ApprovalRequest:
        """A request as it stands now."""
        return _fresh().get_one(ApprovalRequest, key_of("REQ", ref))

    def version(self, ref: str) -> SystemVersion:
        """A version as it stands now."""
        return _fresh().get_one(SystemVersion, key_of("VER", ref))

    def prepare(
        self, version_ref: str, gate: str, system: str, more: dict[str, str] | None = None, gap: float = 3.1
    ) -> str:
        """Opens a gate and answers everything that is asked; returns the ref of the draft."""
        ref = open_gate(self["ana"], OpenGate(version_ref, gate, **(more or {}))).ref
        self.answer(ref, system, self.version(version_ref).label, gap)
        return ref

    def answer(
        self, ref: str, system: str, label: str, gap: float = 3.1, leave: tuple[str, ...] = ()
    ) -> None:
        """Answers every open item but those in `leave`, with the evidence of the dossier."""
        content = read(_fresh(), self.request(ref))
        for item in content.items:
            if item.satisfied or item.key in leave:
                continue
            text = dossier.answer(item.key, system, label)
            save_answer(self["milo"], SaveAnswer(ref, item.key, text, "done"))
            for name, data in dossier.evidence(item.key, system, label, gap):
                self.attach(ref, item.key, name, data)

    def attach(self, ref: str, item_key: str, name: str, data: bytes, replaces: str = "") -> None:
        """Puts a file behind an item."""
        staged = stage_upload(io.BytesIO(data), name)
        attach_evidence(self["milo"], AttachEvidence(ref, item_key, replaces=replaces), (staged,))

    def submit(self, ref: str, said: str = "") -> str:
        """Hands a request in."""
        return submit_request(self["ana"], Submit(ref, said)).ref

    def sign(self, ref: str, person: str, seat_key: str, decision: str = "approve", **more: object) -> None:
        """Looks at every file, proves the password and signs."""
        self.tick(ref, person)
        blank = Sign(ref, seat_key, decision, self.request(ref).digest)
        command = replace(blank, **more)  # type: ignore[arg-type]
        proof = prove(self[person], self.password, purpose(command))
        sign_seat(self[person], replace(command, proof=proof))

    def tick(self, ref: str, person: str) -> None:
        """Ticks every file of the present round."""
        bundle = _fresh().get_one(ApprovalRound, self.request(ref).round_id).bundle
        for item in json.loads(bundle)["items"].values():
            for piece in item["evidence"]:
                tick_evidence(self[person], Tick(ref, piece["ref"]))

    def decide(
        self,
        ref: str,
        but: tuple[str, ...] = (),
        conditions: tuple[ConditionTerm, ...] = (),
        most: int | None = None,
    ) -> None:
        """Lets everybody approve whose turn it is, until the request is decided or only seats in `but` are left.

        At most `most` of them sign, while others are left: a last signature would decide.
        """
        taken = self._seated(ref)
        first = True
        while self.request(ref).status == RequestStatus.IN_REVIEW:
            seats = [s for s in self._turn(ref) if s.key not in but]
            seats = seats if most is None else seats[: max(min(most, len(seats) - 1), 0)]
            if not seats:
                return
            most = None if most is None else 0
            for seat in seats:
                person = next(k for k, roles in self.roles.items() if seat.role in roles and k not in taken)
                taken.add(person)
                if seat.mode == SeatMode.ADVISES:
                    self.sign(ref, person, seat.key, Decision.ADVISE_FOR)
                elif conditions:
                    terms = conditions if first else ()
                    reason = "The open item is small and has an owner and a date."
                    self.sign(
                        ref,
                        person,
                        seat.key,
                        Decision.APPROVE_WITH_CONDITIONS,
                        reason=reason,
                        conditions=terms,
                    )
                    first = False
                else:
                    self.sign(ref, person, seat.key)

    def _seated(self, ref: str) -> set[str]:
        """Who signed a seat of the request already."""
        held = select(Seat.holder_id).where(
            Seat.request_id == key_of("REQ", ref), Seat.holder_id.is_not(None)
        )
        keys = set(_fresh().scalars(held))
        return {key for key, actor in self.people.items() if actor.person_id in keys}

    def _turn(self, ref: str) -> list[Seat]:
        rows = _fresh().scalars(select(Seat).where(Seat.request_id == key_of("REQ", ref)).order_by(Seat.id))
        return [s for s in rows if s.status == SeatStatus.OPEN and s.turn_since is not None]

    def pass_gate(self, version_ref: str, gate: str, system: str, more: dict[str, str] | None = None) -> str:
        """Opens, answers, hands in and approves a gate."""
        ref = self.prepare(version_ref, gate, system, more)
        self.submit(ref)
        self.decide(ref)
        return ref


def _fresh() -> Session:
    """A reading session that has forgotten what it saw before."""
    session = reading()
    session.rollback()
    session.expire_all()
    return session


def evidence_named(ref: str, item_key: str, name: str) -> str:
    """The ref of the live evidence of that name behind an item."""
    found = _fresh().scalars(
        select(AnswerEvidence.evidence_id)
        .join(Evidence, Evidence.id == AnswerEvidence.evidence_id)
        .where(
            AnswerEvidence.request_id == key_of("REQ", ref),
            AnswerEvidence.item_key == item_key,
            AnswerEvidence.removed_at.is_(None),
            Evidence.filename == name,
        )
    )
    return f"EV-{found.one()}"
