"""The policy editor without script: rows, seats, rules and text are the same policy, and nothing typed is lost."""

from __future__ import annotations

import io
import json
import re
from html import unescape

import pytest

from models.policy_draft import PolicyDraft
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.approvals.policies.body import load
from workflows.approvals.policies.drafts.starting import StartDraft, start_draft
from workflows.approvals.policies.yaml_text import to_yaml
from workflows.ground.ids import key_of
from workflows.ground.transaction import reading


@pytest.fixture
def tom(company: Company) -> Door:
    """The governance lead's browser."""
    return Door(company, "tom")


def start(company: Company, gate: str = "deployment", tier: str = "high") -> str:
    return "/policies/drafts/" + start_draft(company["tom"], StartDraft(gate, tier)).ref


def stored(address: str) -> str:
    session = reading()
    session.rollback()
    session.expire_all()
    return session.get_one(PolicyDraft, key_of("DRAFT", address.rpartition("/")[2])).body


def fields(page: str) -> dict[str, object]:
    """Every field of the editor's form on a page as a browser would send it."""
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    form = [one for one in forms if 'name="revision"' in one][-1]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="(\w+)"', tag)
        if not name or (kind and kind[1] == "file"):
            continue
        if kind and kind[1] in ("checkbox", "radio") and "checked" not in tag:
            continue
        found.setdefault(name[1], []).append(value[1] if value else "")
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = [inside.strip("\r\n")]
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', inside)
        found[name] = [chosen[1] if chosen else ""]
    return {name: [unescape(one) for one in values] for name, values in found.items()}


def save(door: Door, address: str, **changes: object):
    """Opens a form, changes some of its fields and sends the rest as it stands."""
    return door.client.post(address, data=fields(door.get(address).get_data(as_text=True)) | changes)


def test_a_draft_is_started_from_the_page_of_its_policy(company: Company, tom: Door):
    answer = tom.client.post(
        "/policies/deployment/high/drafts", data=tom.hidden("/policies/deployment/high") | {"number": "0"}
    )
    assert answer.status_code == 303
    page = tom.text(answer.headers["Location"])
    assert "It says what version 1 says." in page
    assert "Add an item" in page
    assert "Add a draft" not in Door(company, "ana").text("/policies/deployment/high")


@pytest.mark.parametrize("gate", ["deployment", "suspension", "rework", "monitoring", "policy_publication"])
def test_saving_every_form_unchanged_leaves_every_word_as_it_was(company: Company, tom: Door, gate: str):
    here = start(company, gate)
    before = stored(here)
    body = json.loads(before)
    few = len(body["items"]) if gate == "deployment" else 3
    parts = [f"items/{n}" for n in range(few)] + [f"seats/{n}" for n in range(len(body["seats"]))]
    parts += [f"routing/{n}" for n in range(len(body["routing"]))] + ["rules", "yaml"]
    for part in parts:
        answer = save(tom, f"{here}/{part}")
        assert answer.status_code == 303, (part, words(answer)[:600])
        assert stored(here) == before, part


def test_an_item_is_added_changed_moved_and_removed(company: Company, tom: Door):
    here = start(company)
    count = len(load(stored(here)).items)
    fresh = {"key": "TE-99", "text": "A new question", "owner": "ml_lead", "module": "risks"}
    more = {"note": "Read the guide first", "when_origin": ["built"], "controls": "A.6.2.4, A.7.4"}
    assert save(tom, f"{here}/items/new", **fresh, **more).status_code == 303
    item = load(stored(here)).items[-1]
    assert (item.key, item.note, item.controls) == ("TE-99", "Read the guide first", ("A.6.2.4", "A.7.4"))
    assert item.when is not None
    assert save(tom, f"{here}/items/{count}", level="should").status_code == 303
    assert load(stored(here)).items[-1].level == "should"
    row = {"part": "items", "place": str(count), "key": "TE-99"}
    assert tom.send(f"{here}/rows", row | {"act": "up"}, form_at=here).status_code == 303
    assert load(stored(here)).items[-2].key == "TE-99"
    row["place"] = str(count - 1)
    assert tom.send(f"{here}/rows", row | {"act": "remove"}, form_at=here).status_code == 303
    assert len(load(stored(here)).items) == count


