"""The starter content: counts, cross-references, and that policies keep its words."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.enums import Autonomy, OperatorRole, Origin, Stage
from workflows.approvals.policies import vocabulary
from workflows.approvals.policies.body import load
from workflows.approvals.policies.modules import MODULES
from workflows.approvals.policies.words import ROLES
from workflows.approvals.starter import starter_bodies

FOLDER = Path(__file__).resolve().parents[2] / "catalogue"
NAMES = ("iso42001", "eu_ai_act", "hls_mapping", "risk_taxonomy", "gates", "roles")
TIERS = ("minimal", "limited", "high")


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    return {name: yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")) for name in NAMES}


@pytest.fixture(scope="module")
def gates(files) -> list[dict[str, Any]]:
    return files["gates"]["gates"]


@pytest.fixture(scope="module")
def items(gates) -> list[dict[str, Any]]:
    return [item for gate in gates for item in gate["checklist"]]


@pytest.fixture(scope="module")
def refs(files) -> dict[str, set[str]]:
    leaves = {sub["ref"] for clause in files["iso42001"]["clauses"] for sub in clause["subclauses"]}
    return {
        "clauses": leaves | {".".join(ref.split(".")[:2]) for ref in leaves},
        "leaves": leaves,
        "controls": {c["ref"] for area in files["iso42001"]["annex_a"] for c in area["controls"]},
    }


def values(content: Any) -> list[Any]:
    """Every value and key of a file."""
    if isinstance(content, dict):
        return [*content, *chain.from_iterable(values(part) for part in content.values())]
    if isinstance(content, list):
        return list(chain.from_iterable(values(part) for part in content))
    return [content]


def is_article(text: str) -> bool:
    found = re.match(r"(\d+)([a-z])?", str(text))
    if str(text).startswith("Annex"):
        return True
    return bool(found) and 1 <= int(found[1]) <= 113 and (not found[2] or found[0] in {"4a", "60a"})


def test_there_is_no_empty_value_and_no_key_that_yaml_took_for_yes_or_no(files):
    for name, content in files.items():
        assert None not in values(content), name
        keys = [key for part in _tables(content) for key in part]
        assert not [key for key in keys if isinstance(key, bool)], name


def _tables(content: Any) -> list[dict[Any, Any]]:
    if isinstance(content, dict):
        return [content, *chain.from_iterable(_tables(part) for part in content.values())]
    if isinstance(content, list):
        return list(chain.from_iterable(_tables(part) for part in content))
    return []


def test_there_are_129_items_22_roles_and_as_many_clauses_and_controls_as_the_standard_has(
    files, items, refs
):
    expected = files["iso42001"]["checks"]["expected"]
    assert len(items) == len({item["id"] for item in items}) == 129
    assert len(files["roles"]["roles"]) == 22
    assert len(refs["leaves"]) == expected["assessable_leaf_subclauses"]
    assert len(refs["controls"]) == expected["annex_a_controls"]
    assert len(files["eu_ai_act"]["prohibited_practices"]) == 10
    assert len(files["risk_taxonomy"]["objectives"]) == expected["annex_c_objectives"]


def test_items_refer_to_clauses_controls_and_articles_that_exist(items, refs):
    for item in items:
        assert set(item["controls"]) <= refs["controls"], item["id"]
        assert set(item["clauses"]) <= refs["clauses"], item["id"]
        assert all(is_article(article) for article in item["eu"]), item["id"]


def test_roles_and_duties_refer_to_what_exists(files, refs):
    roles = {role["key"] for role in files["roles"]["roles"]}
    for role in files["roles"]["roles"]:
        assert set(role["clauses"]) <= refs["clauses"], role["key"]
        assert set(role["controls"]) <= refs["controls"], role["key"]
    for rule in files["roles"]["separation_of_duties"]:
        assert set(rule["roles"]) <= roles, rule["id"]
    for duty in files["roles"]["raci"]:
        assert len(duty["A"]) == 1, duty["activity"]
        assert all(set(duty[letter]) <= roles for letter in "RACI"), duty["activity"]


def test_obligations_risks_and_mappings_refer_to_what_exists(files, refs):
    modules = set(files["iso42001"]["vocab"]["modules"])
    for duty in files["eu_ai_act"]["obligations"]:
        assert is_article(duty["article"]), duty["id"]
        assert duty["module"] in modules, duty["id"]
        assert set(duty["iso"]) <= refs["clauses"] | refs["controls"], duty["id"]
    for risk in files["risk_taxonomy"]["risks"]:
        assert set(risk["default_controls"]) <= refs["controls"], risk["key"]
    assert {row["iso42001"] for row in files["hls_mapping"]["clause_mapping"]} == refs["leaves"]
    assert {row["control"] for row in files["hls_mapping"]["annex_a_mapping"]} == refs["controls"]


def test_every_question_of_the_classification_leads_to_an_end(files):
    wizard = files["eu_ai_act"]["classification_wizard"]
    questions = {question["id"]: question for question in wizard["questions"]}
    reached, waiting = set(), [wizard["start"]]
    while waiting:
        step = waiting.pop()
        if step not in reached:
            reached.add(step)
            next_keys = ("if_yes", "if_no", "next", "next_yes", "next_no")
            waiting += [questions[step][k] for k in next_keys if k in questions.get(step, {})]
    assert reached == set(questions) | set(wizard["outcomes"])


def test_a_stricter_tier_never_asks_less(items):
    order = ["na", "should", "must"]
    for item in items:
        levels = [order.index(item[tier]) for tier in TIERS]
        assert levels == sorted(levels), item["id"]
        assert not item["blocking"] or item["high"] == "must", item["id"]


def test_each_control_is_met_at_the_gates_that_the_standard_s_file_names(files, gates):
    for control in (c for area in files["iso42001"]["annex_a"] for c in area["controls"]):
        met = {g["key"] for g in gates for i in g["checklist"] if control["ref"] in i["controls"]}
        assert set(control["gates"]) <= met, control["ref"]


def test_the_registry_of_names_is_the_one_of_the_catalogue(files):
    wizard = files["eu_ai_act"]["classification_wizard"]["questions"]
    flags = {q[key] for q in wizard for key in ("yes_flag", "no_flag") if key in q}
    assert flags | {vocabulary.CRITICAL_RISK} == vocabulary.FLAGS
    assert {r["key"] for r in files["eu_ai_act"]["operator_roles"]} == vocabulary.OPERATOR_ROLES
    assert set(OperatorRole) <= vocabulary.OPERATOR_ROLES
    assert {tier["key"] for tier in files["eu_ai_act"]["tiers"]} == vocabulary.LEGAL_TIERS
    assert {stage["key"] for stage in files["gates"]["stages"]} == vocabulary.STAGES
    assert set(Stage) | {"suspended"} == vocabulary.STAGES
    gates = {gate["key"] for gate in files["gates"]["gates"]} | {vocabulary.FAST_LANE}
    assert gates == set(vocabulary.POLICY_GATES)
    assert set(files["iso42001"]["vocab"]["modules"]) == set(MODULES)
    assert {role["key"]: role["label"] for role in files["roles"]["roles"]} == ROLES
    assert set(Origin) == vocabulary.ORIGINS
    assert len(Autonomy) == 4


def test_policies_keep_the_words_of_the_catalogue(gates):
    for gate in gates:
        for tier in TIERS:
            body = load(starter_bodies()[gate["key"], tier])
            assert [(i.key, i.text, i.level, i.blocking) for i in body.items] == [
                (i["id"], i["text"], i[tier], i["blocking"]) for i in gate["checklist"]
            ]
            assert (body.title, body.purpose) == (gate["title"], gate["purpose"])
            assert body.sla_days == gate["sla_days"][tier]
            assert [c.text for c in body.routing] == [row["change"] for row in gate.get("routing", [])]
            unconditional = [s.role for s in body.seats if s.mode == "decides" and s.when is None]
            assert sorted(unconditional) == sorted(gate["signoff"][tier])
            assert len(unconditional) == gate["quorum"][tier]


def test_the_values_of_the_defaults_are_those_of_the_sentences(files):
    said = {outcome["key"]: outcome["text"] for outcome in files["gates"]["outcomes"]}
    assert "30 days (high) or 60 days (limited, minimal)" in said["approve_with_conditions"]
    assert "deny for high, warn for limited and minimal" in files["gates"]["meta"]["stale_rule"]
    assert "step 2: these" in files["gates"]["meta"]["seat_rule"]
    for (_, tier), text in starter_bodies().items():
        body = load(text)
        assert body.conditions_max_days == (30 if tier == "high" else 60)
        assert body.stale_consequence == ("deny" if tier == "high" else "warn")
        assert body.contractor_seats == (tier != "high")
        assert {s.role for s in body.seats if s.step == 2} <= {
            "committee_chair",
            "committee_member",
            "top_management",
        }


def test_a_role_that_hands_a_request_in_does_not_sign_it(gates):
    for gate in gates:
        signing = set(chain.from_iterable(gate["signoff"].values()))
        assert not set(gate["submit_by"]) & signing, gate["key"]


def test_s76_a_tag_that_names_an_object_stops_the_loading(tmp_path):
    (tmp_path / "gates.yaml").write_text("!!python/object/apply:os.system ['echo x']", encoding="utf-8")
    with pytest.raises(yaml.YAMLError):
        starter_bodies(tmp_path)
