"""What happened in the sample company, told as acts with their day; day 0 is today."""

from __future__ import annotations

from datetime import date

from models.enums import EnvironmentPurpose
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.discussing import Say, comment_on
from workflows.approvals.points import AnswerPoint, answer_point
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.terms import ConditionTerm, PointTerm
from workflows.ground.refused import Conflict
from workflows.inventory.commands import (
    ArtefactInput,
    EditVersion,
    RegisterEnvironment,
)
from workflows.inventory.environments import register_environment
from workflows.inventory.versions import edit_version
from workflows.lifecycle.metrics.measuring import sweep as measure
from workflows.lifecycle.opening import OpenGate, open_gate
from workflows.lifecycle.suspending import Suspend, suspend_version
from workflows.lifecycle.suspending import purpose as suspending
from workflows.people.proof import prove
from workflows.sample import committee, days, dossier, registers
from workflows.sample.acting import Company, evidence_named
from workflows.sample.stagecraft import Stage, at, go_live, pass_gates, register_system_of

LANE = ("design", "data_review", "testing", "deployment", "monitoring")


def tell(stage: Stage) -> None:
    """Tells the whole story; about a minute on a small machine, most of it password hashes."""
    _environments(stage)
    days.before_the_story(stage)
    for scene in (_credit, _cv, _chat, _fraud, _triage, _demand, _search):
        scene(stage)
    registers.fill(stage, "")
    committee.what_waits(stage)
    committee.held(stage)
    days.after_the_story(stage)
    days.forget_the_past()
    measure(1_000)


def _environments(stage: Stage) -> None:
    for name, purpose in (("dev", "development"), ("test", "test"), ("production", "production")):
        made = at(
            415,
            lambda name=name, purpose=purpose: register_environment(  # type: ignore[misc]
                stage.company["tom"],
                RegisterEnvironment(name=name, purpose=EnvironmentPurpose(purpose).value),
            ),
        )
        stage.environments[name] = made.id  # type: ignore[attr-defined]


def _credit(stage: Stage) -> None:
    """v11 runs and is renewed; v12 waits in review at the deployment gate, in its second round."""
    company, name = stage.company, "Credit scoring"
    register_system_of(stage, "credit", 410, "v11")
    registers.fill(stage, "credit")
    pass_gates(stage, "credit", {"design": 400, "data_review": 385})
    registers.fill(stage, "credit tests")
    pass_gates(stage, "credit", {"testing": 365, "deployment": 330})
    go_live(stage, "credit", 326)
    pass_gates(stage, "credit", {"monitoring": 300, "renewal": 128})
    old = stage.versions["credit"]
    change = {
        "change": "threshold_prompt_rule_change",
        "change_text": "Threshold 0.62 instead of 0.58, two features dropped",
        "next_label": "v12",
    }
    at(60, lambda: company.pass_gate(old, "rework", name, change))
    new = f"VER-{company.version(old).id + 1}"
    stage.versions["credit v12"] = new
    born = company.version(new)
    artefact = ArtefactInput(name="model", value=dossier.artefact_of("credit", "v12"))
    at(
        17,
        lambda: edit_version(
            company["ana"],
            EditVersion(
                version_id=born.id,
                revision=born.revision,
                label=born.label,
                description=born.description,
                artefacts=(artefact,),
            ),
        ),
    )
    _review_v12(stage, new, name)


def _review_v12(stage: Stage, version: str, name: str) -> None:
    """Handed in, sent back with two points, answered, signed by three of eight."""
    company = stage.company
    ref = str(at(16, lambda: company.prepare(version, "deployment", name, gap=7.9)))
    at(14.1, lambda: _new_fairness(company, ref, 7.9, "TE-3", "fairness_v11.csv"))
    at(14, lambda: company.submit(ref, "v12 changes the threshold; everything else is as in v11."))
    points = (
        PointTerm("Test more age groups: the youngest are missing.", company.key("milo"), "TE-3"),
        PointTerm("State how long a rollback takes.", company.key("milo"), "TE-13"),
    )
    at(
        10,
        lambda: company.sign(
            ref,
            "maria",
            "risk_officer",
            "request_changes",
            reason="Two gaps before I can judge it.",
            points=points,
        ),
    )
    at(
        9,
        lambda: comment_on(company["jide"], Say(ref, "Is the notice to applicants the one of May?", "TE-20")),
    )
    at(6, lambda: _new_fairness(company, ref, 3.1, "TE-3", "fairness_v12.csv"))
    text = "Rollback by one switch in under 5 minutes, tried on 12 November."
    at(5, lambda: save_answer(company["milo"], SaveAnswer(ref, "TE-13", text, "done")))
    at(
        4.8,
        lambda: answer_point(company["milo"], AnswerPoint(ref, 1, "Six groups tested now, 18–24 included.")),
    )
    at(4.7, lambda: answer_point(company["milo"], AnswerPoint(ref, 2, "Under 5 minutes; see TE-13.")))
    at(4.5, lambda: company.submit(ref, "Six groups tested, rollback time stated."))
    at(3, lambda: company.sign(ref, "rosa", "security_ciso", for_person_id=company.key("priya")))
    at(2, lambda: company.sign(ref, "henrik", "model_validator"))
    at(1, lambda: company.sign(ref, "ines", "impact_assessor"))
    at(0.9, lambda: comment_on(company["milo"], Say(ref, "Yes, and it names the appeal route.", "TE-20")))


