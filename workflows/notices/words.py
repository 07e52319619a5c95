"""What each event says: its topic, its sentence, its mail subject and until when it is still worth telling.

Sentences name a thing by its ref and never by its title: a mailbox is not where a system is described.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflows.ground import words

TURN, OPEN = "turn", "open"


@dataclass(frozen=True)
class Saying:
    """How one event is told.

    `while_` is `turn` when it only matters to whom it is still the turn, `open` while its request is open, or empty.
    `duty` means that somebody has to act, so that a delegate is told instead of a person who is away.
    """

    topic: str
    sentence: str
    subject: str
    while_: str = ""
    duty: bool = False

    def code(self, event: str) -> str:
        """The code of its sentence in the words tables."""
        return f"notice_{event.replace(':', '_').replace('-', '_')}"


SAYINGS: dict[str, Saying] = {
    "request:turn": Saying("turn", "{ref} ({gate}) waits for your decision.", "{ref} waits for you", TURN, True),
    "request:decided": Saying("decided", "{ref} ({gate}) is decided: {status}.", "{ref} is decided"),
    "request:returned": Saying("decided", "{ref} ({gate}) came back to your team: points are to be answered.", "{ref} came back to your team", OPEN, True),
    "request:transferred": Saying("decided", "{ref} ({gate}) was put under a newer version of its policy; more may be asked.", "{ref} runs under a newer version of its policy", OPEN),
    "request:expired": Saying("decided", "{ref} ({gate}) has expired without a decision.", "{ref} has expired"),
    "request:withdrawn": Saying("progress", "{ref} ({gate}) was withdrawn by its team.", "{ref} was withdrawn"),
    "request:mentioned": Saying("turn", "You are mentioned in the discussion of {ref}.", "You are mentioned in {ref}"),
    "seat:signed": Saying("progress", "A seat of {ref} ({gate}) was signed.", "{ref}: a seat was signed"),
    "seat:retracted": Saying("progress", "A signature on {ref} ({gate}) was taken back.", "{ref}: a signature was taken back", OPEN),
    "seat:signer:admitted": Saying("turn", "You were admitted to sign {ref} ({gate}).", "You may sign {ref}", OPEN, True),
    "seat:handed-on": Saying("progress", "A seat of {ref} ({gate}) that you had was given to a colleague.", "{ref}: a seat went to a colleague", OPEN),
    "seat:assigned": Saying("turn", "You were asked to take a seat of {ref} ({gate}).", "{ref}: a seat was given to you", OPEN, True),
    "seat:released": Saying("turn", "A seat of {ref} ({gate}) is free again.", "{ref}: a seat is free again", OPEN, True),
    "seat:nudged": Saying("reminder", "{ref} ({gate}) still waits for you; a colleague asks you to look at it.", "{ref} still waits for you", OPEN, True),
    "seat:unreachable": Saying("escalation", "Nobody who may sign is left for a seat of {ref} ({gate}).", "{ref}: a seat cannot be filled", OPEN, True),
    "clock:reminder": Saying("reminder", "Half of the time for {ref} ({gate}) is over, and it waits for you.", "{ref}: half of the time is over", OPEN, True),
    "clock:due": Saying("escalation", "{ref} ({gate}) is due and not decided.", "{ref} is due", OPEN, True),
    "clock:late": Saying("escalation", "{ref} ({gate}) is late: one and a half times its time is over.", "{ref} is late", OPEN, True),
    "clock:very_late": Saying("escalation", "{ref} ({gate}) is very late: twice its time is over.", "{ref} is very late", OPEN, True),
    "delegation:proposed": Saying("absence", "A colleague asks you to stand in for them. Accept or decline.", "You are asked to stand in"),
    "delegation:accepted": Saying("absence", "Your delegation was accepted.", "Your delegation was accepted"),
    "delegation:declined": Saying("absence", "Your delegation was declined; nobody stands in for you.", "Your delegation was declined"),
    "delegation:began": Saying("absence", "A delegation has begun.", "A delegation has begun"),
    "delegation:ended": Saying("absence", "A delegation has ended.", "A delegation has ended"),
    "register:turn": Saying("turn", "{ref}, a record of a register, waits for you.", "{ref} waits for you", duty=True),
    "condition:set": Saying("conditions", "You owe {ref}, a condition of an approval.", "{ref}: you owe a condition", duty=True),
    "condition:offered": Saying("conditions", "{ref} was reported as fulfilled and waits for your word.", "{ref} waits for your word", duty=True),
    "condition:met": Saying("conditions", "{ref} was accepted as fulfilled.", "{ref} is fulfilled"),
    "condition:refused": Saying("conditions", "What was offered for {ref} was not enough.", "{ref} is still open", duty=True),
    "condition:due_soon": Saying("conditions", "{ref} is due soon.", "{ref} is due soon", duty=True),
    "condition:overdue": Saying("escalation", "{ref} is overdue.", "{ref} is overdue", duty=True),
    "pass:issued": Saying("emergency", "An emergency pass was issued, past a seat of yours.", "An emergency pass was issued"),
    "pass:ended": Saying("emergency", "An emergency pass has ended.", "An emergency pass has ended"),
    "pass:review_overdue": Saying("emergency", "The review of an emergency pass is overdue.", "The review of an emergency pass is overdue", duty=True),
    "version:suspended": Saying("emergency", "{ref} was suspended.", "{ref} was suspended"),
    "suspension:unconfirmed": Saying("escalation", "A suspension still waits for its confirmation.", "A suspension is not confirmed", duty=True),
    "suspension:too_long": Saying("escalation", "A suspension has lasted longer than its limit.", "A suspension lasts too long", duty=True),
    "suspension:review_opened": Saying("escalation", "A suspension review was opened: {ref}.", "A suspension review: {ref}", duty=True),
    "renewal:opened": Saying("renewals", "A renewal was opened: {ref}.", "A renewal was opened", duty=True),
    "renewal:overdue": Saying("escalation", "A renewal is overdue: {ref}.", "A renewal is overdue", duty=True),
    "lane:sample-drawn": Saying("reminder", "The sample of the fast lane was drawn and waits for a second look.", "A sample of the fast lane waits", duty=True),
    "lane:closed": Saying("escalation", "The fast lane closed by itself: too many requests were in the wrong lane.", "The fast lane is closed", duty=True),
    "lane:reopened": Saying("progress", "The fast lane was signed open again.", "The fast lane is open again"),
    "person:left": Saying("absence", "A colleague has left; what they owned needs a successor.", "A hand-over waits for you", duty=True),
    "session:opened": Saying("turn", "The committee session {ref} is open.", "{ref} is open"),
    "motion:put": Saying("turn", "A motion in {ref} waits for your vote.", "{ref}: a motion waits for your vote"),
    "minutes:drafted": Saying("turn", "Minutes of {ref} wait for your signature.", "{ref}: minutes wait for your signature", duty=True),
    "endpoint:disabled": Saying("operation", "Messages to {ref} failed for too long; it was switched off.", "{ref} was switched off"),
}  # fmt: skip
"""Every event that people are told."""

QUIET = frozenset({"request:opened", "request:submitted", "seat:claimed"})
"""Events that only go to other programs: whoever must act on them is told by an event of their own."""

words.register({saying.code(event): saying.sentence for event, saying in SAYINGS.items()})
words.register(
    {
        "notice_instead": "{name} is away; you are told instead.",
        "notice_digest": "{count} notices for you",
        "notice_digest_one": "One notice for you",
        "mail_hello": "Hello {name},",
        "mail_open": "Open the page:",
        "mail_page_only": "Nothing can be decided by answering this mail or by a link in it: decisions are signed on the page.",
        "mail_choose": "Choose what you are told by mail:",
        "notice_unknown": "Something happened that concerns you.",
        "notice_topic_unknown": "There is no such topic.",
        "notice_way_unknown": "Choose one of the ways.",
        "notice_fixed": "Escalations, suspensions and emergency passes are always told.",
        "delivery_not_failed": "Only a message that was given up can be sent again.",
    }
)


def say(code: str, params: dict[str, str]) -> str:
    """The sentence of a stored notice; one that an older release stored stays readable."""
    try:
        return words.text(code, params)
    except (KeyError, IndexError):
        return words.text("notice_unknown")
