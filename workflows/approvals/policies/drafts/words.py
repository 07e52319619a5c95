"""What drafts refuse, and what the record says about them."""

from __future__ import annotations

from workflows.ground import words
from workflows.record.actions import register

words.register(
    {
        "draft_not_yours": "Drafts of policies are written by {roles}, and by administrators. You hold none of these roles.",
        "draft_not_yours_to_propose": "Only {roles} can propose a policy for publication; being administrator is not enough.",
        "draft_moved_on": "This draft cannot be changed now: it is {status}.",
        "draft_gone": "This part of the draft is no longer there. Somebody removed or moved it; open the draft anew.",
        "draft_other_policy": "This text is about {gate}/{tier}, but the draft is about another policy. Gate and tier cannot be changed.",
        "draft_same": "The draft says exactly what version {number} says; there is nothing to publish.",
        "draft_base_old": "Version {number} came into the world after this draft was started. Start a new draft from it, or compare and take over what you need.",
        "draft_note_missing": "Say why the policy changes; reviewers and auditors read it.",
        "draft_day_past": "The first day must be today or later.",
        "draft_no_version": "There is no such version of this policy.",
        "draft_not_proved": "The check of this draft has faults, so it cannot be published. Correct them first.",
        "draft_proposed_already": "Another draft of this policy is proposed already; it has to be decided or taken back first.",
        "publication_base_moved": "Another version of this policy was published meanwhile, so this one can only be rejected.",
        "publication_not_proved": "The check finds faults in this policy now that it did not find when it was proposed, so it cannot be approved. Look at the check of the draft.",
        "draft_key_twice": "{key} is used already in this draft; choose another.",
    }
)

register("policy:draft:started", "{actor} started the draft {about} from version {base}")
register("policy:draft:edited", "{actor} edited {part} of the draft {about}")
register("policy:draft:discarded", "{actor} discarded the draft {about}")
register("policy:draft:proposed", "{actor} proposed the draft {draft} for publication in {about}")
