"""The sentences of the lifecycle: why a gate is shut, why a version may run or not, why it is outdated."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "gate_version_archived": "This version is archived; nothing can be asked for it.",
        "not_suspended": "The version is not suspended, so there is nothing to resume.",
        "version_suspended": "The version is suspended. Only resumption, retirement, or a rework into a next version can be asked for.",
        "gate_not_here": "This gate does not lead on from the stage in which the version stands.",
        "adoption_only_once": "Adoption is only for the first version of a system that was in use before it was registered.",
        "clearance_lapsed": "The approval of this version has lapsed. Ask for a renewal first.",
        "rework_not_earlier": "A rework leads to an earlier stage than the present one.",
        "stage_knows_no_move": "The version is no longer in the stage from which this gate leads on.",
        "gate_unknown": "Choose one of the gates.",
        "gate_without_policy": "No policy is in force for this gate and tier, so it stays shut.",
        "gate_open_already": "{ref} asks for this gate already. Go on with that one, or withdraw it first.",
        "old_version_unknown": "Choose what happens to the version that runs now.",
        "change_unknown": "Choose what kind of change it is.",
        "change_needs_no_request": "A change of this kind needs no request: record it and the regression test with the version.",
        "change_text_missing": "Describe the change: what, why, how urgent.",
        "limits_missing": "Write under which limits the present version goes on.",
        "next_label_missing": "Give the next version a label of up to 80 characters.",
        "may_not_suspend": "Only the team and the roles that the policy names for emergencies can suspend this version.",
        "may_not_suspend_who": "Only the team and these roles can suspend this version: {roles}. An administrator can give you one of them.",
        "suspended_already": "This version is suspended already.",
        "nothing_to_suspend": "Only a version in deployment or monitoring can be suspended.",
        "suspend_reason": "Write why it has to stop.",
        "run_prohibited": "No: the system is classified as prohibited.",
        "run_suspended": "No: {label} is suspended.",
        "run_retired": "No: {label} is retired or archived.",
        "run_needs_nothing": "Yes: an environment for {purpose} needs no gate.",
        "run_too_early": "Not yet: {label} has not passed the gate into {needed}.",
        "run_stage_reached": "Yes: {label} has reached the stage that an environment for {purpose} needs.",
        "run_outdated": "No: what was approved about {label} has changed since.",
        "run_cleared": "Yes: {label} is cleared until {until}.",
        "run_rollback": "Yes, for rollback: {label} is kept until {until}.",
        "run_lapsed": "No: the approval of {label} has lapsed.",
        "tier_raised": "tier raised from {before} to {after}",
        "outdated_field": "the system's {field} changed",
        "outdated_artefact": "an artefact of the version changed",
        "outdated_classification": "the classification changed (number {number})",
        "deploy_check_missing": "No: nobody can answer for this version now.",
    }
)
