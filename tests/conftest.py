"""What every test can ask for; the parts live in `tests/fixtures/`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.application",
    "tests.fixtures.server",
    "tests.fixtures.browser",
    "tests.fixtures.evidence",
    "tests.fixtures.visitors",
    "tests.fixtures.company_copies",
    "tests.fixtures.people",
    "tests.fixtures.clocks",
    "tests.fixtures.hosts",
    "tests.fixtures.receiver",
    "tests.fixtures.mailbox",
]

# The same examples on every run: a red build must be red again when it is looked at.
for _name, _examples in (("house", 60), ("trust", 600)):
    hypothesis_settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
hypothesis_settings.load_profile("house")


ALWAYS_ON_BOTH = frozenset(
    {
        "test_committee_session",
        "test_gates",
        "test_invariants",
        "test_lifecycle_path",
        "test_migrations_with_data",
        "test_record_append_only",
        "test_record_entries",
        "test_record_round_trip",
        "test_rounds",
        "test_scenarios_engine",
        "test_schema",
        "test_seat_groups",
        "test_seats",
        "test_sign_budget",
    }
)
"""Files about signatures, stages and the record: every run tries them on PostgreSQL. Of the others the long batteries do."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs a test marked `both_databases` on SQLite and on PostgreSQL, there in the long batteries if it is not core."""
    if "database_kind" not in metafunc.fixturenames:
        return
    if metafunc.definition.get_closest_marker("both_databases"):
        core = metafunc.module.__name__.rpartition(".")[2] in ALWAYS_ON_BOTH
        second = "postgresql" if core else pytest.param("postgresql", marks=pytest.mark.trust)
        metafunc.parametrize("database_kind", ["sqlite", second], indirect=True)
    elif metafunc.definition.get_closest_marker("postgres"):
        metafunc.parametrize("database_kind", ["postgresql"], indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Counts every race among the long batteries: it needs the machine for itself to mean anything."""
    for item in items:
        if "race" in item.path.relative_to(item.config.rootpath).parts:
            item.add_marker("trust")
