"""What is said about requests that are put under a newer version of their policy."""

from __future__ import annotations

from workflows.ground.words import register
from workflows.record.actions import register as register_action

register(
    {
        "transfer_nothing": "Choose at least one request.",
        "transfer_too_many": "Choose at most {most} requests at once.",
        "transfer_reason": "Write why these requests should not go on under the version they began with.",
        "transfer_version_moved": "Version {number} is in force by now. Look at the list again; nothing was changed.",
        "transfer_not_waiting": "{ref} has ended, stands still or runs under this version already. Nothing was changed.",
        "transfer_own": "You belong to {ref}: you opened, answered, built or own it. Somebody else has to move it.",
        "needs_transfer_role": "Only {roles} put open requests under another version of their policy. "
        "They can do it, or an administrator can give you the role.",
    }
)
register_action(
    "request:policy:transferred", "{actor} put {about} under another version of its policy: {policy_version}"
)
