"""What the record can say happened in the fast lane."""

from __future__ import annotations

from workflows.record.actions import register

register("version:gate:passed", "{actor} passed the gate {gate} of {about} by the fast lane")
register("lane:answered", "{actor} answered {items} of {about}")
register("lane:dpia:recorded", "{actor} recorded as {role} that no DPIA is due for {about}")
register("lane:sample:drawn", "{actor} drew {drawn} of {of} requests of {month} to be looked at again")
register("lane:sample:judged", "{actor} looked at {about} again: {verdict}")
register("lane:closed", "{actor} closed {about}: {count} of the last {of} were in the wrong lane")
register("lane:reopened", "{actor} signed {about} open again")
