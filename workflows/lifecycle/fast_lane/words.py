"""The sentences of the fast lane: its rules, the fact behind each, and why something is refused."""

from __future__ import annotations

from workflows.ground.words import register

RULE_WORDS: dict[str, str] = {
    "FL-1": "Legal tier minimal or out of scope, internal tier minimal, every question of the classification answered and none unsure",
    "FL-2": "No flag that asks for more than one look: no new provider role, no general-purpose model, no high-risk area, no duty to inform, no special-category data",
    "FL-3": "Nothing above 4 of 25 in the short risk screen; no severity of 3 or more and no vulnerable group in the short impact screen",
    "FL-4": "Advice or drafting only: it acts on nothing outside, and a person stands between it and every decision about people",
    "FL-5": "No personal data, or legal counsel or the data protection officer recorded that no DPIA is due",
    "FL-6": "Bought: the supplier is approved and not expired. Built: the developers are not the only testers",
    "FL-7": "No suspension and no serious incident in twelve months, and not sent to the full path before",
}
"""The published rules, as pages show them; the catalogue says the same."""

register({f"lane_rule_{key.lower()}": sentence for key, sentence in RULE_WORDS.items()})
register(
    {
        "lane_not_classified": "It is not classified yet.",
        "lane_unsure": "Questions of the classification without a clear yes or no: {count}.",
        "lane_tier": "Legal tier {legal}, internal tier {internal}.",
        "lane_flags": "It has: {flags}.",
        "lane_no_flags": "None of these flags is set.",
        "lane_screens_asked": "Asked in the form.",
        "lane_vulnerable": "A vulnerable group is concerned.",
        "lane_risk": "The risk screen says {risk} of 25; at most {most} goes through the lane.",
        "lane_impact": "The impact screen says severity {impact} of 5; at most {most} goes through the lane.",
        "lane_screens": "Risk {risk} of 25, severity of impact {impact} of 5, no vulnerable group.",
        "lane_autonomy": "It does more than advise: the system says that it acts.",
        "lane_acts_asked": "It advises; whether it reaches anything outside is asked in the form.",
        "lane_acts": "It acts on something outside.",
        "lane_advice": "It advises or drafts; a person acts.",
        "lane_no_personal_data": "It processes no personal data.",
        "lane_no_dpia": "Recorded as {role}: no DPIA is due.",
        "lane_dpia_asked": "It processes personal data: legal counsel or the data protection officer has to record that no DPIA is due.",
        "lane_supplier_over": "The approval of the supplier ended on {until}.",
        "lane_supplier_unnamed": "The system names no supplier yet.",
        "lane_supplier_asked": "Until when {supplier} is approved is asked in the form.",
        "lane_builders_unrecorded": "Nobody is recorded yet as having built this version; the version's page takes it.",
        "lane_tester_built": "Whoever is named as tester is recorded as having built this version.",
        "lane_tester_asked": "Who tested it beside its developers is asked in the form.",
        "lane_made": "Its making is in order.",
        "lane_sent_back": "A signer sent it to the full path before ({refs}).",
        "lane_stopped_before": "It was suspended in the last twelve months ({refs}).",
        "lane_incident_asked": "Whether there was a serious incident is asked in the form.",
        "lane_incident": "There was a serious incident in the last twelve months.",
        "lane_quiet": "No suspension and no serious incident in twelve months.",
        "lane_rule_fails": "{rule} does not hold, so it takes the full path. {fact}",
        "lane_rule_open": "{rule} is not answered yet. {fact}",
        "lane_closed": "The fast lane is closed until the committee chair signs it open again. The full path is open.",
        "lane_not_here": "{ref} is not a request of the fast lane.",
        "lane_not_with_team": "The answers of a request in review do not change here. Withdraw it, or wait for it to come back.",
        "lane_number": "Choose one of the numbers from 1 to 5.",
        "lane_dpia_who": "Only legal counsel and the data protection officer of this system record that no DPIA is due.",
        "lane_dpia_not_asked": "This system processes no personal data, so nothing is to be recorded.",
        "ended_full_path": "sent to the full path; the fast lane is closed to this version",
        "ended_lane_tier": "ended because the tier is {tier} now and there is no fast lane in it",
        "lane_stop_misclassified": "{count} of the last {of} requests looked at again were in the wrong lane.",
        "lane_review_done": "This sample was looked at already.",
        "lane_review_who": "Only persons of the second line who signed no request of this sample look at it again: {roles}.",
        "lane_review_signed": "You signed {refs} of this sample, so somebody else looks at it again.",
        "lane_review_team": "You belong to the team of this system, so somebody else looks at it again.",
        "lane_verdict": "Choose whether it was in the right lane.",
        "lane_review_reason": "Write what you looked at and why you judge so.",
        "why_lane_went_live": "it prepared itself, because the version went live in {environment}",
        "lane_open_already": "The fast lane is open.",
        "lane_reopen_who": "Only the committee chair signs the fast lane open again.",
        "lane_reopen_reason": "Write what was changed, so that the lane can be open again.",
    }
)
