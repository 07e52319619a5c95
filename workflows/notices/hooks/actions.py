"""What the doors to other systems write into the record."""

from __future__ import annotations

from workflows.record.actions import register

ENDPOINT_ADDED = register("endpoint:added", "{actor} let messages go to {about}")
ENDPOINT_SWITCHED_OFF = register("endpoint:switched-off", "{actor} stopped the messages to {about}")
ENDPOINT_SWITCHED_ON = register("endpoint:switched-on", "{actor} let messages go to {about} again")
ENDPOINT_DISABLED = register(
    "endpoint:disabled", "{actor} stopped the messages to {about}, which took none any more"
)
SECRET_ROTATED = register(
    "endpoint:secret:rotated", "{actor} made a new signing secret for {about}; the old one is valid beside it"
)
SECRET_RETIRED = register("endpoint:secret:retired", "{actor} ended the old signing secret of {about}")
DELIVERY_REPLAYED = register("endpoint:delivery:replayed", "{actor} had a message to {about} sent again")
