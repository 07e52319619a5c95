"""The life of a request and of a version as tables: every move that is not in them is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.approval_request import ApprovalRequest
from models.enums import Gate, RequestStatus, Stage, Tier
from models.system_version import SystemVersion
from workflows.approvals import machine as requests
from workflows.ground.refused import Conflict
from workflows.lifecycle import machine as stages
from workflows.lifecycle import words  # noqa: F401  (registers the sentences of the deploy check)
from workflows.lifecycle.deploy import RunState, may_run
from workflows.lifecycle.doors import VersionState, next_gate, targets, why_not

TODAY = date(2026, 3, 2)
MOVES = {
    ("draft", "submit"): "in_review",
    ("in_review", "send_back"): "changes_requested",
    ("changes_requested", "resubmit"): "in_review",
    ("in_review", "approve"): "approved",
    ("in_review", "reject"): "rejected",
    **{(s, "withdraw"): "withdrawn" for s in ("draft", "in_review", "changes_requested")},
    **{(s, "expire"): "expired" for s in ("draft", "in_review", "changes_requested")},
    **{(s, "supersede"): "superseded" for s in ("draft", "in_review", "changes_requested")},
}
TRIGGERS = ["submit", "resubmit", "send_back", "approve", "reject", "withdraw", "expire", "supersede"]
ORDER = ["intake", "design", "data_review", "testing", "deployment", "monitoring", "retirement"]
HOSTILE = [
    "to_approved",
    "to_deployment",
    "to_retirement",
    "trigger",
    "__class__",
    "",
    "may_approve",
    "add_model",
]


@pytest.mark.parametrize("trigger", [*TRIGGERS, *HOSTILE])
@pytest.mark.parametrize("status", [s.value for s in RequestStatus])
def test_a_request_knows_exactly_the_moves_of_its_table(status: str, trigger: str) -> None:
    request = ApprovalRequest(status=status)
    if (status, trigger) in MOVES:
        requests.fire(request, trigger)
        assert request.status == MOVES[status, trigger]
        return
    with pytest.raises(Conflict):
        requests.fire(request, trigger)
    assert request.status == status


def test_no_final_status_is_left_and_every_status_is_reached() -> None:
    final = {s for s in RequestStatus if requests.is_final(s)}
    assert final == {"approved", "rejected", "withdrawn", "expired", "superseded"}
    assert not any(source in final for source, _ in MOVES)
    assert set(MOVES.values()) | {"draft"} == {s.value for s in RequestStatus}


def moved(stage: str, gate: str, target: str) -> str | None:
    """Where a version comes to by a moving gate, from the product's table of section 2; None where it does not."""
    at = ORDER.index(stage)
    if gate == "rework":
        to = ("intake", "design", "data_review")
        return target if target in to and ORDER.index(target) < at < ORDER.index("deployment") else None
    if gate == "adoption":
        return "monitoring" if stage == "intake" else None
    if gate == "retirement":
        return "retirement" if stage != "retirement" else None
    return gate if gate in ORDER and ORDER.index(gate) == at + 1 else None


@pytest.mark.parametrize("gate", [g.value for g in Gate])
@pytest.mark.parametrize("stage", ORDER)
def test_a_version_moves_only_as_the_table_of_gates_says(stage: str, gate: str) -> None:
    for target in ORDER if gate == "rework" else [gate]:
        version, expected = SystemVersion(stage=stage), moved(stage, gate, target)
        trigger = stages.trigger_of(gate, target)
        assert stages.can_fire(stage, trigger) is (expected is not None)
        if expected is None:
            with pytest.raises(Conflict):
                stages.fire(version, trigger)
        else:
            stages.fire(version, trigger)
        assert version.stage == (expected or stage)


@pytest.mark.parametrize("trigger", HOSTILE)
@pytest.mark.parametrize("stage", ORDER)
def test_no_other_word_moves_a_version(stage: str, trigger: str) -> None:
    version = SystemVersion(stage=stage)
    with pytest.raises(Conflict):
        stages.fire(version, trigger)
    assert version.stage == stage


