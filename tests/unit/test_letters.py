"""What a mail is made of: safe headers, two parts, links from the configured address, and no link that decides."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from workflows.ground.words import codes
from workflows.notices.mail.letter import Letter, Line, message
from workflows.notices.mail.setting import MailSetting, configure, current
from workflows.notices.topics import TOPICS
from workflows.notices.words import QUIET, SAYINGS

SETTING = MailSetting("https://gates.halm.example", "gates@halm.example", "127.0.0.1", 25, "none")
HOSTILE = 'Ana\r\nBcc: all@halm.example\x00\u2028"<b>x</b>'


def letter(**more: object) -> Letter:
    facts: dict[str, object] = {
        "uuid": "01930000-0000-7000-8000-000000000000",
        "name": "Ana Ribeiro",
        "email": "ana@halm.example",
        "subject": "REQ-1 waits for you",
        "made_at": datetime(2026, 3, 1, 9, tzinfo=UTC),
        "lines": [Line("notice_request_turn", {"ref": "REQ-1", "gate": "design"}, "/requests/REQ-1")],
    }
    return Letter(**(facts | more))  # type: ignore[arg-type]


def test_g39_nothing_typed_adds_a_header() -> None:
    plain = message_from_bytes(message(letter(), SETTING).as_bytes(), policy=default)
    hostile = message_from_bytes(
        message(letter(name=HOSTILE, subject=HOSTILE), SETTING).as_bytes(), policy=default
    )
    assert hostile.keys() == plain.keys()
    assert hostile["Bcc"] is None
    assert "<b>" not in hostile.get_body(("html",)).get_content()


def test_a_mail_says_that_a_machine_wrote_it_and_under_which_id() -> None:
    mail = message(letter(), SETTING)
    assert mail["Message-ID"] == "<01930000-0000-7000-8000-000000000000@gates.halm.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://gates.halm.example/preferences/notices>"
    assert mail["From"] == "Countersign <gates@halm.example>"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_the_same_delivery_always_makes_the_same_mail() -> None:
    assert message(letter(), SETTING).as_bytes() == message(letter(), SETTING).as_bytes()


def test_s51_a_mail_says_that_an_answer_decides_nothing() -> None:
    mail = message(letter(), SETTING)
    for kind in ("plain", "html"):
        assert "Nothing can be decided by answering this mail" in mail.get_body((kind,)).get_content()


def test_links_come_from_the_configured_address_only() -> None:
    for kind in ("plain", "html"):
        text = message(letter(), SETTING).get_body((kind,)).get_content()
        found = set(re.findall(r"https?://[^\s\"<]+", text))
        assert found == {
            "https://gates.halm.example/requests/REQ-1",
            "https://gates.halm.example/preferences/notices",
        }


def test_every_event_has_a_topic_and_a_sentence() -> None:
    for event, saying in SAYINGS.items():
        assert saying.topic in TOPICS, event
        assert saying.code(event) in codes(), event
        gaps = set(re.findall(r"{(\w+)}", saying.sentence + saying.subject))
        assert gaps <= {"ref", "gate", "status"}, event
    assert not QUIET & SAYINGS.keys()


@pytest.mark.parametrize(
    "url",
    [
        "http://mail.example.org",
        "smtp://",
        "smtp://mail.example.org?tls=maybe",
        "smtp://mail.example.org:x",
        "smtp://mail.example.org?color=red",
        "smtp://me:secret@mail.example.org?tls=none",
    ],
)
def test_a_bad_or_insecure_mail_address_stops_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="COUNTERSIGN_MAIL_URL"):
        configure(url, "gates@halm.example", "https://gates.halm.example")


def test_a_sender_must_be_one_address() -> None:
    for sender in ("", "gates", "a@b.example\r\nBcc: c@d.example", "A <a@b.example>"):
        with pytest.raises(ValueError, match="COUNTERSIGN_MAIL_FROM"):
            configure("smtp://127.0.0.1?tls=none", sender, "https://gates.halm.example")


def test_without_an_address_mail_is_off_and_ports_follow_the_kind_of_tls() -> None:
    for url, port in (
        ("smtp://h.example", 587),
        ("smtps://h.example", 465),
        ("smtp://h.example?tls=none", 25),
    ):
        configure(url, "a@b.example", "https://gates.halm.example")
        setting = current()
        assert setting is not None
        assert setting.port == port
        assert "secret" not in repr(MailSetting("", "", "", 1, "none", "me", "secret"))
    configure("", "", "")
    assert current() is None
