"""What the record can say happened around seats and turns."""

from __future__ import annotations

from workflows.record.actions import register

CLAIMED = register("seat:claimed", "{actor} took the seat {seat} of {about}")
RELEASED = register("seat:released", "{actor} gave the seat {seat} of {about} back")
ASSIGNED = register("seat:assigned", "{actor} asked a person to sign the seat {seat} of {about}")
NUDGED = register("request:nudged", "{actor} asked whose turn {about} is to go on")
HANDED_OVER = register("request:handed-over", "{actor} handed {about} to another person of the team")
