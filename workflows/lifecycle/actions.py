"""What the record can say happened to a version beyond its requests."""

from __future__ import annotations

from workflows.record.actions import register

register("version:suspended", "{actor} suspended {about} ({suspension})")
register("review:opened", "{actor} opened {about}: a review whether the version is suspended")
register("pass:issued", "{actor} issued {pass} for {about} in {environment}")
register("pass:ended", "{actor} ended {pass} for {about} before its time")
register("pass:ran-out", "{actor} noted that {pass} for {about} is over")
register("pass:review:opened", "{actor} asked anew for the review of {pass} for {about}")
