"""Random acts of several persons: after each one the invariants of the product hold in the database itself."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import text

from tests.fixtures.company import PASSWORD, Company
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.points import AnswerPoint, answer_point
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.retracting import Retract, retract_signature
from workflows.approvals.submitting import Submit, submit_request
from workflows.approvals.terms import PointTerm
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.inventory.commands import AddMember
from workflows.inventory.teams import add_member
from workflows.lifecycle.suspending import Suspend, suspend_version
from workflows.lifecycle.suspending import purpose as of_suspending
from workflows.people.proof import prove
from workflows.record.verify import verify

PEOPLE = st.sampled_from(
    ["ana", "milo", "jide", "lars", "tom", "tara", "maria", "rosa", "carla", "nils", "admin"]
)
DECISIONS = st.sampled_from(["approve", "approve", "approve", "reject", "request_changes", "recuse"])
GATES = st.sampled_from(["design", "retirement", "rework", "data_review", "to_monitoring"])

ALWAYS_EMPTY = {
    "1 a stage is that of the last move, or of the birth": (
        "SELECT v.id FROM system_version v WHERE v.stage <> COALESCE((SELECT m.to_stage FROM stage_move m "
        "WHERE m.version_id = v.id ORDER BY m.id DESC LIMIT 1), v.born_stage)"
    ),
    "1 every move has one approved request, every approved gate one move": (
        "SELECT r.id FROM approval_request r LEFT JOIN stage_move m ON m.request_id = r.id WHERE r.kind = 'gate' "
        "GROUP BY r.id, r.status HAVING count(m.id) <> CASE WHEN r.status = 'approved' THEN 1 ELSE 0 END"
    ),
    "1 a version born past intake has an approved rework": (
        "SELECT v.id FROM system_version v LEFT JOIN approval_request r ON r.id = v.born_by_request_id "
        "WHERE v.born_stage <> 'intake' AND (r.status IS NULL OR r.status <> 'approved' OR r.gate <> 'rework')"
    ),
    "2 every deciding seat of an approved request approves the last round": (
        "SELECT s.id FROM seat s JOIN approval_request r ON r.id = s.request_id "
        "LEFT JOIN signature g ON g.id = s.signature_id WHERE r.status = 'approved' AND s.mode = 'decides' "
        "AND s.group_key IS NULL AND (s.status <> 'filled' OR g.decision NOT LIKE 'approve%' "
        "OR g.scope_digest <> r.digest OR g.id IS NULL)"
    ),
    "8 nothing is approved without a deciding seat": (
        "SELECT r.id FROM approval_request r WHERE r.status = 'approved' AND NOT EXISTS "
        "(SELECT 1 FROM seat s WHERE s.request_id = r.id AND s.mode = 'decides' AND s.status = 'filled')"
    ),
    "3 nobody who submitted, answered or stepped back before has signed": (
        "SELECT g.id FROM signature g JOIN involvement i ON i.request_id = g.request_id "
        "AND i.person_id = g.person_id WHERE i.what IN ('submitted', 'answered', 'attached', 'recused') "
        "AND i.at < g.signed_at"
    ),
    "3 no member of the team has signed": (
        "SELECT g.id FROM signature g JOIN approval_request r ON r.id = g.request_id "
        "JOIN team_member t ON t.system_id = r.system_id AND t.person_id = g.person_id"
    ),
    "3 nobody without the role has signed": (
        "SELECT g.id FROM signature g WHERE NOT EXISTS (SELECT 1 FROM role_grant a "
        "WHERE a.person_id = g.person_id AND a.role = g.role)"
    ),
    "3 nobody holds two live seats": (
        "SELECT request_id FROM seat WHERE holder_id IS NOT NULL GROUP BY request_id, holder_id "
        "HAVING count(*) > 1"
    ),
    "9 the pinned policy is of the request's gate and tier": (
        "SELECT r.id FROM approval_request r JOIN policy_version v ON v.id = r.policy_version_id "
        "JOIN policy p ON p.id = v.policy_id WHERE p.gate <> r.gate OR p.tier <> r.tier"
    ),
    "10 a printed name is that of the person": (
        "SELECT g.id FROM signature g JOIN person p ON p.id = g.person_id WHERE p.name <> g.printed_name"
    ),
    "one open request per version and gate": (
        "SELECT subject_id FROM approval_request WHERE status IN ('draft', 'in_review', 'changes_requested') "
        "GROUP BY subject_id, gate HAVING count(*) > 1"
    ),
    "a final request has no open seat": (
        "SELECT s.id FROM seat s JOIN approval_request r ON r.id = s.request_id WHERE s.status = 'open' "
        "AND r.status NOT IN ('draft', 'in_review', 'changes_requested')"
    ),
    "every open thing has somebody whose turn it is": (
        "SELECT r.id FROM approval_request r WHERE r.status = 'in_review' AND NOT EXISTS (SELECT 1 FROM seat s "
        "WHERE s.request_id = r.id AND s.status = 'open' AND s.turn_since IS NOT NULL)"
    ),
}
"""By the number of product.md section 5: selects that must find nothing, whatever happened."""

COUNTED = (
    "SELECT (SELECT count(*) FROM signature), (SELECT count(*) FROM record_entry WHERE action LIKE 'seat:%signed'), "
    "(SELECT count(*) FROM outbox_fact WHERE event = 'seat:signed')"
)
_numbers = count(1)


def rows(statement: str) -> list[Any]:
    reading().rollback()
    return list(reading().execute(text(statement)).all())


class Life(RuleBasedStateMachine):
    """One system and what several persons try with it."""

    company: Company

    def __init__(self) -> None:
        super().__init__()
        number = next(_numbers)
        self.version = self.company.system(f"System {number}")
        self.system = self.company.version(self.version).system_id
        self.company.classify(self.version, "minimal" if number % 2 else "limited")
        add_member(self.company["ana"], AddMember(system_id=self.system, person="milo@halm.example"))
        self.requests: list[str] = []
        self.seals: dict[str, str] = {}

    def act(self, doing: Callable[[], Any]) -> Any:
        """Tries an act: it leaves one entry, or it is refused and leaves none (invariant 11)."""
        before = rows("SELECT count(*) FROM record_entry")[0][0]
        try:
            result = doing()
        except Refused:
            assert rows("SELECT count(*) FROM record_entry")[0][0] == before
            return None
        assert rows("SELECT count(*) FROM record_entry")[0][0] <= before + 1
        return result

    def last(self) -> str:
        return self.requests[-1] if self.requests else "REQ-999999"

    @initialize()
    def start_in_review(self) -> None:
        self.prepare_and_submit("milo")

    @rule(by=PEOPLE, gate=GATES)
    def open(self, by: str, gate: str) -> None:
        found = self.act(lambda: self.company.open(self.version, gate, by=by))
        self.requests += [found] if found else []

    @rule(by=st.sampled_from(["milo", "ana"]))
    def prepare_and_submit(self, by: str) -> None:
        if not self.requests:
            self.open("ana", "design")
        if self.requests and self.company.request(self.last()).status in ("draft", "changes_requested"):
            self.company.answer_all(self.last(), by=by, files=False)
        self.act(lambda: submit_request(self.company["ana"], Submit(self.last())))

    @rule(
        by=PEOPLE, words=st.sampled_from(["Said anew", "Said otherwise", "Done and described for IN-2.", ""])
    )
    def answer(self, by: str, words: str) -> None:
        command = SaveAnswer(self.last(), "IN-2", words, "done")
        self.act(lambda: save_answer(self.company[by], command))

    @rule(by=PEOPLE, number=st.integers(1, 2))
    def answer_point(self, by: str, number: int) -> None:
        self.act(lambda: answer_point(self.company[by], AnswerPoint(self.last(), number, "Done since")))

    @rule(by=PEOPLE, pick=st.integers(0, 3), decision=DECISIONS)
    def sign(self, by: str, pick: int, decision: str) -> None:
        seats = sorted(self.company.seats(self.last())) if self.requests else []
        if not seats:
            return
        points = (PointTerm("Say more", self.company["milo"].person_id or 0),)
        more = {"points": points} if decision == "request_changes" else {}
        key = seats[pick % len(seats)]
        self.act(lambda: self.company.sign(self.last(), by, key, decision, **more))

    @rule()
    def everybody_whose_turn_it_is_approves(self) -> None:
        for name, seat in (
            ("jide", "legal_counsel"),
            ("tom", "ai_governance_lead"),
            ("rosa", "risk_officer"),
        ):
            if self.requests and seat in self.company.seats(self.last()):
                self.act(lambda n=name, s=seat: self.company.sign(self.last(), n, s))  # type: ignore[misc]

    @rule(by=PEOPLE, pick=st.integers(0, 3))
    def retract(self, by: str, pick: int) -> None:
        seats = sorted(self.company.seats(self.last())) if self.requests else ["none"]
        command = Retract(self.last(), (seats or ["none"])[pick % max(len(seats), 1)], "Read again")
        self.act(lambda: retract_signature(self.company[by], command))

    @rule(by=st.sampled_from(["ana", "nils", "admin", "carla"]))
    def withdraw(self, by: str) -> None:
        self.act(lambda: withdraw_request(self.company[by], Withdraw(self.last(), "Not now")))

    @rule(tier=st.sampled_from(["minimal", "limited", "high"]), by=st.sampled_from(["tom", "rosa"]))
    def classify(self, tier: str, by: str) -> None:
        self.act(lambda: self.company.classify(self.version, tier, by=by))

    @rule(by=PEOPLE)
    def suspend(self, by: str) -> None:
        def stop() -> object:
            proof = prove(self.company[by], PASSWORD, of_suspending(self.version))
            return suspend_version(self.company[by], Suspend(self.version, "It fails", proof))

        self.act(stop)

    @invariant()
    def the_invariants_hold_in_the_database(self) -> None:
        broken = {name: rows(statement) for name, statement in ALWAYS_EMPTY.items()}
        assert {name: found for name, found in broken.items() if found} == {}
        signatures, entries, told = rows(COUNTED)[0]
        assert signatures == entries == told
        seals = dict(rows("SELECT uuid, seal FROM signature"))
        assert self.seals.items() <= seals.items(), "4 a signature was changed or has gone"
        self.seals = seals

    def teardown(self) -> None:
        reading().rollback()


def check_lives(company: Company, examples: int, steps: int) -> None:
    """Runs the machine in this company and verifies the record at the end."""
    company.hire("lars", "legal_counsel")
    company.hire("tara", "ai_governance_lead")
    machine = type("LifeHere", (Life,), {"company": company})
    chosen = hypothesis_settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    run_state_machine_as_test(machine, settings=chosen)
    assert verify().verdict == "consistent"
    assert rows("SELECT count(*) FROM approval_request WHERE status = 'approved'")[0][0] > 0


def test_the_invariants_hold_after_every_random_act(company: Company) -> None:
    check_lives(company, examples=8, steps=25)


@pytest.mark.trust
@pytest.mark.both_databases
def test_the_invariants_hold_after_very_many_random_acts(company: Company) -> None:
    check_lives(company, examples=40, steps=40)
