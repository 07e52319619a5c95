"""What the registers write into the record."""

from __future__ import annotations

from workflows.record.actions import register

MADE = register("register-record:made", "{actor} wrote {about} into a register")
EDITED = register("register-record:edited", "{actor} changed {about}")
STATUS = register("register-record:status:set", "{about} is {status} now")
ARCHIVED = register("register-record:archived", "{actor} took {about} out of the lists")
RESTORED = register("register-record:restored", "{actor} took {about} back into the lists")
LINKED = register("register-record:link:made", "{actor} linked {about} to {target}")
UNLINKED = register("register-record:link:ended", "{actor} ended the link of {about} to {target}")
COMMENTED = register("register-record:commented", "{actor} commented on {about}")
SIGNED = register("register-record:signed", "{actor} signed {about} for: {purpose}")
FIELD_ADDED = register("register:field:added", "{actor} added the own field {label} to {about}")
FIELD_CHANGED = register("register:field:changed", "{actor} changed an own field of {about}")
FIELD_ENDED = register("register:field:ended", "{actor} no longer asks for the own field {label} in {about}")
IMPORTED = register("register:imported", "{actor} imported {count} rows into {about}")
IMPORT_UNDONE = register("register:import:undone", "{actor} took an import of {count} rows into {about} back")
TURN_GIVEN = register("register-record:turn:given", "{about} waits for somebody: {code}")
