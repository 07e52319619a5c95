"""What the calendar writes into the record; who subscribed to what is nobody's business and stays out."""

from __future__ import annotations

from workflows.record.actions import register

DATE_SET = register("committee-date:set", "{actor} set a date of the committee: {about}")
DATE_CALLED_OFF = register("committee-date:called-off", "{actor} called off a date of the committee: {about}")
FEED_MADE = register("calendar-feed:made", "{actor} made a secret calendar address")
FEED_ROTATED = register("calendar-feed:rotated", "{actor} made a new secret for a calendar address")
FEED_REVOKED = register("calendar-feed:revoked", "{actor} ended a secret calendar address")
