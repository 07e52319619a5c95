"""What monitoring writes into the record."""

from __future__ import annotations

from workflows.record.actions import register

ENTERED = register("indicator:values:entered", "{actor} entered {count} values of {about} ({source})")
MISSED = register("indicator:values:missed", "{actor} noted that {about} has no value for {periods}")
SETTLED = register("indicator:breach:settled", "{actor} looked into the broken limit of {about}")
KEY_MADE = register("indicator:key:made", "{actor} made a key with which values of {about} can be sent")
KEY_REVOKED = register("indicator:key:revoked", "{actor} revoked a key of {about}")
