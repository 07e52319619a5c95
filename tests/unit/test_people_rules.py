"""Passwords, days, identities: what needs no database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from models.role_grant import RoleGrant
from workflows.ground.refused import Refused
from workflows.people import passwords
from workflows.people.days import day_of, zone_of
from workflows.people.identity import Identity, require_reason
from workflows.people.passwords import fits, hash_password, require_good
from workflows.people.queries import scope_words
from workflows.people.roles import catalogue_roles
from workflows.people.standing import has_access, in_force
from workflows.people.tokens import fresh_code, fresh_token, hashed, hashed_code

DAY = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_short"),
        ("", "password_short"),
        ("x" * 201, "password_long"),
        ("passwordpassword", "password_common"),
        ("Password123456", "password_common"),
        ("aaaaaaaaaaaa", "password_common"),
        ("abcdefghijkl", "password_common"),
        ("987654321098"[:1] * 12, "password_common"),
        ("Ana.Ribeiro 2026", "password_own_name"),
        ("ana@halm.example", "password_own_name"),
        ("\ud800 is no character", "password_characters"),
    ],
)
def test_a_bad_password_is_refused_with_its_reason(password: str, code: str):
    with pytest.raises(Refused, match=code) as refused:
        require_good(password, "ana@halm.example", "Ana Ribeiro")
    assert refused.value.field == "password"


@pytest.mark.parametrize(
    "password",
    [
        "a quiet river in autumn",
        "пароль из многих слов",
        "        x      y z",
        "💥 bang and some more",
        "xy1 " * 50,
    ],
)
def test_any_other_password_is_good_and_fits_itself_alone(password: str):
    require_good(password, "ana@halm.example", "Ana Ribeiro")
    kept = hash_password(password)
    assert kept.startswith("$argon2id$")
    assert fits(kept, password)
    assert not fits(kept, password + "x")


def test_composed_and_decomposed_letters_are_the_same_password():
    assert fits(hash_password("caf\u00e9 au lait, please"), "cafe\u0301 au lait, please")


def test_no_password_fits_an_account_without_one():
    for password in ("", "WHITE SQUARE" * 3, "x", "\x00", "\ud800", "y" * 10_000):
        assert not fits("", password)
    assert not fits("no hash at all", "a quiet river")


def test_an_unknown_account_costs_as_many_hashes_as_a_known_one(monkeypatch: pytest.MonkeyPatch):
    kept, tried = hash_password("a quiet river in autumn"), []
    hasher = passwords._hasher(passwords.limits().cheap_hashes)

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            tried.append(stored.split("$")[3])
            return hasher.verify(stored, password)

        hash = staticmethod(hasher.hash)

    monkeypatch.setattr(passwords, "_hasher", lambda _cheap: Counting())
    passwords._nobodys_hash.cache_clear()
    for stored in (kept, ""):
        fits(stored, "wrong")
    assert tried == [tried[0]] * 2, "same costs, once each"


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(10, None, True), (10, 10, True), (11, None, False), (1, 9, False), (1, 10, True), (1, 31, True)],
)
def test_both_ends_of_a_grant_belong_to_it(starts: int, ends: int | None, holds: bool):
    assert in_force(date(2026, 5, starts), date(2026, 5, ends) if ends else None, DAY) is holds


def test_access_ends_with_the_last_day():
    assert has_access(True, None, DAY)
    assert has_access(True, DAY, DAY)
    assert not has_access(True, date(2026, 5, 9), DAY)
    assert not has_access(False, None, DAY)


def test_a_day_is_a_day_where_the_organisation_is():
    late = datetime(2026, 5, 10, 23, 30, tzinfo=UTC)
    assert day_of(late, "Europe/Berlin") == date(2026, 5, 11)
    assert day_of(late, "America/New_York") == DAY
    for nonsense in (None, "", "Mars/Olympus", "../../etc/passwd", "\x00", "Europe"):
        assert day_of(late, nonsense) == DAY
    assert str(zone_of("Asia/Tokyo")) == "Asia/Tokyo"


def test_a_scope_keeps_its_keys_in_step():
    grant = RoleGrant(role="dpo", scope_key="system:7")
    assert (grant.system_id, grant.unit_id) == (7, None)
    grant.scope_key = "unit:3"
    assert (grant.system_id, grant.unit_id) == (None, 3)
    assert RoleGrant(role="dpo").scope_key == "org"
    for nonsense in ("galaxy", "unit:", "unit:x", "system:-1", "org:1"):
        with pytest.raises(ValueError, match="no such scope"):
            RoleGrant(role="dpo", scope_key=nonsense)


def test_scopes_are_called_by_name_or_ref():
    assert scope_words("org") == "Whole organisation"
    assert scope_words("unit:3", "Lending") == "Lending"
    assert scope_words("system:7") == "SYS-7"
    assert scope_words("system:7", None, "Credit scoring") == "SYS-7 Credit scoring"


def test_an_identity_is_tidied_and_an_employee_has_no_employer():
    given = Identity("  Ana   Ribeiro ", " ANA@Halm.Example ", "employee", "Elsewhere").tidy()
    assert (given.name, given.email, given.employer) == ("Ana Ribeiro", "ana@halm.example", "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "reason_missing"),
        (" \n ", "reason_missing"),
        ("abc", "reason_short"),
        ("x" * 2001, "reason_long"),
    ],
)
def test_a_reason_says_something(text: str, code: str):
    with pytest.raises(Refused, match=code):
        require_reason(text)


def test_codes_are_read_off_a_screen_in_any_form():
    code = fresh_code()
    assert (
        hashed_code(code) == hashed_code(f" {code.lower().replace('-', ' ')} ") != hashed_code(fresh_code())
    )
    assert hashed(fresh_token()) != hashed(fresh_token())


def test_the_catalogue_has_22_roles_with_a_sentence_each():
    roles = catalogue_roles()
    assert len({role["key"] for role in roles}) == 22
    assert all(role["summary"].endswith(".") for role in roles)
