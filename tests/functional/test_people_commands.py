"""Accounts from the command line, and the code that a start prints."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask

from tests.fixtures.people import PASSWORD, Staff, fill
from tests.fixtures.server import LiveServer

ADD = ["users", "add", "--name", "Ana Ribeiro", "--email", "Ana@Halm.example"]


def test_a_person_is_added_with_a_link_and_an_entry(staff: Staff):
    said = staff.app.test_cli_runner().invoke(args=ADD)
    assert said.exit_code == 0, said.output
    token = re.search(r"/welcome/(\S+)", said.output)
    assert token
    visitor = staff.app.test_client()
    assert (
        fill(visitor, f"/welcome/{token[1]}", password=PASSWORD, password_again=PASSWORD).status_code == 303
    )
    assert staff.actions()[-2:] == ["person:added", "person:signed-up"]


def test_an_administrator_is_added_with_a_password_from_standard_input(staff: Staff):
    said = staff.app.test_cli_runner().invoke(
        args=[*ADD, "--admin", "--password-stdin"], input=PASSWORD + "\n"
    )
    assert said.exit_code == 0, said.output
    assert "/welcome/" not in said.output
    assert PASSWORD not in said.output
    found = staff.person(2)
    assert (found.email, found.is_administrator) == ("ana@halm.example", True)


def test_a_bad_account_is_refused_with_a_sentence(staff: Staff):
    runner = staff.app.test_cli_runner()
    weak = runner.invoke(args=[*ADD, "--password-stdin"], input="short\n")
    assert weak.exit_code == 1
    assert "Use at least 12 characters" in weak.output
    taken = runner.invoke(args=["users", "add", "--name", "X", "--email", "adele@halm.example"])
    assert taken.exit_code == 1
    assert "belongs to an account already" in taken.output
    assert runner.invoke(args=["users", "setup-code"]).exit_code == 1


def test_a_set_up_code_can_be_printed_again(house: Flask):
    said = house.test_cli_runner().invoke(args=["users", "setup-code"])
    assert re.fullmatch(r"([A-Z2-9]{4}-){4}[A-Z2-9]{4}\n", said.output)


def test_a_start_prints_a_code_while_nobody_has_set_it_up(serve: Callable[..., LiveServer]):
    server = serve(COUNTERSIGN_ENV="production", COUNTERSIGN_ARGON2="default")
    printed = server.log.read_text()
    assert "Countersign is not set up yet" in printed
    assert re.search(r"use this code once: ([A-Z2-9]{4}-){4}[A-Z2-9]{4}\n", printed)
