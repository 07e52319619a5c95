"""Migrations on a database in which people have worked: nothing is lost, the record stays consistent."""

from __future__ import annotations

from collections.abc import Iterator

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import create_engine, inspect, text

from config import HOME
from models.base import Base, db
from tests.fixtures.company import Company
from tests.fixtures.databases import bare_app, close
from workflows.ground.readiness import schema_revision
from workflows.record.verify import verify

pytestmark = pytest.mark.both_databases


def revisions() -> list[str]:
    """All revisions, the oldest first."""
    script = ScriptDirectory(str(HOME / "migrations"))
    return [one.revision for one in reversed(list(script.walk_revisions()))]


def rows(url: str) -> dict[str, int]:
    """How many rows every table of the models has."""
    engine = create_engine(url)
    with engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        found = {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() or 0
            for name in Base.metadata.tables
            if name in there
        }
    engine.dispose()
    return found


@pytest.fixture
def worked(company: Company, database_url: str) -> Iterator[Flask]:
    """A database with a passed gate, a request in review, evidence and signatures; only migrations look at it."""
    version = company.system()
    company.classify(version, "limited")
    company.pass_gate(version, "design")
    request = company.open(version, "data_review")
    company.answer_all(request, by="milo")
    company.submit(request)
    close(company.app)
    app = bare_app(database_url)
    with app.app_context():
        yield app
        close(app)


def test_upgrading_a_database_with_data_keeps_every_row_and_the_record(
    worked: Flask, database_url: str
) -> None:
    before = rows(database_url)
    flask_migrate.upgrade()
    close(worked)
    assert rows(database_url) == before
    assert before["signature"] > 0
    assert before["evidence"] > 0
    assert schema_revision() == revisions()[-1]
    assert verify().verdict == "consistent"


def test_the_check_for_forgotten_migrations_is_clean_with_data(worked: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_is_taken_back_with_data_and_made_again(worked: Flask, database_url: str) -> None:
    """Down one by one to nothing and up again; what a later revision did not make survives its way down and up."""
    for older in [*reversed(revisions()[:-1]), "base"]:
        flask_migrate.downgrade(revision=older)
        close(worked)
        if older != "base":
            assert rows(database_url)["signature"] > 0
    assert rows(database_url) == {}
    for revision in revisions():
        flask_migrate.upgrade(revision=revision)
        close(worked)
    made = rows(database_url)
    assert set(made) == set(Base.metadata.tables)
    assert made["signature"] == made["record_entry"] == 0
