"""Registers what the lifecycle gives to the columns below it."""

from __future__ import annotations

from workflows.approvals import kinds
from workflows.approvals.conditions.hooks import on_overdue
from workflows.approvals.policies.proof import life
from workflows.approvals.policies.vocabulary import EMERGENCY_REVIEW, FAST_LANE
from workflows.inventory import hooks
from workflows.inventory.registers import hooks as register_hooks
from workflows.inventory.wizard import hooks as wizard_hooks
from workflows.lifecycle import actions as actions
from workflows.lifecycle import clearing, deploy, outdating, reconfirming
from workflows.lifecycle import words as words
from workflows.lifecycle.adopting import actions as adopting_actions  # noqa: F401
from workflows.lifecycle.adopting import words as adopting_words  # noqa: F401
from workflows.lifecycle.condition_reviews import ask_about_condition
from workflows.lifecycle.confirmation_kind import ConfirmationKind
from workflows.lifecycle.emergency_kind import EmergencyKind
from workflows.lifecycle.fast_lane import actions as lane_actions  # noqa: F401
from workflows.lifecycle.fast_lane import words as lane_words  # noqa: F401
from workflows.lifecycle.fast_lane.kind import FastLaneKind
from workflows.lifecycle.fast_lane.monitoring import prepare_monitoring
from workflows.lifecycle.feedback.known import register_known
from workflows.lifecycle.gate_kind import GateKind
from workflows.lifecycle.provable import Doors
from workflows.lifecycle.readiness import words as readiness_words  # noqa: F401
from workflows.lifecycle.resting.moving import record_moved
from workflows.lifecycle.review_kind import SuspensionReviewKind
from workflows.lifecycle.revising import actions as revising_actions  # noqa: F401
from workflows.lifecycle.revising import forcing as revisions  # noqa: F401
from workflows.lifecycle.revising import words as revising_words  # noqa: F401
from workflows.lifecycle.supplier_releases import supplier_released


def register() -> None:
    """Makes gate requests and confirmations known, and listens to the inventory."""
    life.register(Doors())
    kinds.register("gate", GateKind())
    on_overdue(ask_about_condition)
    register_known()
    kinds.register("suspension_confirmation", ConfirmationKind())
    kinds.register("suspension_review", SuspensionReviewKind())
    kinds.register(EMERGENCY_REVIEW, EmergencyKind())
    kinds.register(FAST_LANE, FastLaneKind())
    hooks.on_system_changed(outdating.system_changed)
    hooks.on_version_changed(outdating.version_changed)
    hooks.on_classified(outdating.classified)
    wizard_hooks.on_confirmed(reconfirming.confirmed)
    register_hooks.on_moved(record_moved)
    register_hooks.on_saved(supplier_released)
    hooks.on_deployed(clearing.first_production)
    # After the clearance, because its date is one of the answers.
    hooks.on_deployed(prepare_monitoring)
    hooks.deploy_answer(deploy.answer_for)
