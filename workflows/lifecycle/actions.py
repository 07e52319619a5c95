"""What the record can say happened to a version beyond its requests."""

from __future__ import annotations

from workflows.record.actions import register

register("version:suspended", "{actor} suspended {about} ({suspension})")
register(
    "suspension:unconfirmed:escalated", "{actor} told that nobody confirmed {suspension} of {about} in time"
)
register(
    "suspension:length:escalated", "{actor} told that {suspension} of {about} lasts longer than it should"
)
register("review:opened", "{actor} opened {about}: a review whether the version is suspended")
register("pass:issued", "{actor} issued {pass} for {about} in {environment}")
register("pass:ended", "{actor} ended {pass} for {about} before its time")
register("pass:ran-out", "{actor} noted that {pass} for {about} is over")
register("pass:review:opened", "{actor} asked anew for the review of {pass} for {about}")
