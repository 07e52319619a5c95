"""The pages of datasets, evaluations and suppliers ask the database as often for many rows as for one."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.data_registers import RESULTS, evaluation, link, plan, row, write
from tests.fixtures.doors import Door

MANY = 12


def sent(company: Company, name: str, address: str) -> int:
    """The statements of the second look at a page; the first fills what is kept between looks."""
    door = Door(company, name)
    door.text(address)
    with counted_statements(company.app) as statements:
        door.text(address)
    return len(statements)


def suppliers(company: Company, count: int) -> str:
    papers = [{"kind": "contract", "name": f"Contract {n}", "ends_on": "2999-01-01"} for n in range(3)]
    for number in range(count):
        write(company, "supplier", {"papers": papers}, by="maria", title=f"Supplier {number}")
    return "/registers/suppliers/ending"


def dependants(company: Company, count: int) -> str:
    made = write(company, "supplier", {}, by="maria")
    for number in range(count):
        version = company.version(company.system(f"System {number}"))
        link(company, "supplier", row(made), "supplies", f"SYS-{version.system_id}", by="tom")
    return f"/registers/suppliers/SUP-{made.id}/dependants"


def sources(company: Company, count: int) -> str:
    version = company.system()
    made = write(company, "dataset", {}, version, by="ines")
    for _number in range(count):
        other = write(company, "dataset", {}, version, by="ines")
        link(company, "dataset", row(made), "derived_from", f"DS-{other.id}", by="ines")
    return f"/registers/datasets/DS-{made.id}/lineage"


def results(company: Company, count: int) -> str:
    version = company.system()
    fixed = plan(company, version)
    rows = [{"metric": f"m{n}", "value": "1"} for n in range(count)]
    made = evaluation(company, version, f"TP-{fixed.id}", body={"results": [*RESULTS, *rows]})
    return f"/registers/evaluations/EVAL-{made.id}/results"


@pytest.mark.parametrize(
    ("make", "who", "most"),
    [(suppliers, "maria", 9), (dependants, "tom", 14), (sources, "ines", 14), (results, "henrik", 16)],
    ids=["ending", "dependants", "lineage", "results"],
)
def test_many_rows_cost_no_more_statements_than_one(company: Company, make, who: str, most: int):
    one = sent(company, who, make(company, 1))
    many = sent(company, who, make(company, MANY))
    assert many == one
    assert one <= most
