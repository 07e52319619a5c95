"""What delegating writes into the record."""

from __future__ import annotations

from workflows.record.actions import register

AWAY = register("absence:set", "{actor} set an absence from {starts_on} to {ends_on}")
CALLED_OFF = register("absence:cancelled", "{actor} called off an absence from {starts_on} to {ends_on}")
PROPOSED = register(
    "delegation:proposed", "{actor} asked {about} to stand in and sign from {starts_on} to {ends_on}"
)
ACCEPTED = register(
    "delegation:accepted", "{actor} agreed to stand in for {about} from {starts_on} to {ends_on}"
)
DECLINED = register("delegation:declined", "{actor} declined to stand in for {about}")
ENDED = register("delegation:ended", "{actor} ended standing in between them and {about}")
