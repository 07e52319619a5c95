"""Processes that send mail are killed, frozen and run side by side: nothing is lost, and nothing sent twice."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from config import HOME
from tests.fixtures.company import Company
from tests.fixtures.mailbox import Mailbox
from tests.functional.test_notices_mail import deliveries, in_review
from workflows.ground import clock
from workflows.notices import telling
from workflows.notices.mail import sweep as mail
from workflows.notices.mail.taking import take

SENDING = (
    "from wsgi import create_app\n"
    "from workflows.notices.mail.sweep import sweep\n"
    "from workflows.notices.telling import sweep as tell\n"
    "with create_app().app_context():\n"
    "    tell(); print(sweep().handled)\n"
)


def start(environment: dict[str, str], mailbox: Mailbox) -> subprocess.Popen[str]:
    """A process of its own that tells and sends what is due, once."""
    env = {**os.environ, **environment, "COUNTERSIGN_MAIL_URL": mailbox.url}
    env["COUNTERSIGN_MAIL_FROM"] = "gates@halm.example"
    return subprocess.Popen(
        [sys.executable, "-c", SENDING], cwd=HOME, env=env, text=True, stdout=subprocess.PIPE
    )


class SlowMailbox(Mailbox):
    """A server that takes its time before it takes a letter."""

    waits = 0.0
    asked = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Waits first, so that the sender can be killed in the middle."""
        self.asked += 1
        await asyncio.sleep(self.waits)
        if session.peer is None or server.transport is None or server.transport.is_closing():
            return "451 gone"
        return await super().handle_DATA(server, session, envelope)


def letters_by_id(mailbox: Mailbox) -> Counter[str]:
    return Counter(str(one["Message-ID"]) for one in mailbox.letters)


def in_three_minutes() -> Any:
    return clock.set_back(timedelta(minutes=4))


@pytest.mark.both_databases
def test_s10_a_process_killed_between_commit_and_send_loses_and_doubles_nothing(
    company: Company, mailbox: Mailbox
) -> None:
    in_review(company)
    telling.sweep()
    wanted = {f"<{one.uuid}@gates.halm.example>" for one in deliveries()}
    first = deliveries()[0]
    # What a process leaves behind that is killed right after it took the delivery.
    assert take(first.id) is not None
    mail.sweep()
    assert len(mailbox.letters) == len(wanted) - 1
    with in_three_minutes():
        mail.sweep()
        mail.sweep()
    assert letters_by_id(mailbox) == Counter(dict.fromkeys(wanted, 1))


@pytest.mark.both_databases
def test_s10_kill_9_of_the_sending_process_loses_and_doubles_nothing(
    company: Company, environment: dict[str, str], app: Any
) -> None:
    slow = SlowMailbox()
    slow.open()
    try:
        from tests.fixtures.mailbox import mail_through

        with mail_through(slow):
            in_review(company)
            telling.sweep()
            slow.waits = 30.0
            process = start(environment, slow)
            _until(lambda: slow.asked > 0, process)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            slow.waits = 0.0
            assert [one.status for one in deliveries()].count("sending") == 1
            with in_three_minutes():
                mail.sweep()
                mail.sweep()
            assert {one.status for one in deliveries()} == {"sent"}
            assert len(slow.letters) == len(deliveries())
            assert max(letters_by_id(slow).values()) == 1
    finally:
        slow.close()


@pytest.mark.postgres
def test_s57_four_processes_send_each_mail_once(
    company: Company, mailbox: Mailbox, environment: dict[str, str]
) -> None:
    for number in range(6):
        in_review(company, f"System {number}")
    processes = [start(environment, mailbox) for _ in range(4)]
    said = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    sent = deliveries()
    assert len(sent) >= 12
    assert {one.status for one in sent} == {"sent"}
    assert sum(map(int, said)) == len(sent)
    assert set(letters_by_id(mailbox).values()) == {1}
    assert len(mailbox.letters) == len(sent)


def _until(true: Any, process: subprocess.Popen[str]) -> None:
    """Waits until something is so; a process that ended before fails the test."""
    end = time.monotonic() + 60
    while not true():
        assert process.poll() is None, "it ended before it sent anything"
        assert time.monotonic() < end
        time.sleep(0.05)
