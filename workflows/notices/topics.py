"""Topics: what a person may choose ways for, and what holds without a choice."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.ground.words import register

NOW, DIGEST, OFF = "now", "digest", "off"
WAYS = (NOW, DIGEST, OFF)


@dataclass(frozen=True)
class Topic:
    """One topic; a `fixed` one is always told, at once and everywhere."""

    key: str
    label: str
    mail: str = NOW
    fixed: bool = False


TOPICS = {
    topic.key: topic
    for topic in (
        Topic("turn", "notice_topic_turn"),
        Topic("decided", "notice_topic_decided"),
        Topic("progress", "notice_topic_progress", DIGEST),
        Topic("reminder", "notice_topic_reminder"),
        Topic("conditions", "notice_topic_conditions"),
        Topic("renewals", "notice_topic_renewals"),
        Topic("absence", "notice_topic_absence"),
        Topic("operation", "notice_topic_operation"),
        Topic("escalation", "notice_topic_escalation", fixed=True),
        Topic("emergency", "notice_topic_emergency", fixed=True),
    )
}

register(
    {
        "notice_topic_turn": "It became your turn to sign or to work on something",
        "notice_topic_decided": "A request of your team was decided or sent back",
        "notice_topic_progress": "Signatures and remarks on requests of your team",
        "notice_topic_reminder": "Reminders and nudges",
        "notice_topic_conditions": "Conditions you owe or have to accept",
        "notice_topic_renewals": "Renewals and reviews that come due",
        "notice_topic_absence": "Delegations and hand-overs",
        "notice_topic_operation": "Connections to other programs that fail",
        "notice_topic_escalation": "Escalations: something is late and has come to you",
        "notice_topic_emergency": "Suspensions and emergency passes",
    }
)
