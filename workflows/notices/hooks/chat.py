"""The same fact in the form of a chat service: a few lines and one link; nothing in it can decide anything."""

from __future__ import annotations

import json
import re
from typing import Any

from workflows.ground.words import register, text
from workflows.notices.hooks.content import Said
from workflows.notices.hooks.events import NAMES, TEST

_CODES = register(
    {
        "chat_request_submitted": "handed in",
        "chat_request_turn_changed": "somebody else's turn now",
        "chat_request_returned": "sent back to the team",
        "chat_request_decided": "decided",
        "chat_request_expired": "expired without a decision",
        "chat_request_withdrawn": "withdrawn",
        "chat_request_due": "due, not decided",
        "chat_request_late": "late, not decided",
        "chat_condition_set": "a condition was set",
        "chat_condition_due": "a condition is due soon",
        "chat_condition_met": "a condition is met",
        "chat_condition_overdue": "a condition is overdue",
        "chat_version_suspended": "suspended",
        "chat_renewal_opened": "a renewal was opened",
        "chat_renewal_overdue": "the renewal is overdue",
        "chat_pass_issued": "an emergency pass was issued",
        "chat_pass_ended": "an emergency pass has ended",
        "chat_endpoint_tested": "a test from Countersign; messages arrive here",
        "chat_tier": "Risk: {tier} tier",
        "chat_due": "Due: {day}",
        "chat_status": "Status: {status}",
        "chat_round": "Round {number}: {cause}",
        "chat_waits": "Waits for: {roles}",
        "chat_open": "Open {ref} to read and sign there",
    }
)
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:])")


def code_of(event: str) -> str:
    """The code of an event's words."""
    return f"chat_{event.replace('.', '_')}"


def message(kind: str, said: Said) -> bytes:
    """The body that a Slack, Teams or Mattermost incoming webhook takes."""
    shape = {"slack": _slack, "teams": _teams, "mattermost": _mattermost}[kind]
    return json.dumps(shape(said), ensure_ascii=False).encode("utf-8", "replace")


def lines_of(said: Said) -> list[str]:
    """Heading first, then at most five short lines; plain text that each service escapes in its own way."""
    heading = " ".join(part for part in (said.ref, said.subject or said.system, said.gate_label) if part)
    happened = text(code_of(said.event))
    found = [f"{heading}: {happened}" if heading else happened]
    if said.tier:
        found.append(text("chat_tier", {"tier": said.tier}))
    if said.due_at:
        found.append(text("chat_due", {"day": f"{said.due_at:%Y-%m-%d %H:%M} UTC"}))
    if said.status:
        found.append(text("chat_status", {"status": said.status.replace("_", " ")}))
    if said.round_number:
        params = {"number": said.round_number, "cause": said.cause.replace("_", " ")}
        found.append(text("chat_round", params))
    if said.waits_for:
        found.append(text("chat_waits", {"roles": ", ".join(said.waits_for)}))
    # No name of a system can call a whole channel.
    return [" ".join(line.split())[:300].replace("@", "@\u200b") for line in found]


def _link_words(said: Said) -> str:
    return text("chat_open", {"ref": said.ref or "Countersign"})


def _slack(said: Said) -> dict[str, Any]:
    def plain(line: str) -> str:
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    first, *rest = (plain(line) for line in lines_of(said))
    return {"text": "\n".join([first, *(f"• {line}" for line in rest), f"<{said.url}|{_link_words(said)}>"])}


def _mattermost(said: Said) -> dict[str, Any]:
    def plain(line: str) -> str:
        return _SPECIAL.sub(r"\\\1", line)

    first, *rest = (plain(line) for line in lines_of(said))
    return {
        "text": "\n".join(
            [first, "", *(f"* {line}" for line in rest), f"\n[{_link_words(said)}]({said.url})"]
        )
    }


def _teams(said: Said) -> dict[str, Any]:
    first, *rest = lines_of(said)
    blocks = [{"type": "TextRun", "text": first, "weight": "Bolder"}]
    rows: list[dict[str, Any]] = [{"type": "RichTextBlock", "inlines": blocks}]
    rows += [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line}]} for line in rest]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": rows,
        # The one thing to press opens the page; Action.Submit and the like would come back to us.
        "actions": [{"type": "Action.OpenUrl", "title": _link_words(said), "url": said.url}],
    }
    content_type = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": content_type, "content": card}]}


assert {code_of(event) for event in (*NAMES, TEST)} <= set(_CODES)
