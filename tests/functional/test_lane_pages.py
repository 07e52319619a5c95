"""The pages of the fast lane, without script: from empty to deployment with few inputs and one signature."""

from __future__ import annotations

import re
from html import unescape

from sqlalchemy import func, select

from models.approval_request import ApprovalRequest
from models.signature import Signature
from models.system_version import SystemVersion
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.doors import Door, words
from tests.fixtures.lane import TEXTS
from workflows.ground.transaction import reading

FILLED = {
    **TEXTS,
    "no_practice": "y",
    "likelihood": "2",
    "severity": "2",
    "impact": "1",
    "vulnerable": "no",
    "acts": "no",
    "incident": "no",
    "supplier_until": "2099-01-31",
}
MOST_INPUTS = 30


class Typist(Door):
    """A person whose typing and choosing is counted."""

    def __init__(self, company: Company, name: str) -> None:
        super().__init__(company, name)
        self.inputs = 0

    def enter(self, address: str, fields: dict[str, str], at: str | None = None) -> str:
        """Fills fields in and sends the form; every field with a value counts, and it must be on the page."""
        shown = self.get(at or address).get_data(as_text=True)
        form = re.search(rf'<form[^>]*action="{address}"[^>]*>(.*?)</form>', shown, re.S)
        assert form, f"{at or address} has no form for {address}"
        missing = [name for name in fields if f'name="{name}"' not in form.group(1)]
        assert not missing, f"{at or address} has no {missing}"
        self.inputs += sum(bool(value) for value in fields.values())
        hidden = dict(re.findall(r'type="hidden" name="([^"]*)"[^>]*value="([^"]*)"', form.group(1)))
        answer = self.client.post(address, data={name: unescape(said) for name, said in hidden.items()} | fields)
        assert answer.status_code == 303, words(answer)
        return str(answer.headers["Location"])


def test_a_translation_plug_in_takes_at_most_thirty_inputs_and_exactly_one_signature(
    company: Company,
) -> None:
    ana, tom = Typist(company, "ana"), Typist(company, "tom")
    system = ana.enter(
        "/systems/new",
        {
            "name": "Translation plug-in",
            "purpose": "Translates drafts of mails",
            "business_reason": "Fewer hours for mails abroad",
            "users": "Sales",
            "affected_persons": "Nobody",
            "autonomy": "advice",
            "origin": "bought",
            "supplier": "Lingua",
        },
    )
    key = re.search(r"SYS-\d+", system)
    assert key
    version = f"VER-{reading().scalars(select(SystemVersion.id)).one()}"
    ana.enter(
        f"/systems/{key.group()}/classify",
        {
            "none_applies": "y",
            "operator_roles": "deployer",
            "legal_tier": "minimal",
            "legal_reason": "It translates what a person then reads and sends",
            "internal_tier": "minimal",
            "internal_reason": "Nobody is harmed by a wrong word",
        },
    )
    lane = ana.enter(f"/versions/{version}/lane", {}, at=f"/versions/{version}/start")
    request = lane.split("/")[-2]
    assert ana.enter(f"/requests/{request}/lane", FILLED).endswith(f"/requests/{request}/check")
    ana.enter(f"/requests/{request}/check", {})
    tom.enter(
        f"/requests/{request}/sign", {"decision": "approve", "password": PASSWORD}, at=f"/requests/{request}"
    )
    assert company.version(version).stage == "deployment"
    signed = reading().scalars(select(Signature)).all()
    assert [one.person_id for one in signed] == [company["tom"].person_id]
    assert ana.inputs + tom.inputs <= MOST_INPUTS
    assert reading().scalar(select(func.count()).select_from(ApprovalRequest)) == 1
