"""What revisions say when they refuse, and why one is no revision."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "revision_no_envelope": "It is linked to no change envelope.",
        "revision_several_envelopes": "It is linked to more than one change envelope.",
        "envelope_other_version": "{ref} is the envelope of another version.",
        "envelope_closed": "{ref} is closed.",
        "envelope_not_signed": "{ref}, as it stands now, was not part of what the version was approved with.",
        "revision_artefact_unknown": "The version has no artefact called {artefact}.",
        "revision_day_ahead": "The day on which it was made has not come yet.",
        "revision_settled": "{ref} was settled already.",
        "revision_not_running": "Only a version in deployment or monitoring is revised.",
        "revision_needs_confirmation": "In the high tier somebody who did not make it confirms it with a signature.",
        "revision_own": "You made this revision or wrote it down; somebody else confirms it.",
        "revision_outside": "It lies outside its envelope: {why}",
    }
)
