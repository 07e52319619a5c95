"""What the people column writes into the record."""

from __future__ import annotations

from workflows.record.actions import register

SET_UP = register(
    "organisation:set-up", "{actor} set up the organisation {about} and adopted the starter content"
)
ADDED = register("person:added", "{actor} added {about} as {kind}")
EDITED = register("person:edited", "{actor} changed the account of {about}")
SETTLED = register("handover:settled", "{actor} settled {thing} that {about} left behind")
CLOSED = register("person:deactivated", "{actor} closed the account of {about}")
REOPENED = register("person:reactivated", "{actor} opened the account of {about} again")
PRIVILEGE = register(
    "person:administrator:changed",
    "{actor} changed the administrator privilege of {about} to {administrator}",
)
LINK_MADE = register("person:link:made", "{actor} made a one-time link for {about}")
SIGNED_UP = register("person:signed-up", "{actor} chose a password with a one-time link")
PASSWORD = register("person:password:changed", "{actor} changed the own password")
GRANTED = register("role:granted", "{actor} granted the role {role} to {about} for {scope}")
SHORTENED = register("role:end:set", "{actor} set the end of the role {role} of {about} to {ends_on}")
REVOKED = register("role:revoked", "{actor} revoked the role {role} of {about} for {scope}")
UNIT_ADDED = register("unit:added", "{actor} added the unit {about}")
UNIT_EDITED = register("unit:edited", "{actor} changed the unit {about}")
UNIT_ARCHIVED = register("unit:archived", "{actor} archived the unit {about}")