def test_seats_can_be_groups_alternatives_and_merged(company: Company, tom: Door):
    here = start(company, tier="limited")
    group = {
        "kind": "group",
        "role": "committee_member",
        "needs": "2",
        "seats": "3",
        "key": "members",
        "step": "2",
    }
    assert save(tom, f"{here}/seats/new", **group, veto="y").status_code == 303
    anybody = {"kind": "any", "any_role": ["dpo", "legal_counsel"], "needs": "1", "key": "law", "step": "1"}
    assert save(tom, f"{here}/seats/new", **anybody).status_code == 303
    merged = {"kind": "one", "role": "security_ciso", "also": ["operations_lead"], "step": "1"}
    assert save(tom, f"{here}/seats/new", **merged).status_code == 303
    body = load(stored(here))
    seats = {seat.key: seat for seat in body.seats}
    assert (seats["members.3"].needs, seats["members.1"].veto) == (2, True)
    assert seats["law.2"].alternative is True
    assert seats["security_ciso"].also == ("operations_lead",)
    page = tom.text(here)
    assert "2 of 3 approvals are enough" in page
    assert "Its publication takes the seats of the high tier" in page


def test_mistakes_stand_beside_their_fields_and_what_was_typed_is_kept(company: Company, tom: Door):
    here = start(company)
    before = stored(here)
    answer = save(tom, f"{here}/items/new", key="9 lives", text="Kept text")
    page = words(answer)
    assert answer.status_code == 422
    assert "first a letter" in page
    assert "This is needed." in page
    assert "Kept text" in answer.text
    answer = save(tom, f"{here}/rules", sla_days="soon", title="Kept title")
    assert answer.status_code == 422
    assert "whole number" in words(answer)
    assert "Kept title" in answer.text
    assert (
        save(tom, f"{here}/items/new", key="TE-1", text="x", owner="dpo", module="risks").status_code == 422
    )
    assert save(tom, f"{here}/seats/new", kind="group", role="dpo", needs="3", seats="2").status_code == 422
    assert save(tom, f"{here}/items/0", owner="nobody_known").status_code in (303, 422)
    assert stored(here).count("9 lives") == before.count("9 lives")


def test_text_that_is_no_policy_is_shown_again_with_its_line(company: Company, tom: Door):
    here = start(company)
    before = stored(here)
    answer = save(tom, f"{here}/yaml", yaml="gate: deployment\ngate: design\n")
    assert answer.status_code == 422
    assert "stands twice (line 2)" in words(answer)
    assert "gate: design" in answer.text
    other = to_yaml(stored(start(company, "design")))
    assert "Gate and tier cannot be changed" in words(save(tom, f"{here}/yaml", yaml=other))
    assert stored(here) == before


def test_a_file_is_taken_in_and_the_same_file_comes_out(company: Company, tom: Door):
    here = start(company)
    text = to_yaml(stored(here)).replace("sla_days: 15", "sla_days: 14")
    sent = fields(tom.get(f"{here}/yaml").get_data(as_text=True)) | {"yaml": ""}
    sent["file"] = (io.BytesIO(text.encode()), "policy.yaml")
    assert tom.client.post(f"{here}/yaml", data=sent).status_code == 303
    file = tom.get(f"{here}/policy.yaml")
    assert file.get_data(as_text=True) == text
    assert file.headers["Content-Disposition"].startswith("attachment")
    page = tom.text(f"{here}/compare")
    assert "15 working days" in page
    assert "14 working days" in page


def test_a_second_save_from_an_old_page_is_refused_and_keeps_the_text(company: Company, tom: Door):
    here = start(company)
    old = fields(tom.get(f"{here}/items/0").get_data(as_text=True))
    save(tom, f"{here}/items/1", text="Saved by somebody else")
    answer = tom.client.post(f"{here}/items/0", data=old | {"text": "My careful words"})
    assert answer.status_code == 409
    assert "Somebody changed this while you were editing" in words(answer)
    assert "My careful words" in answer.text


