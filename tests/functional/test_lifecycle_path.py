"""A version goes through its whole life, gate after gate."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize("tier", ["minimal", "limited", "high"])
def test_a_built_system_passes_all_six_gates_with_different_people(company: Company, tier: str) -> None:
    version = company.system()
    company.classify(version, tier)
    for gate in ("design", "data_review", "testing", "deployment", "monitoring", "retirement"):
        request = company.pass_gate(version, gate)
        assert company.request(request).status == "approved"
        assert company.version(version).stage == gate
