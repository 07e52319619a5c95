"""What the record can say happened to requests, and in which words."""

from __future__ import annotations

from models.enums import Decision
from workflows.record.actions import register

SIGNED = {
    Decision.APPROVE: "{actor} approved {about} as {seat}",
    Decision.APPROVE_WITH_CONDITIONS: "{actor} approved {about} with conditions as {seat}",
    Decision.REQUEST_CHANGES: "{actor} asked for changes on {about} as {seat}",
    Decision.REJECT: "{actor} rejected {about} as {seat}",
    Decision.RECUSE: "{actor} stepped back from {about} as {seat}",
    Decision.ADVISE_FOR: "{actor} advised in favour of {about} as {seat}",
    Decision.ADVISE_AGAINST: "{actor} advised against {about} as {seat}",
}


def signed_action(decision: str) -> str:
    """The name of the action of a signature with this decision."""
    return f"seat:{str(decision).replace('_', '-')}:signed"


for _decision, _sentence in SIGNED.items():
    register(signed_action(_decision.value), _sentence)

register("request:opened", "{actor} opened {about} for the gate {gate}")
register("request:submitted", "{actor} handed in {about} as round {round}")
register("request:resubmitted", "{actor} handed in {about} again as round {round}")
register("request:withdrawn", "{actor} withdrew {about}")
register("request:expired", "{actor} ended {about}: its time was over")
register("request:item:answered", "{actor} answered {item} of {about}")
register("request:evidence:attached", "{actor} attached evidence to {item} of {about}")
register("request:evidence:removed", "{actor} took evidence from {item} of {about}")
register("request:evidence:checked", "{actor} checked {evidence} in {about}")
register("request:evidence:unchecked", "{actor} took back the check of {evidence} in {about}")
register("request:point:answered", "{actor} answered point {point} of {about}")
register("request:commented", "{actor} commented on {about}")
register("seat:retracted", "{actor} took back the signature as {seat} on {about}")
register("seat:signer:admitted", "{actor} admitted a person to the seat {seat} of {about}")
register("policies:adopted", "{actor} adopted starter policies that were missing in {about}")
register("request:clock:escalated", "{actor} told {level} that {share} % of the time of {about} are used")
register("calendar:changed", "{actor} changed the working calendar; {count} open requests were counted anew")
register(
    "calendar:day:added",
    "{actor} added {day} to the working calendar; {count} open requests were counted anew",
)
register(
    "calendar:day:removed",
    "{actor} took {day} from the working calendar; {count} open requests were counted anew",
)
