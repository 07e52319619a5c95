"""Who may do what with a request in which status: every cell of a hand-written table, tried on a real database."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.fixtures.company import PASSWORD, Company, found
from tests.fixtures.decision_states import PERSONAS, STATUSES, VERSION, build_states
from tests.fixtures.snapshots import Snapshots, own_house
from workflows.approvals.admitting import Admit, admit_signer
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.attaching import AttachEvidence, attach_evidence
from workflows.approvals.discussing import Say, Tick, comment_on, tick_evidence
from workflows.approvals.evidence.staging import stage_upload
from workflows.approvals.points import AnswerPoint, answer_point
from workflows.approvals.pool.assigning import AssignSeat, assign_seat
from workflows.approvals.pool.claiming import ClaimSeat, ReleaseSeat, claim_seat, release_seat
from workflows.approvals.pool.nudging import NudgeThem, nudge
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.retracting import Retract, retract_signature
from workflows.approvals.submitting import Submit, submit_request
from workflows.approvals.terms import ConditionTerm, PointTerm
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused, Several
from workflows.lifecycle.opening import OpenGate, open_gate
from workflows.lifecycle.suspending import Suspend, suspend_version
from workflows.lifecycle.suspending import purpose as of_suspending
from workflows.people.proof import prove

TABLE = Path(__file__).parent.parent / "tables" / "decisions.csv"


class Desk:
    """One request that everybody tries something with."""

    def __init__(self, company: Company, kept: Snapshots, request: str) -> None:
        self.company, self.kept, self.request = company, kept, request
        with_items = company.round(request)
        self.item = sorted(json.loads(with_items.bundle)["items"])[0]
        pieces = (p for item in json.loads(with_items.bundle)["items"].values() for p in item["evidence"])
        self.last_evidence = next(pieces)["ref"]
        self.staged = stage_upload(io.BytesIO(b"More figures"), "more.txt")

    def sign(self, seat: str, decision: str) -> Callable[[Actor], object]:
        """Signs a seat as shown in review."""
        milo = self.company["milo"].person_id or 0
        more: dict[str, object] = {}
        if decision == "request_changes":
            more["points"] = (PointTerm("And the drift", milo),)
        if decision == "approve_with_conditions":
            more["conditions"] = (
                ConditionTerm("Measure it monthly", milo, date.today() + timedelta(days=9)),
            )

        def act(actor: Actor) -> object:
            name = next(n for n, a in self.company.people.items() if a == actor)
            digest = self.company.request(self.request).digest or "0" * 64
            return self.company.sign(self.request, name, seat, decision, digest=digest, **more)

        return act

    def suspend(self, actor: Actor) -> object:
        """Stops the version."""
        proof = prove(actor, PASSWORD, of_suspending(VERSION))
        return suspend_version(actor, Suspend(VERSION, "It refuses everybody", proof))

    def acts(self) -> dict[str, Callable[[Actor], object]]:
        """Everything that can be tried, by the name of its rows in the table."""
        ref, fay = self.request, self.company["fay"].person_id or 0 if "fay" in self.company.people else 0
        return {
            "open": lambda who: open_gate(who, OpenGate(VERSION, "deployment")),
            "answer": lambda who: save_answer(who, SaveAnswer(ref, self.item, "Said anew", "done")),
            "attach": lambda who: attach_evidence(who, AttachEvidence(ref, self.item), (self.staged,)),
            "submit": lambda who: submit_request(who, Submit(ref)),
            "approve": self.sign("risk_officer", "approve"),
            "conditions": self.sign("risk_officer", "approve_with_conditions"),
            "changes": self.sign("risk_officer", "request_changes"),
            "reject": self.sign("risk_officer", "reject"),
            "recuse": self.sign("risk_officer", "recuse"),
            "advise": self.sign("dpo", "advise_against"),
            "advise_by_deciding": self.sign("dpo", "approve"),
            "decide_by_advising": self.sign("risk_officer", "advise_for"),
            "approve_taken": self.sign("legal_counsel", "approve"),
            "approve_later_step": self.sign("committee_chair", "approve"),
            "approve_no_seat": self.sign("nobody", "approve"),
            "retract": lambda who: retract_signature(who, Retract(ref, "legal_counsel", "Read again")),
            "withdraw": lambda who: withdraw_request(who, Withdraw(ref, "Not now")),
            "comment": lambda who: comment_on(who, Say(ref, "A word")),
            "tick": lambda who: tick_evidence(who, Tick(ref, self.last_evidence)),
            "point": lambda who: answer_point(who, AnswerPoint(ref, 1, "Named in the report")),
            "admit": lambda who: admit_signer(who, Admit(ref, "risk_officer", fay, "Maria is away")),
            "suspend": self.suspend,
            "take_seat": lambda who: claim_seat(who, ClaimSeat(ref, "risk_officer")),
            "give_back": lambda who: release_seat(who, ReleaseSeat(ref, "risk_officer")),
            "assign": lambda who: assign_seat(
                who, AssignSeat(ref, "risk_officer", self.company["rosa"].person_id or 0)
            ),
            "nudge": lambda who: nudge(who, NudgeThem(ref)),
        }


@pytest.fixture(scope="module")
def desk(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with own_house(sqlite_template, tmp_path_factory.mktemp("decisions")) as (app, kept):
        company = found(app)
        request = build_states(company, kept)
        kept.restore("in_review")
        yield Desk(company, kept, request)


def outcome(act: Callable[[Actor], object], who: Actor) -> str:
    """`ok`, or the code of the refusal."""
    try:
        act(who)
    except Several as refused:
        return "+".join(sorted({reason.code for reason in refused.reasons}))
    except Refused as refused:
        return refused.code
    return "ok"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LONG = ("withdrawn", "expired", "superseded")


@pytest.mark.parametrize(
    "status", [pytest.param(s, marks=pytest.mark.trust) if s in LONG else s for s in STATUSES]
)
def test_every_cell_of_the_decision_table_holds_and_a_refusal_changes_nothing(
    desk: Desk, status: str
) -> None:
    desk.kept.restore(status)
    before = desk.kept.digest()
    acts, wrong = desk.acts(), []
    for row in rows():
        got = outcome(acts[row["act"]], desk.company[PERSONAS[row["persona"]]])
        after = desk.kept.digest()
        if got != row[status]:
            wrong.append(f"{row['act']} by {row['persona']}: {got}, the table says {row[status]}")
        if got == "ok":
            assert after != before, f"{row['act']} by {row['persona']} says ok and does nothing"
            desk.kept.restore(status)
        elif got != "request_expired" and after != before:
            wrong.append(f"{row['act']} by {row['persona']} is refused ({got}) and leaves something behind")
            desk.kept.restore(status)
    assert wrong == []


def test_the_table_has_a_row_for_every_act_and_every_persona(desk: Desk) -> None:
    there = {(row["act"], row["persona"]) for row in rows()}
    assert there == {(act, persona) for act in desk.acts() for persona in PERSONAS}
