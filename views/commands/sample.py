"""The sample company from the command line: in a database of its own, never beside real people."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import click
import flask_migrate
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from views.words import sentence
from workflows.approvals.policies.words import role_label
from workflows.ground.refused import Refused
from workflows.sample import loading

sample = AppGroup("sample", help="A made-up company to try everything with.")
SIGN_INS = "sample-sign-ins.txt"


@sample.command("load")
@click.option("--password", help="One password for all sample people; else one is made and printed.")
@with_appcontext
def load(password: str | None) -> None:
    """Makes the sample company, in instance/sample.sqlite3 or the empty database that DATABASE_URL names."""
    if _elsewhere("load", *(("--password", password) if password else ())):
        return
    flask_migrate.upgrade()
    kept = Path(current_app.instance_path) / SIGN_INS
    try:
        if loading.present():
            print("The sample company is there already.")
            print(
                kept.read_text(encoding="utf-8")
                if kept.exists()
                else "Its password is known to whoever loaded it."
            )
            return
        chosen = password or "-".join(secrets.token_hex(2) for _ in range(4))
        print("Making the sample company; this takes about a minute.")
        signs = loading.load(chosen)
    except Refused as refused:
        raise click.ClickException(sentence(refused)) from None
    lines = [f"{s.email:32} {s.name:18} {', '.join(map(_role, s.roles))}" for s in signs]
    text = "\n".join([*lines, f"Password of everybody: {chosen}", ""])
    _keep(kept, text)
    print(text)


@sample.command("remove")
@with_appcontext
def remove() -> None:
    """Drops the sample company's database and its evidence, whole; never single rows."""
    if _elsewhere("remove"):
        return
    try:
        files = loading.erase_evidence()
    except Refused as refused:
        raise click.ClickException(sentence(refused)) from None
    flask_migrate.downgrade(revision="base")
    (Path(current_app.instance_path) / SIGN_INS).unlink(missing_ok=True)
    url = str(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if url.startswith("sqlite:///"):
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + ending).unlink(missing_ok=True)
    print(f"The sample company is gone, with {files} files of evidence.")


def _elsewhere(*words: str) -> bool:
    """Runs the command anew on the sample's own database when no database was named; says whether it did."""
    if os.environ.get("DATABASE_URL"):
        return False
    folder = Path(current_app.instance_path)
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'sample.sqlite3'}",
        "COUNTERSIGN_EVIDENCE_URL": os.environ.get(
            "COUNTERSIGN_EVIDENCE_URL", f"file://{folder / 'sample-evidence'}"
        ),
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "sample", *words]
    # Only this program itself, with the words of its own command line.
    ended = subprocess.run(command, env=environment, check=False)  # noqa: S603
    if ended.returncode:
        raise SystemExit(ended.returncode)
    return True


def _keep(path: Path, text: str) -> None:
    """Writes the sign-ins for this account alone."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _role(key: str) -> str:
    return "Administrator, no role" if key == "administrator" else role_label(key)


commands = (sample,)
