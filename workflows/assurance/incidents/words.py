"""Sentences of incidents: refusals, what a record lacks, and why it is somebody's turn."""

from __future__ import annotations

from workflows.ground.words import register

WORDS = register(
    {
        "time_needed": "Type hour and minute, such as 14:30.",
        "aware_too_early": "Awareness cannot come before the event itself.",
        "aware_ahead": "Awareness cannot lie in the future.",
        "effects_and_none": "Choose the effects, or that there is none of these.",
        "serious_by_effects": "With such an effect it is a serious incident. Take the effect away or say that it is serious.",
        "request_ref_needed": "Type the name of a request, such as REQ-142.",
        "request_not_here": "There is no decided request of that name about this system.",
        "verified_before_done": "It cannot be verified before it is done.",
        "incident_clocks_run": "Legal clocks of it still run: {cases}. Stop them with evidence first.",
        "incident_not_corrected": "Close it when root cause and corrective actions are there, and each of them is done.",
        "incidents_open": "Incidents of this system are still open: {refs}.",
        "clock_gone": "This clock was stopped already.",
        "clock_stop_how": "Say whether it was reported or why nothing was due.",
        "clock_evidence": "Say what proves it: the receipt, its number, or the file.",
        "clock_stop_day": "Type when it was reported.",
        "clock_stop_ahead": "It cannot be reported in the future, nor before awareness.",
        "need_no_spoiling": "Nobody said yet that nothing is changed that would spoil the analysis.",
        "need_verified": "A corrective action is not done or not verified.",
        "need_helped": "For a group of persons it is not said what was done, and when.",
        "need_settled": "A matter of the closing list has no outcome or no day.",
        "turn_clock_runs": "{ref}: report under {law} {article} by {due}.",
        "turn_clock_overdue": "{ref}: the report under {law} {article} was due by {due}.",
        "turn_incident_opened": "{ref} was opened and is yours to look into.",
        "setback_incident": "{text}",
        "clock_general": "Serious incident",
        "clock_death": "Death of a person",
        "clock_critical_infrastructure": "Critical infrastructure",
        "clock_widespread_infringement": "Widespread infringement",
        "clock_personal_data_breach": "Breach of personal data",
    }
)
