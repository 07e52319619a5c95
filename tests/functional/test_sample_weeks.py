"""Five weeks of the sample company in which nobody does anything: what the clock tells, and that it tells it once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask

from jobs.sweeps import SWEEPS
from tests.fixtures.mailbox import Mailbox
from workflows.ground import clock
from workflows.record.verify import verify
from workflows.sample import loading

pytestmark = pytest.mark.trust

WEEKS = 5
TOLD = (
    ("Maria Keller", "REQ-8: half of the time is over"),
    ("Tom Bauer", "REQ-8 is due"),
    ("Greta Lindholm", "REQ-17 is very late"),
    ("Dara Singh", "A delegation has begun"),
    ("Dara Singh", "A delegation has ended"),
    ("Ana Ribeiro", "COND-1 is due soon"),
    ("Ana Ribeiro", "COND-1 is overdue"),
    ("Tom Bauer", "COND-1 is overdue"),
)
"""Some of the letters that five idle weeks bring; the deployment of Credit scoring v12 is REQ-8."""


def test_five_idle_weeks_of_the_sample_company_are_told_by_mail_each_thing_once(
    house: Flask, mailbox: Mailbox
) -> None:
    loading.load("a sample password 2026")
    for day in range(WEEKS * 7 + 1):
        with clock.set_back(timedelta(days=day, minutes=20)):
            for _ in range(2):
                for sweep in SWEEPS:
                    assert sweep.run(1000).failed == 0, f"{sweep.name} on day {day}"
    sent = Counter((str(one["To"]).partition(" <")[0], str(one["Subject"])) for one in mailbox.letters)
    assert {letter: sent[letter] for letter in TOLD} == dict.fromkeys(TOLD, 1)
    assert max(Counter(str(one["Message-ID"]) for one in mailbox.letters).values()) == 1
    assert verify().verdict == "consistent"
