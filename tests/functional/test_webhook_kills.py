"""A process that is killed between commit and send loses nothing, and what arrives twice has one id."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from config import HOME
from tests.fixtures.company import Company
from tests.fixtures.receiver import Receiver, deliveries, endpoint
from workflows.ground import clock
from workflows.ground.refused import NotAllowed
from workflows.notices.hooks.endpoints import OnEndpoint, try_endpoint
from workflows.notices.hooks.sweep import sweep

SENDER = """
import os, signal, sys
from wsgi import create_app
from workflows.notices.hooks import sweep as sweeping

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(sweeping, sys.argv[1], die)
with create_app().app_context():
    sweeping.sweep()
"""


def killed_before(company: Company, receiver: Receiver, environment: dict[str, str], step: str) -> None:
    """Runs the sweep in a process of its own that dies when it comes to `step`."""
    more = {"COUNTERSIGN_WEBHOOK_ALLOW": f"127.0.0.1:{receiver.port}", "PATH": os.environ["PATH"]}
    ended = subprocess.run(
        [sys.executable, "-c", SENDER, step],
        cwd=HOME,
        env=environment | more,
        capture_output=True,
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()[-2000:]


@pytest.mark.parametrize(("step", "arrived"), [("_send", 0), ("_settle", 1)])
def test_g46_a_kill_between_commit_and_send_loses_nothing_and_keeps_the_id(
    company: Company, receiver: Receiver, environment: dict[str, str], step: str, arrived: int
) -> None:
    made = endpoint(company, receiver)
    try_endpoint(company["admin"], OnEndpoint(made.endpoint_id))
    killed_before(company, receiver, environment, step)
    assert len(receiver.taken) == arrived
    (left,) = deliveries()
    assert left.status == "sending"
    assert sweep().handled == 0, "it still belongs to the one that died"
    with clock.set_back(timedelta(minutes=2)):
        assert sweep().handled == 1
        assert sweep().handled == 0
    assert len(receiver.taken) == arrived + 1
    assert {message.id for message in receiver.taken} == {f"msg_{left.uuid}"}
    assert deliveries()[0].status == "sent"


def test_g46_nothing_leaves_when_the_act_is_rolled_back(company: Company, receiver: Receiver) -> None:
    made = endpoint(company, receiver)
    with pytest.raises(NotAllowed):
        try_endpoint(company["tom"], OnEndpoint(made.endpoint_id))
    sweep()
    assert receiver.taken == []


def test_g46_a_receiver_that_is_down_for_an_hour_gets_everything_in_the_end(
    company: Company, receiver: Receiver
) -> None:
    made = endpoint(company, receiver)
    receiver.stop()
    for _ in range(3):
        try_endpoint(company["admin"], OnEndpoint(made.endpoint_id))
    for minutes in (0, 1, 10, 45):
        with clock.set_back(timedelta(minutes=minutes)):
            sweep()
    receiver.start()
    with clock.set_back(timedelta(hours=4)):
        assert sweep().handled == 3
        assert sweep().handled == 0
    assert len({message.id for message in receiver.taken}) == len(receiver.taken) == 3
