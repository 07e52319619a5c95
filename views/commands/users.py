"""Accounts from the command line, for the first start and for the day when nobody can sign in."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from views.words import sentence
from workflows.ground.actor import SYSTEM
from workflows.ground.refused import Refused, Several
from workflows.people import accounts, passwords, setup
from workflows.people.identity import Identity

users = AppGroup("users", help="Accounts of people.")


@users.command("add")
@click.option("--name", required=True, help="Name as printed with signatures.")
@click.option("--email", required=True, help="E-mail for signing in; never used for anybody else afterwards.")
@click.option("--admin", is_flag=True, help="May administer people, units and settings.")
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input; else a link is printed."
)
@with_appcontext
def add(name: str, email: str, admin: bool, password_stdin: bool) -> None:
    """Adds an employee and prints a sign-up link that is good once and for seven days."""
    try:
        kept = ""
        if password_stdin:
            password = sys.stdin.readline().rstrip("\r\n")
            passwords.require_good(password, email, name)
            kept = passwords.hash_password(password)
        made = accounts.add_person(SYSTEM, accounts.AddPerson(Identity(name, email), admin), kept)
    except Refused as refused:
        raise click.ClickException(_words(refused)) from None
    print(f"Added {made.name} (person {made.person_id}).")
    if made.token:
        base = str(current_app.config["COUNTERSIGN_BASE_URL"]).rstrip("/")
        print(f"Sign-up link, good once and for seven days: {base}/welcome/{made.token}")


@users.command("setup-code")
@with_appcontext
def setup_code() -> None:
    """Prints a new one-time code for the first set-up."""
    code = setup.make_code()
    if code is None:
        raise click.ClickException("The organisation is set up already.")
    print(code)


def _words(refused: Refused) -> str:
    reasons = refused.reasons if isinstance(refused, Several) else [refused]
    return " ".join(sentence(reason) for reason in reasons)


commands = (users,)
