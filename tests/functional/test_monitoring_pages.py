"""Pages of values, legal clocks and concerns as a browser without script meets them, and the door for programs."""

from __future__ import annotations

import io
import json
import re

import pytest

from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.monitoring import day, enter, indicator, record, save


@pytest.fixture
def version(company: Company) -> str:
    made = company.system()
    company.classify(made, "limited")
    return made


def home(key: int) -> str:
    return f"/registers/indicators/IND-{key}"


def test_values_are_typed_corrected_and_drawn_and_a_stranger_sees_nothing(
    company: Company, version: str
) -> None:
    key = indicator(company, version)
    door, here = Door(company, "olu"), f"{home(key)}/values"
    assert "There is no value yet." in words(door.get(here))
    bad = door.send(here, {"period": "soon", "value": "many", "note": ""})
    assert (bad.status_code, 'value="many"' in bad.get_data(as_text=True)) == (422, True)
    assert door.send(here, {"period": day(), "value": "4,5", "note": ""}).status_code == 303
    text = words(door.get(here))
    assert "breaks a limit" in text
    assert "This waits for somebody" in text
    assert door.send(here, {"period": day(), "value": "2", "note": ""}).status_code == 422
    fixed = {"period": day(), "value": "2", "note": "Wrong column"}
    assert door.send(here, fixed).status_code == 303
    page = door.text(here)
    assert "keeps every limit" in page
    assert 'class="chart' in page
    assert Door(company, "nils").get(here).status_code == 404
    reader = Door(company, "ruth").text(here)
    assert "Enter the value" not in reader


def test_a_file_brings_all_values_or_names_every_bad_line(company: Company, version: str) -> None:
    key = indicator(company, version)
    door, here = Door(company, "olu"), f"{home(key)}/values"

    def bring(text: str):
        return door.send(f"{here}/file", {"file": (io.BytesIO(text.encode()), "v.csv")}, form_at=here)

    bad = bring(f"period;value\n{day(1)};1,5\nsoon;2\n{day()};x\n")
    assert bad.status_code == 422
    assert "Line 3:" in words(bad)
    assert "Line 4:" in words(bad)
    assert record(key).status == "planned"
    for empty in ("", "a,b\n1,2\n", "period,value\n", '"unclosed'):
        assert bring(empty).status_code == 422
    assert bring(f"period;value\n{day(1)};1,5\n{day()};2\n").status_code == 303
    csv = door.get(f"{here}.csv").get_data(as_text=True)
    assert f"{day(1)},1.5,ok,csv" in csv


def test_what_was_found_ends_the_turn_at_home(company: Company, version: str) -> None:
    key = indicator(company, version)
    enter(company, key, (day(), "5"))
    door, here = Door(company, "milo"), f"{home(key)}/values"
    assert door.send(f"{here}/found", {"found": ""}, form_at=here).status_code == 422
    assert door.send(f"{here}/found", {"found": "A new form"}, form_at=here).status_code == 303
    assert "This waits for somebody" not in door.text(here)


def test_a_program_sends_values_with_a_key_that_is_shown_once(company: Company, version: str) -> None:
    key = indicator(company, version)
    door, here = Door(company, "olu"), f"{home(key)}/values"
    shown = door.send(f"{home(key)}/keys", {"label": "Weekly job"}, form_at=here).get_data(as_text=True)
    found = re.search(r"<code>(csm_[\w-]+)</code>", shown)
    assert found
    assert found[1] not in door.text(here)
    api, outside = f"/api/indicators/IND-{key}/values", company.app.test_client()
    head = {"Authorization": f"Bearer {found[1]}"}
    sent = outside.post(api, json={"period": day(), "value": 4.25}, headers=head)
    assert (sent.status_code, sent.json) == (201, {"indicator": f"IND-{key}", "states": {day(): "breach"}})
    bad = outside.post(api, json={"values": [{"value": True}, {"period": "soon", "value": 1}]}, headers=head)
    assert (bad.status_code, [one["value"] for one in bad.json["errors"]]) == (422, [1, 2])
    for wrong in ({}, {"Authorization": "Bearer csm_x"}, {"Authorization": f"Basic {found[1]}"}):
        refused = outside.post(api, json={"value": 1}, headers=wrong)
        assert (refused.status_code, refused.json["errors"][0]["code"]) == (401, "key_wrong")
    assert outside.post(api, data="{", headers=head).status_code == 422
    assert outside.post(api, json=[1], headers=head).status_code == 422
    uuid = re.search(r'name="key" value="([0-9a-f-]{36})"', door.text(here))
    assert uuid
    revoked = door.send(f"{home(key)}/keys/revoke", {"key": uuid[1]}, form_at=here)
    assert revoked.status_code == 303
    assert outside.post(api, json={"value": 1}, headers=head).status_code == 401


