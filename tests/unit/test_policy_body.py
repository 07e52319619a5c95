"""Bodies of policies: read whole or refused, never half understood, never run."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums import SeatMode
from workflows.approvals.policies.body import load, to_body
from workflows.approvals.policies.check import problems, require_sound
from workflows.approvals.starter import starter_bodies
from workflows.ground import words
from workflows.ground.canonical import canonical_text, sha256
from workflows.ground.refused import Refused, Several

STARTER = starter_bodies()
TEXT = STARTER["deployment", "high"]


def changed(**changes: object) -> str:
    """The deployment policy of the high tier with other content."""
    return canonical_text({**json.loads(TEXT), **changes})


def with_seat(**seat: object) -> str:
    return changed(seats=[*json.loads(TEXT)["seats"], seat])


def with_item(**changes: object) -> str:
    items = json.loads(TEXT)["items"]
    return changed(items=[{**items[0], **changes}, *items[1:]])


def found(text: str) -> list[str]:
    """The sentences about what is wrong with a policy; each must be whole."""
    try:
        body = load(text)
    except Refused as refused:
        return [words.text(refused.code, refused.params)]
    return [words.text(one.code, one.params) for one in problems(body)]


def test_the_stored_text_is_canonical_and_read_once():
    assert canonical_text(json.loads(TEXT)) == TEXT
    assert load(TEXT) is load(str(TEXT))
    content = json.loads(TEXT)
    del content["schema"]
    assert sha256(to_body(content).encode()) == sha256(TEXT.encode())


@pytest.mark.parametrize("key", sorted(STARTER))
def test_every_starter_policy_is_sound(key):
    require_sound(load(STARTER[key]))


def test_the_release_decision_in_the_high_tier_asks_seven_seats_in_two_steps():
    body = load(TEXT)
    sure = [seat for seat in body.seats if seat.mode is SeatMode.DECIDES and seat.when is None]
    assert len(sure) == 7
    assert {seat.role for seat in sure if seat.step == 2} == {"committee_chair", "committee_member"}
    assert body.seat("top_management").step == 2
    assert body.seat("dpo").mode is SeatMode.ADVISES
    assert (body.sla_days, body.validity_days, body.independent_seat) == (15, 30, True)
    assert (body.stale_consequence, body.conditions_max_days, body.contractor_seats) == ("deny", 30, False)
    assert (body.expiry.draft_idle_days, body.expiry.with_team_idle_days, body.expiry.in_review_days) == (
        180,
        90,
        180,
    )


def test_the_stage_an_environment_needs_is_the_policys_and_unknown_counts_as_production():
    body = load(TEXT)
    purposes = ("development", "test", "pilot", "production", "somewhere")
    needed = [body.stage_needed(purpose) for purpose in purposes]
    assert needed == [None, "testing", "deployment", "deployment", "deployment"]
    assert load(STARTER["design", "high"]).stage_needed("test") == "deployment"


def test_a_group_of_n_of_m_stands_m_times_with_its_threshold():
    body = load(with_seat(role="committee_member", key="board", step=2, needs=2, seats=3))
    group = [seat for seat in body.seats if seat.group_key == "board"]
    assert [seat.key for seat in group] == ["board.1", "board.2", "board.3"]
    assert {seat.needs for seat in group} == {2}
    assert list(problems(body)) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (with_seat(role="committee_member", key="b", step=2, needs=0, seats=3), "threshold of at least one"),
        (with_seat(role="committee_member", key="b", step=2, needs=2), "threshold of at least one"),
        (with_seat(role="committee_member", key="b", step=2, seats=2), "threshold of at least one"),
        (with_seat(role="committee_member", key="b", step=2, needs=3, seats=2), "can never work"),
        (with_seat(role="dpo", key="b", step=1, mode="advises", needs=1, seats=2), "can never work"),
        (changed(seats=[]), "No seat decides in every case"),
        (
            changed(seats=[{"role": "legal_counsel", "step": 1, "when": {"any_flag": ["gpai"]}}]),
            "No seat decides in every case",
        ),
        (changed(seats=[{"role": "dpo", "step": 1, "mode": "advises"}]), "No seat decides in every case"),
        (changed(submit_by=[]), "submit_by is empty"),
        (changed(items=[]), "items is empty"),
        (changed(sla_days=0), "sla_days must be at least 1"),
        (changed(validity_days=0), "validity_days must be at least 1"),
        (changed(sla_days=-1), "sla_days is missing or has another type"),
        (changed(sla_days="15"), "sla_days is missing or has another type"),
        (changed(sla_days=True), "sla_days is missing or has another type"),
        (changed(expiry={}), "draft_idle_days is missing"),
        (with_item(when={"any_flag": []}), "any_flag is missing or has another type"),
        (with_item(level="maybe"), "maybe is no level"),
        (with_item(key="TE-2"), "TE-2 stands twice in items"),
        (with_seat(role="legal_counsel", step=1), "legal_counsel stands twice in seats"),
        (
            with_seat(role="legal_counsel", key="late", step=3, mode="advises"),
            "would come after the decision",
        ),
        (
            with_seat(role="committee_member", key="part", step=2, scope=["TE-1"]),
            "always covers the whole bundle",
        ),
        (
            with_seat(role="legal_counsel", key="part", step=1, scope=["ZZ-1"]),
            "ZZ-1 is not known here as item",
        ),
        (with_seat(role="dpo", key="voter", step=1), "advises and does not decide"),
        (with_seat(role="legal_counsel", key="zero", step=0), "step must be at least 1"),
    ],
)
def test_s40_a_policy_that_could_open_by_itself_or_never_is_refused_with_a_sentence(text, sentence):
    assert any(sentence in said for said in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        changed(callback="os.system"),
        with_item(callback="os.system"),
        with_item(when={"python": ["os.system('x')"]}),
        with_item(when={"any_flag": ["{{ config }}"]}),
        with_item(module="os"),
        with_item(owner="{{ 7*7 }}"),
        with_item(key="../../etc"),
        with_item(force_must_flags=["__class__"]),
        with_seat(role="{{ request.user }}", key="x", step=1),
        with_seat(role="legal_counsel", key="x", step=1, person="Maria Keller"),
        changed(gate="everything"),
        changed(tier="prohibited"),
        changed(to=["anywhere"]),
        changed(submit_by=["administrator"]),
        changed(stale_consequence="os.system"),
        changed(routing=[{"key": "a", "text": "a", "to": "moon", "reclassify": False}]),
        changed(emergency={"who": ["anybody"]}),
        changed(environments={"moon": "deployment"}),
        changed(environments={"production": "anything"}),
    ],
)
def test_s76_names_outside_the_registry_are_refused_with_a_sentence(text):
    said = found(text)
    assert said
    assert all(sentence.endswith((".", ")")) and "{" not in sentence.replace("{{", "") for sentence in said)


def test_s76_a_template_in_a_text_stays_text():
    body = load(with_item(text="{{ 7*7 }} {name.__class__} %(x)s"))
    assert body.items[0].text == "{{ 7*7 }} {name.__class__} %(x)s"


def test_everything_wrong_is_said_at_once():
    body = load(changed(sla_days=0, submit_by=[], stale_consequence="shout"))
    with pytest.raises(Several) as caught:
        require_sound(body)
    assert len(caught.value.reasons) == 3


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "7", '"x"', "{}", '{"schema":2}', '{"schema":1}', "{", "\ud800"]
)
def test_text_that_is_no_policy_is_refused(text):
    with pytest.raises(Refused):
        load(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5_000) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(json.loads(TEXT))), JSON)
def test_any_other_value_of_any_field_is_read_or_refused_but_never_breaks(field, value):
    assert all(found(canonical_text({**json.loads(TEXT), field: value})))