def test_whoever_may_not_write_reads_the_draft_and_changes_nothing(company: Company, tom: Door):
    here = start(company)
    ana = Door(company, "ana")
    assert "You read this draft" in ana.text(here)
    before = stored(here)
    answer = save(ana, f"{here}/items/0", text="Mine")
    assert answer.status_code == 422
    assert "You hold none of these roles" in words(answer)
    assert stored(here) == before


def test_s40_the_check_names_the_fault_and_publication_is_refused_until_it_is_gone(
    company: Company, tom: Door
):
    here = start(company, tier="limited")
    save(tom, f"{here}/seats/new", kind="one", role="external_auditor", step="1")
    assert "External auditor" in tom.text(f"{here}/check")
    assert "cannot be published" in tom.text(f"{here}/publish")
    place = len(json.loads(stored(here))["seats"]) - 1
    row = {"part": "seats", "place": str(place), "key": "external_auditor", "act": "remove"}
    tom.send(f"{here}/rows", row, form_at=here)
    save(tom, f"{here}/rules", sla_days="4")
    answer = save(tom, f"{here}/publish", note="Faster decisions")
    assert answer.status_code == 303, words(answer)[:900]
    page = tom.text(here)
    request = re.search(r"REQ-\d+", page)
    assert request is not None
    assert "nobody edits it meanwhile" in page
    review = Door(company, "maria").text(f"/requests/{request[0]}")
    assert "10 working days" in review or "working day" in review
    company.pass_request(request[0])
    assert "Version 2" in tom.text("/policies/deployment/limited")
    assert "Return to version 1" in tom.text("/policies/deployment/limited/versions/1")
    assert "Faster decisions" in tom.text("/policies/deployment/limited")
    assert tom.get("/policies/deployment/limited/compare?before=1&now=2").status_code == 200


def test_s42_fields_that_the_forms_do_not_have_are_not_written(company: Company, tom: Door):
    here = start(company, tier="limited")
    forged = {"gate": "design", "tier": "minimal", "seats": "[]", "status": "published", "version_id": "1"}
    assert save(tom, f"{here}/rules", **forged, sla_days="4").status_code == 303
    body = load(stored(here))
    assert (body.gate, body.tier, body.sla_days) == ("deployment", "limited", 4)
    assert body.seats
    forged |= {"approver_ids": "1", "required_count": "0", "decided_by": "1", "proof": '{"ok": true}'}
    assert save(tom, f"{here}/publish", **forged, note="Faster").status_code == 303
    request = company.request("REQ-1")
    assert (request.status, request.tier) == ("in_review", "limited")
    assert set(company.seats("REQ-1")) == {"committee_chair", "risk_officer"}


def test_s26_an_administrator_who_loosens_a_rule_is_told_who_can_propose_it(company: Company):
    here, admin = start(company), Door(company, "admin")
    assert save(admin, f"{here}/rules", contractor_seats="y").status_code == 303
    assert "being administrator is not enough" in admin.text(f"{here}/publish")
    page = Door(company, "tom").text(here)
    assert "Whether contractors may sign changes." in page
    assert "Admin Istrator" in page


@pytest.mark.parametrize("query", ["before=" + "9" * 30, "now=-" + "9" * 30, "now=x&before=", "before=0"])
def test_a_comparison_with_a_version_that_does_not_exist_is_no_fault(tom: Door, query: str):
    assert tom.get(f"/policies/deployment/high/compare?{query}").status_code in (200, 404)
    assert tom.get("/policies/deployment/moon/compare").status_code == 404
    assert tom.get("/policies/deployment/high/versions/99").status_code == 404
    assert tom.get("/policies/drafts/DRAFT-99").status_code == 404


def test_a_percent_sign_or_an_unknown_role_in_a_draft_breaks_no_page(company: Company, tom: Door):
    here = start(company)
    assert save(tom, f"{here}/items/0", text="95 % of cases %(x)s", note="100 %").status_code == 303
    assert save(tom, f"{here}/seats/0", role="50 % owner", also=["%s"]).status_code == 303
    for part in ("", "/items/0", "/seats/0", "/compare", "/check", "/yaml"):
        assert tom.get(here + part).status_code == 200, part
    assert "is not known here as role" in tom.text(here)
