"""What the committee's refusals and states say, and the sentence of a vote without a seat."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "committee_room": "Only people with a role for the whole organisation take part in the committee. An administrator can give one.",
        "committee_not_led": "Only the AI governance lead and the committee's chair do this. An administrator can give these roles.",
        "committee_presiding": "Only the chair and the secretary of {ref} do this. The AI governance lead can name them.",
        "session_not_there": "The session is no longer where this act could follow. Look at it again.",
        "session_title": "Give it a title of at most 120 characters.",
        "session_date": "Choose a date of the committee that has no session yet.",
        "session_deadline": "Choose a day ahead, within three months.",
        "session_chair": "Choose somebody who holds the chair's role, or a deputy of theirs.",
        "session_secretary": "Choose somebody with a role for the whole organisation.",
        "session_two_officers": "Choose somebody else than the chair: minutes are signed by two people.",
        "session_no_agenda": "Nothing stands on the agenda yet.",
        "session_no_quorum": "{needed} of {members} members make the quorum and {present} are here. Without it nothing is opened.",
        "session_chair_missing": "The quorum includes the chair or a deputy of the chair, and neither is here.",
        "session_no_members": "Nobody holds a role of the charter for the whole organisation, so there is no committee.",
        "session_motion_open": "A motion is still open. Close or withdraw it first.",
        "attendance_unknown": "Choose one of the people that are offered.",
        "attendance_not_deputy": "{name} is no deputy of this member.",
        "attendance_twice": "{name} is here in one place only.",
        "item_not_open": "This item is settled or off the agenda already.",
        "item_none": "Choose at least one request.",
        "item_request": "{ref} is not waiting for a decision, so it cannot be put on the agenda.",
        "item_there": "{ref} is on this agenda already.",
        "item_title": "Give the item a title of at most 300 characters.",
        "item_note": "Use at most {most} characters.",
        "conflict_reason": "Say in a few words what the conflict is.",
        "conflict_declared": "You declared a conflict of interest on this item, so you do not vote on it.",
        "conflict_voted": "You voted on this item already. A conflict is declared before the vote.",
        "motion_there": "A motion on this item is open already.",
        "motion_closed": "This motion is closed.",
        "motion_text": "Write what is moved.",
        "motion_decision": "Choose what is moved.",
        "motion_not_in_review": "{ref} is not in review now, so only a note can be moved about it.",
        "motion_moved_on": "The content of the request changed since the motion was put. Withdraw it and put it again.",
        "vote_choice": "Choose how you vote.",
        "vote_reason": "Say why you vote against it; it stands in the minutes.",
        "vote_not_yours": "You do not vote here: members vote, a deputy noted in the place of a member, and whoever is here and holds a seat of the request.",
        "vote_not_here": "You are not noted as present. Ask the secretary to note it.",
        "vote_member_did": "{name} voted already; a deputy votes only where the member did not.",
        "vote_seat_moved": "What your vote means changed since you read it. Read it again and vote again.",
        "vote_seat_next": "Your vote is recorded. Its seat had no turn yet, so it was not signed by it.",
        "vote_no_longer_holds": "The vote of {name} no longer holds, so nothing was applied: {why} They can vote again, or you withdraw the motion.",
        "vote_other_sentence": "{name} signed another sentence than the seat asks for now.",
        "vote_no_role": "{name} holds no role for this any more.",
        "deputy_member": "Choose a member of the committee.",
        "deputy_person": "Choose somebody with a role for the whole organisation who is not that member.",
        "deputy_days": "It ends on or after the day it begins, and not in the past.",
        "deputy_there": "{name} is a deputy of this member already.",
    }
)

RECORDED = "I, {name}, as {role}, {vote} the motion on {what}: “{text}”. I fill no seat by it."
VOTES = {"for": "vote for", "against": "vote against", "abstain": "abstain from"}
DEPUTY = "deputy of {member} ({role})"


def recorded_statement(*, name: str, role: str, choice: str, what: str, text: str) -> str:
    """The exact sentence of a vote that fills no seat."""
    return RECORDED.format(name=name, role=role, vote=VOTES[choice], what=what, text=text)