def _new_fairness(company: Company, ref: str, gap: float, item: str, replaces: str) -> None:
    """Answers the fairness item anew and puts the table behind it, in place of an older one."""
    text = f"{'Six' if gap < 5 else 'Four'} groups tested. Largest gap {gap} points against a limit of 5.0."
    save_answer(company["milo"], SaveAnswer(ref, item, text, "done"))
    old = evidence_named(ref, item, replaces)
    name, data = dossier.evidence(item, "Credit scoring", "v12", gap)[0]
    company.attach(ref, item, name, data, replaces=old)


def _cv(stage: Stage) -> None:
    """Bought and in use before it was registered: adopted for a limited time."""
    register_system_of(stage, "cv", 40, "2025.2", since=date(2024, 9, 1))
    pass_gates(stage, "cv", {"adoption": 30})
    go_live(stage, "cv", 29)
    registers.fill(stage, "cv")


def _chat(stage: Stage) -> None:
    """In design; the data review gate came back with a point."""
    company = stage.company
    register_system_of(stage, "chat", 90, "v4")
    registers.fill(stage, "chat")
    pass_gates(stage, "chat", {"design": 70})
    ref = str(at(12, lambda: company.prepare(stage.versions["chat"], "data_review", "Chat assistant")))
    at(11, lambda: company.submit(ref))
    at(8, lambda: company.sign(ref, "maria", "risk_officer"))
    point = (
        PointTerm("Name the provider's retention of questions in the contract.", company.key("ana"), "DE-11"),
    )
    at(
        3,
        lambda: company.sign(
            ref, "jide", "legal_counsel", "request_changes", reason="One gap in the contract.", points=point
        ),
    )


def _fraud(stage: Stage) -> None:
    """Went live with a condition, and was stopped yesterday; the confirmation waits."""
    company, name = stage.company, "Fraud detection"
    version = register_system_of(stage, "fraud", 160, "v4")
    pass_gates(stage, "fraud", {"design": 150, "data_review": 130, "testing": 110})
    ref = open_ref = str(at(45, lambda: open_gate(company["ana"], OpenGate(version, "deployment")).ref))
    at(44, lambda: company.answer(open_ref, name, "v4", leave=("TE-21",)))
    at(43, lambda: company.submit(ref, "Training of the night shift is still to come."))
    term = ConditionTerm(
        "Train the night shift and show the list.", company.key("ana"), stage.day(12), "TE-21"
    )
    at(38, lambda: company.decide(ref, conditions=(term,)))
    go_live(stage, "fraud", 36)
    pass_gates(stage, "fraud", {"monitoring": 20})
    proof_purpose = suspending(version)
    reason = "Since 06:00 it holds every third payment at petrol stations; the unit of one field has changed."

    def stop() -> None:
        proof = prove(company["olu"], company.password, proof_purpose)
        suspend_version(company["olu"], Suspend(version, reason, proof=proof))

    at(1, stop)
    registers.fill(stage, "fraud")


def _triage(stage: Stage) -> None:
    """One data review was rejected; the next is being written."""
    company, name = stage.company, "Medical triage"
    version = register_system_of(stage, "triage", 60, "v1")
    pass_gates(stage, "triage", {"design": 48})
    ref = str(at(35, lambda: company.prepare(version, "data_review", name)))
    at(34, lambda: company.submit(ref))
    at(
        30,
        lambda: company.sign(
            ref, "priya", "security_ciso", "reject", reason="Symptoms would leave the house unencrypted."
        ),
    )
    again = str(at(6, lambda: open_gate(company["ana"], OpenGate(version, "data_review")).ref))
    at(5, lambda: company.answer(again, name, "v1", leave=("DE-3", "DE-8", "DE-9", "DE-5")))


def _demand(stage: Stage) -> None:
    """Runs quietly; one renewal was forgotten and expired, one rework was withdrawn."""
    company, name = stage.company, "Demand forecast"
    version = register_system_of(stage, "demand", 330, "2025.1")
    pass_gates(stage, "demand", dict(zip(LANE, (320, 318, 316, 314, 300), strict=True)))
    go_live(stage, "demand", 299)
    ref = str(at(200, lambda: company.prepare(version, "renewal", name)))
    at(199, lambda: company.submit(ref))
    try:
        at(10, lambda: company.sign(ref, "tom", "ai_governance_lead"))
    except Conflict:
        # The decision came after its time: that is what this scene shows.
        pass
    registers.fill(stage, "demand")
    change = {
        "change": "threshold_prompt_rule_change",
        "change_text": "Another smoothing of the forecast",
        "next_label": "2026.1",
    }
    rework = str(at(50, lambda: company.prepare(version, "rework", name, change)))
    at(49, lambda: withdraw_request(company["ana"], Withdraw(rework, "The planners prefer the present one.")))


def _search(stage: Stage) -> None:
    """Given up before it was built: its retirement overtook the design request."""
    company, name = stage.company, "Document search"
    version = register_system_of(stage, "search", 100, "v1")
    at(95, lambda: open_gate(company["ana"], OpenGate(version, "design")))
    at(80, lambda: company.pass_gate(version, "retirement", name))
