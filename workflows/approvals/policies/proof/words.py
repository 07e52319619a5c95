"""What a proof says, in sentences."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "proof_opens_unsigned": "The gate opens although nobody signed as {seats}.",
        "proof_opens_without_items": "The gate opens although the item {item} is not done.",
        "proof_opens_empty": "The gate opens although nothing at all was answered.",
        "proof_opens_by_authors": "The gate opens although everybody who signed wrote a record of the request.",
        "proof_signed_and_shut": "Every seat is signed and the gate stays shut.",
        "proof_veto_lost": "A seat that may end the request rejects, and the request goes on.",
        "proof_nobodys_turn": "The request is open and it is nobody's turn.",
        "proof_too_large": "There are too many ways through this policy to look at them all, so nothing is proven.",
        "proof_never_opens": "Whatever its seats sign, this gate never opens.",
        "proof_runs_unsigned": "A version runs in production in the stage {stage}, without the signatures of the {gate}.",
        "proof_no_such_move": "The policy leads from {source} to {target}; the lifecycle knows no such move for it.",
        "proof_lane_skips": "The fast lane leads to {target}, past the {gate}, whose signatures it does not stand for.",
        "proof_not_sound": "{reason}",
        "proof_no_policy": "There is no policy for this gate in this tier, so nothing could pass.",
        "proof_nobody_submits": "Nobody could hand the request in: it takes {roles}.",
        "proof_role_empty": "Nobody holds the role of the seat {role}.",
        "proof_all_barred": "Everybody who could fill the seat {role} is barred.",
        "proof_too_few": "Fewer people can sign than there are seats: {role} stays empty when the others are filled.",
        "proof_quorum": "The group {role} needs {needs} approvals, and only {people} could give one.",
        "proof_no_independent": "No deciding seat could go to somebody who wrote no record of the request.",
        "proof_dead_end": "A version cannot leave {place}: no gate out of it could be decided.",
        "proof_step_situation": "A request of which this is so: {situation}.",
        "proof_step_submits": "{name} hands the request in.",
        "proof_step_signs": "{role}: {decision}.",
        "proof_step_could": "{role}: {people}.",
        "proof_step_nobody": "nobody",
        "proof_record": "a record that this policy keeps its author from signing over",
        "proof_step_raised": "Its tier was raised from {before} to {after} after it had passed other gates.",
        "proof_step_born": "A version is registered; it stands in {place}.",
        "proof_step_passes": "It passes: {gate}. It stands in {place}.",
        "proof_step_suspended": "Somebody stops it at once. It stands in {place}.",
        "proof_step_tier": "It is classified anew. It stands in {place}.",
        "proof_step_shut": "{gate}: nobody could decide it in this tier.",
        "proof_step_deployed": "It is registered in a production environment; the policy asks for no later stage.",
        "crew_shape": "The crew cannot be read: every person needs a name and a list of roles ({where}).",
        "crew_role": "{name} is no role ({where}).",
        "crew_unknown": "There is no reference crew called {name}.",
    }
)
