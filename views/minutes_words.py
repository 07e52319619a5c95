"""What minutes call votes, results and decisions, on the page and on paper."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from views.review_words import N_, value_word
from workflows.approvals.committee.minutes_body import Body, ItemLine, MotionLine, VoteLine
from workflows.approvals.policies.words import gate_label, role_label

CHOICES = {"for": N_("For"), "against": N_("Against"), "abstain": N_("Abstained")}
RESULTS = {
    "carried": N_("Carried"),
    "lost": N_("Lost"),
    "no_quorum": N_("No quorum"),
    "withdrawn": N_("Withdrawn"),
    "": N_("Not closed"),
}
MOVED = {
    "approve": N_("To approve"),
    "approve_with_conditions": N_("To approve with conditions"),
    "request_changes": N_("To ask for changes"),
    "reject": N_("To reject"),
    "note": N_("To note"),
}
KINDS = {"sitting": N_("Sitting"), "circulation": N_("Circulation")}
ITEMS = {
    "open": N_("Not settled"),
    "decided": N_("Decided"),
    "deferred": N_("Deferred"),
    "taken_off": N_("Taken off"),
}
CAPACITIES = {"chair": N_("Chair"), "secretary": N_("Secretary")}


def word_of(table: dict[str, str], key: str) -> str:
    """A stored word as minutes say it."""
    return str(gettext(table.get(key, key)))


def moved(motion: MotionLine) -> str:
    """What was moved, as a decision."""
    return word_of(MOVED, motion.decision)


def result(motion: MotionLine) -> str:
    """What came of a motion, with its count."""
    word = word_of(RESULTS, motion.result)
    if not motion.result or motion.result == "withdrawn":
        return f"{word}."
    return str(
        gettext(
            "%(word)s: %(yes)s for, %(no)s against, %(rest)s abstained; %(voted)s voted, %(needed)s were needed.",
            word=word,
            yes=motion.votes_for,
            no=motion.against,
            rest=motion.abstained,
            voted=motion.voted,
            needed=motion.needed,
        )
    )


def voter(vote: VoteLine) -> str:
    """Who voted, and in whose place."""
    if not vote.in_place_of:
        return vote.name
    return str(gettext("%(name)s, in place of %(member)s", name=vote.name, member=vote.in_place_of))


def vote_effect(vote: VoteLine) -> str:
    """What a vote became: a signature in a seat, a vote that counts, or one that does not."""
    if vote.became:
        return str(gettext("signed: %(what)s", what=value_word("decision", vote.decision)))
    return str(gettext("recorded") if vote.counts else gettext("not counted"))


def roles_of(roles: tuple[str, ...]) -> str:
    """Roles by their labels."""
    return ", ".join(str(gettext(role_label(role))) for role in roles)


def item_name(item: ItemLine) -> str:
    """An item in a heading."""
    return f"{item.position}. {item.title}"


def item_outcome(item: ItemLine) -> str:
    """Where an item stands after the session, and its request with it."""
    said = word_of(ITEMS, item.status)
    if not item.request:
        return f"{said}."
    return str(
        gettext(
            "%(said)s. %(ref)s, %(gate)s: %(state)s.",
            said=said,
            ref=item.request,
            gate=gettext(gate_label(item.gate)),
            state=value_word("status", item.outcome),
        )
    )


def quorum(body: Body) -> str:
    """Whether enough places were filled, in a sentence."""
    places = ngettext("%(num)s place", "%(num)s places", len(body.places))
    sentence = (
        gettext(
            "%(filled)s of %(places)s filled; %(needed)s make the quorum: it was there.",
            filled=body.filled,
            places=places,
            needed=body.needed,
        )
        if body.quorate
        else gettext(
            "%(filled)s of %(places)s filled; %(needed)s make the quorum: it was not there.",
            filled=body.filled,
            places=places,
            needed=body.needed,
        )
    )
    return str(sentence)


def summary(body: Body) -> str:
    """The minutes in one sentence: how many items, how many decided, and who stood apart."""
    decided = sum(item.status == "decided" for item in body.items)
    dissents = sum(len(motion.dissent) for item in body.items for motion in item.motions)
    apart = sum(len(item.conflicts) for item in body.items)
    parts = [
        ngettext("%(num)s item", "%(num)s items", len(body.items)),
        gettext("%(num)s decided", num=decided),
    ]
    if dissents:
        parts.append(ngettext("%(num)s dissenting vote", "%(num)s dissenting votes", dissents))
    if apart:
        parts.append(ngettext("%(num)s member stepped back", "%(num)s members stepped back", apart))
    return ", ".join(str(part) for part in parts) + "."
