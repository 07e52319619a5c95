"""The migrations make what the models say, on both databases, and can be taken back."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import create_engine, inspect

from models.base import Base
from tests.fixtures.databases import bare_app, close
from tests.fixtures.source import FLOORS, Module, files, read

MIGRATIONS = [read(path) for path in files("*.py", under="migrations") if path.name != "env.py"]


@pytest.fixture
def empty_app(empty_database_url: str) -> Iterator[Flask]:
    app = bare_app(empty_database_url)
    with app.app_context():
        yield app
        close(app)


@pytest.mark.both_databases
def test_the_migrations_make_exactly_the_tables_of_the_models(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        difference = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert difference == []


@pytest.mark.both_databases
def test_every_migration_can_be_taken_back_and_made_again(empty_app: Flask, empty_database_url: str) -> None:
    flask_migrate.upgrade()
    made = _tables(empty_database_url)
    flask_migrate.downgrade(revision="base")
    assert _tables(empty_database_url) <= {"alembic_version"}
    flask_migrate.upgrade()
    assert _tables(empty_database_url) == made >= set(Base.metadata.tables)


@pytest.mark.both_databases
def test_an_upgrade_of_an_upgraded_database_changes_nothing(
    empty_app: Flask, empty_database_url: str
) -> None:
    flask_migrate.upgrade()
    made = _tables(empty_database_url)
    flask_migrate.upgrade()
    assert _tables(empty_database_url) == made


@pytest.mark.parametrize("module", MIGRATIONS, ids=[module.path for module in MIGRATIONS])
def test_migrations_import_no_code_of_the_application(module: Module) -> None:
    imported = {
        name.partition(".")[0]
        for node in ast.walk(module.tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported & {*FLOORS, "config", "wsgi"} == set()


def _tables(url: str) -> set[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
    engine.dispose()
    return names