def state(stage: str, **more: object) -> VersionState:
    facts = {
        "suspended": False,
        "archived": False,
        "number": 1,
        "tier": "limited",
        "in_use_before": False,
        "cleared_until": TODAY,
    } | more
    return VersionState(stage, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", ORDER)
@pytest.mark.parametrize("gate", [g.value for g in Gate])
def test_the_doors_of_an_ordinary_version(gate: str, stage: str) -> None:
    for target in targets(stage, gate):
        live = stage in ("deployment", "monitoring")
        open_ = {
            "renewal": live,
            "resumption": False,
            "adoption": False,
            "rework": stage not in ("intake", "retirement"),
        }.get(gate, moved(stage, gate, target) is not None)
        assert (why_not(state(stage), gate, target, TODAY) is None) is open_


@pytest.mark.parametrize("stage", ORDER)
@pytest.mark.parametrize("gate", [g.value for g in Gate])
def test_the_doors_of_a_stopped_a_prohibited_and_an_archived_version(gate: str, stage: str) -> None:
    target = (targets(stage, gate) or (stage,))[0]
    live = stage in ("deployment", "monitoring")
    stopped = why_not(state(stage, suspended=True), gate, target, TODAY)
    if gate not in ("resumption", "retirement", "rework"):
        assert stopped is not None
    if gate == "resumption":
        assert (stopped is None) is live
    banned = why_not(state(stage, tier="prohibited"), gate, target, TODAY)
    assert banned == "prohibited_tier" or gate in ("retirement", "rework")
    assert why_not(state(stage, archived=True), gate, target, TODAY) == "gate_version_archived"


@pytest.mark.parametrize(
    ("until", "reason"),
    [(None, "clearance_lapsed"), (TODAY - timedelta(days=1), "clearance_lapsed"), (TODAY, None)],
)
def test_monitoring_asks_for_a_clearance_that_has_not_lapsed(until: date | None, reason: str | None) -> None:
    assert why_not(state("deployment", cleared_until=until), "monitoring", "monitoring", TODAY) == reason


@pytest.mark.parametrize(("in_use", "number", "reason"), [(True, 1, None), (False, 1, "x"), (True, 2, "x")])
def test_adoption_is_for_the_first_version_of_what_was_in_use(
    in_use: bool, number: int, reason: str | None
) -> None:
    found = why_not(state("intake", in_use_before=in_use, number=number), "adoption", "monitoring", TODAY)
    assert found == (reason and "adoption_only_once")


def test_the_one_button_leads_through_an_open_door() -> None:
    for stage in Stage:
        gate = next_gate(state(stage.value))
        assert gate is None or why_not(state(stage.value), gate, targets(stage, gate)[0], TODAY) is None
    assert next_gate(state("retirement")) is None


def runs(
    stage: str = "monitoring", purpose: str = "production", needed: str | None = "deployment", **more: object
) -> bool:
    facts = {
        "label": "v1",
        "suspended": False,
        "archived": False,
        "tier": "limited",
        "cleared_until": TODAY,
        "rollback_until": None,
        "outdated": (),
        "deny_when_outdated": False,
    } | more
    return may_run(RunState(stage=stage, **facts), purpose, needed, TODAY).allowed  # type: ignore[arg-type]


YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        ({}, True),
        ({"cleared_until": None}, False),
        ({"cleared_until": YESTERDAY}, False),
        ({"cleared_until": YESTERDAY, "rollback_until": TODAY}, True),
        ({"cleared_until": YESTERDAY, "rollback_until": YESTERDAY}, False),
        ({"outdated": ("tier_raised",)}, False),
        ({"outdated": ("tier_raised",), "rollback_until": TODAY}, False),
        ({"outdated": ("outdated_artefact",)}, True),
        ({"outdated": ("outdated_artefact",), "deny_when_outdated": True}, False),
        ({"purpose": "pilot", "cleared_until": None}, False),
        ({"purpose": "test", "needed": "testing", "stage": "testing", "cleared_until": None}, True),
        ({"purpose": "test", "needed": "testing", "stage": "data_review"}, False),
        ({"purpose": "development", "needed": None, "stage": "intake", "cleared_until": None}, True),
        ({"tier": None}, True),
    ],
)
def test_what_may_run_where(facts: dict[str, object], allowed: bool) -> None:
    assert runs(**facts) is allowed  # type: ignore[arg-type]


@pytest.mark.parametrize("purpose", ["development", "test", "pilot", "production"])
@pytest.mark.parametrize("stage", ORDER)
@pytest.mark.parametrize(
    "stopped",
    [{"suspended": True}, {"tier": Tier.PROHIBITED.value}, {"archived": True}, {"stage": "retirement"}],
)
def test_what_is_stopped_runs_nowhere(stage: str, purpose: str, stopped: dict[str, object]) -> None:
    assert not runs(**({"stage": stage, "purpose": purpose, "needed": None} | stopped))  # type: ignore[arg-type]
    assert not runs(**({"stage": stage, "purpose": purpose} | stopped))  # type: ignore[arg-type]
