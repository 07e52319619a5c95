"""The sentences of dry runs: what would become of a request, and why."""

from __future__ import annotations

from workflows.ground.words import register

TURNS = {
    "dry_stopped": "would have been stopped",
    "dry_let_through": "would have passed",
    "dry_refused": "would have been refused",
    "dry_stuck": "could not be decided",
    "dry_more": "more to do",
    "dry_less": "less to do",
}
"""What a policy would have made of a request."""

WHY = {
    "dry_items": "Open under this policy: {items}.",
    "dry_waiting": "It waits for {roles}.",
    "dry_nobody": "Nobody could sign as {role}.",
    "dry_no_seat": "No seat decides.",
    "dry_no_independent": "Every signer wrote a record of it, and one has to be independent.",
    "dry_new_seats": "{roles} would be asked as well.",
    "dry_gone_seats": "{roles} would not be asked any more.",
    "dry_milder": "It asks less than the policy it was decided under.",
}
"""Why: facts of the request under the policy that was tried."""

REFUSALS = {
    "needs_dry_run_reader": "A dry run names requests of every system, so it is for these roles of the whole "
    "organisation: {roles}. An administrator can give you one of them.",
    "dry_runs_wait": "{most} dry runs of yours are still under way. Wait until one of them is done.",
    "dry_run_broke": "A request could not be read, so the dry run stopped there. Nothing was changed.",
}

register({**TURNS, **WHY, **REFUSALS})
