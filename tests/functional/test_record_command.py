"""`flask --app wsgi record verify`: its sentences, its JSON and its exit codes."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from tests.fixtures.record import tamper, write_many
from workflows.record import actions


@pytest.mark.both_databases
def test_a_consistent_record_is_said_to_be_consistent_and_not_witnessed(house: Flask) -> None:
    write_many(3)
    result = house.test_cli_runner().invoke(args=["record", "verify"])
    assert result.exit_code == 0
    assert "Consistent; not witnessed outside yet. 3 entries checked" in result.output


@pytest.mark.both_databases
def test_a_tampered_entry_is_named_with_what_was_expected_and_found(house: Flask) -> None:
    write_many(3)
    tamper("UPDATE record_entry SET body = replace(body, 'label 2', 'label 9') WHERE id = 2")

    result = house.test_cli_runner().invoke(args=["record", "verify"])
    assert result.exit_code == 1
    assert "The content of entry 2 is not what was sealed. Expected " in result.output

    report = json.loads(house.test_cli_runner().invoke(args=["record", "verify", "--json"]).output)
    assert (report["verdict"], report["exit_code"], report["findings"][0]["n"]) == ("tampered", 1, 2)


def test_an_unknown_action_is_answered_with_cannot_tell(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_many(2)
    monkeypatch.setattr(actions, "is_known", lambda _action: False)

    result = house.test_cli_runner().invoke(args=["record", "verify"])
    assert result.exit_code == 2
    assert "Cannot tell: 2 entries are unknown to this version." in result.output


def test_verifying_from_the_command_line_writes_nothing(house: Flask) -> None:
    write_many(2)
    run = house.test_cli_runner()
    first, second = (json.loads(run.invoke(args=["record", "verify", "--json"]).output) for _ in range(2))
    assert first["checked"] == second["checked"] == 2
    assert first["head"] == second["head"]