def test_a_standing_order_is_signed_by_the_person_it_names_with_their_password(
    company: Company, version: str
) -> None:
    key = indicator(company, version, suspends="yes", authority="olu@halm.example")
    door, here = Door(company, "olu"), f"{home(key)}/values"
    assert "Not in force" in words(door.get(here))
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', door.text(here))
    assert digest
    sign = {"role": "operations_lead", "reason": "At night", "digest": digest[1]}
    assert door.send(f"{home(key)}/order", sign | {"password": "wrong"}, form_at=here).status_code == 422
    stale = door.send(f"{home(key)}/order", sign | {"digest": "0" * 64, "password": PASSWORD}, form_at=here)
    assert stale.status_code == 409
    assert door.send(f"{home(key)}/order", sign | {"password": PASSWORD}, form_at=here).status_code == 303
    assert "Olu signed on" in words(door.get(here))


def incident(company: Company, version: str, **body) -> int:
    facts = {"what": "31 refused wrongly", "severity": "major", "aware_on": day(1), "effects": ["health"]}
    return save(company, "incident", version, title="Wrong refusals", body=facts | body).id


def test_a_clock_is_stopped_with_evidence_from_its_page(company: Company, version: str) -> None:
    key = incident(company, version)
    door, here = Door(company, "ben"), f"/registers/incidents/INC-{key}/clocks"
    text = door.text(here)
    assert "Next report due:" in text
    stop = re.search(r'href="([^"]+/clocks/stop\?clock=([0-9a-f-]+))"', text)
    assert stop
    assert f"INC-{key}" in door.text("/incidents/clocks")
    asked = {"clock": stop[2], "stop": "reported", "on": "", "at": "", "evidence": "", "note": ""}
    assert door.send(f"{here}/stop", asked, form_at=stop[1]).status_code == 422
    odd = asked | {"evidence": "Receipt 7", "at": "99:99"}
    assert door.send(f"{here}/stop", odd, form_at=stop[1]).status_code == 422
    assert door.send(f"{here}/stop", asked | {"evidence": "Receipt 7"}, form_at=stop[1]).status_code == 303
    assert "Every clock of this incident stands." in door.text(here)
    assert door.get(f"{here}/stop?clock=none").status_code == 404
    assert Door(company, "nils").get(here).status_code == 404
    assert "No legal clock runs" in Door(company, "nils").text("/incidents/clocks")


def test_the_stop_of_a_version_begins_with_the_incident_it_is_for(company: Company, version: str) -> None:
    key = incident(company, version)
    address = f"/versions/{version}/suspend?because=INC-{key}"
    page = Door(company, "olu").get(address).get_data(as_text=True)
    # It is in intake, so there is nothing to stop; the reason is prepared all the same once there is.
    assert "There is nothing to stop." in page
    assert Door(company, "olu").get(address + "9999").status_code == 200


def test_a_concern_without_a_name_goes_in_and_its_code_leads_back(company: Company) -> None:
    client = company.app.test_client()
    door = Door(company, "ben")
    door.client = client
    bad = door.send("/concern", {"what": " ", "kind": "", "about": "", "wants": ""})
    assert bad.status_code == 422
    sent = door.send("/concern", {"what": "It guesses ages", "kind": "unfair", "about": "", "wants": ""})
    code = re.search(r"<code>([A-Z0-9-]{24})</code>", sent.get_data(as_text=True))
    assert code
    handler = Door(company, "ben")
    assert handler.send("/concerns/CON-1", {"text": "Since when?"}).status_code == 303
    opened = door.send("/concern/look", {"code": code[1].lower()})
    assert "Since when?" in words(opened)
    assert "Ben" not in words(opened)
    wrote = door.send("/concern/message", {"code": code[1], "text": "Since June"}, form_at="/concern/look")
    assert "Your message is there" in words(wrote)
    assert "Since June" in words(handler.get("/concerns/CON-1"))
    wrong = door.send("/concern/look", {"code": "K7QF-M2XR"})
    assert (wrong.status_code, "No concern has this code" in words(wrong)) == (422, True)


def test_the_door_without_a_name_does_not_know_who_is_signed_in(company: Company) -> None:
    text = Door(company, "ana").get("/concern").get_data(as_text=True)
    assert "Ana" not in text
    assert "Sign out" not in text


def test_a_concern_with_a_name_is_read_by_those_who_look_into_it_only(company: Company) -> None:
    door = Door(company, "nils")
    asked = {"title": "Odd", "what": "It guesses ages", "kind": "", "about": "", "wants": "", "system": "0"}
    assert door.send("/concerns/new", asked | {"what": ""}).status_code == 422
    assert door.send("/concerns/new", asked | {"system": "77"}).status_code == 422
    made = door.send("/concerns/new", asked)
    assert made.headers["Location"].endswith("/concerns/CON-1")
    assert "CON-1" in door.text("/concerns")
    for name, status in (("ben", 200), ("tom", 200), ("ana", 404), ("ruth", 404), ("admin", 404)):
        assert Door(company, name).get("/concerns/CON-1").status_code == status
        assert Door(company, name).get("/registers/concerns/CON-1").status_code == status


@pytest.mark.parametrize("count", [3, 60])
def test_the_page_of_values_costs_the_same_however_many_there_are(
    company: Company, version: str, count: int
) -> None:
    key = indicator(company, version)
    enter(company, key, *((day(n), "1") for n in range(count)))
    door = Door(company, "olu")
    door.get(f"{home(key)}/values")
    with counted_statements(company.app) as statements:
        door.get(f"{home(key)}/values")
    assert len(statements) <= 12, json.dumps(list(map(str, statements)), indent=1)
