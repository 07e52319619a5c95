"""Makes the mail of a delivery: plain text and HTML, links from the configured address only, no link that decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from urllib.parse import urlsplit

from workflows.ground import words
from workflows.notices.mail.setting import MailSetting
from workflows.notices.words import say

CHOICES_PATH = "/preferences/notices"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True)
class Line:
    """One thing that is told: the code of its sentence, its gaps, and the page it leads to."""

    code: str
    params: dict[str, str]
    path: str


@dataclass(frozen=True)
class Letter:
    """Everything a mail is made from; `uuid` is the delivery's and makes the Message-ID."""

    uuid: str
    name: str
    email: str
    subject: str
    made_at: datetime
    lines: Sequence[Line]


def message(letter: Letter, setting: MailSetting) -> EmailMessage:
    """The mail; made twice from the same delivery it is the same, so that a receiver can tell a repetition."""
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"] = message_id(letter.uuid, setting.base_url)
    mail["Date"] = letter.made_at
    mail["From"] = Address("Countersign", addr_spec=setting.sender)
    mail["To"] = Address(one_line(letter.name)[:100], addr_spec=one_line(letter.email))
    mail["Subject"] = one_line(letter.subject)[:150]
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["List-Unsubscribe"] = f"<{setting.base_url}{CHOICES_PATH}>"
    mail.set_content(_plain(letter, setting.base_url))
    mail.add_alternative(_html(letter, setting.base_url), subtype="html")
    # The parts are told apart by something that does not change either.
    mail.set_boundary(f"=_{letter.uuid}")
    return mail


def message_id(uuid: str, base_url: str) -> str:
    """The id under which a delivery goes out, however often it is tried."""
    return f"<{uuid}@{urlsplit(base_url).hostname or 'countersign.invalid'}>"


def one_line(text: str) -> str:
    """Text that is safe in a header: no line break and no other control character."""
    return _CONTROL.sub(" ", text).strip()


def _sentences(line: Line) -> list[str]:
    said = [say(line.code, line.params)]
    if line.params.get("instead"):
        said.append(words.text("notice_instead", {"name": line.params["instead"]}))
    return said


def _plain(letter: Letter, base_url: str) -> str:
    parts = [words.text("mail_hello", {"name": one_line(letter.name)}), ""]
    for line in letter.lines:
        parts += [*_sentences(line), f"{words.text('mail_open')} {base_url}{line.path}", ""]
    parts += [
        words.text("mail_page_only"),
        f"{words.text('mail_choose')} {base_url}{CHOICES_PATH}",
    ]
    return "\n".join(parts) + "\n"


def _html(letter: Letter, base_url: str) -> str:
    rows = "".join(
        f'<p>{escape(" ".join(_sentences(line)))}<br><a href="{escape(base_url + line.path)}">'
        f"{escape(base_url + line.path)}</a></p>"
        for line in letter.lines
    )
    choose = escape(base_url + CHOICES_PATH)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(one_line(letter.subject))}</title></head><body>"
        f"<p>{escape(words.text('mail_hello', {'name': one_line(letter.name)}))}</p>{rows}"
        f"<hr><p>{escape(words.text('mail_page_only'))}</p><p>{escape(words.text('mail_choose'))} "
        f'<a href="{choose}">{choose}</a></p></body></html>'
    )
