"""Lock-out in the database: per account and per address, and it ends by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fixtures.people import PASSWORD, Staff
from workflows.ground.refused import Refused
from workflows.people import passwords
from workflows.people.lockout import account_key, address_key
from workflows.people.queries import signed_in_by_token
from workflows.people.sessions import Device, renew
from workflows.people.signing_in import SignIn, sign_in

pytestmark = pytest.mark.both_databases


def try_it(email: str = "ana@halm.example", password: str = "wrong", address: str = "") -> str:
    try:
        sign_in(SignIn(email, password, Device(address)))
    except Refused as refused:
        return refused.code
    return "in"


def test_an_account_is_locked_after_eight_tries_and_opens_after_a_quarter_of_an_hour(staff: Staff, later):
    staff.add()
    assert [try_it() for _ in range(9)] == ["sign_in_failed"] * 8 + ["locked_out"]
    with later(timedelta(minutes=14)):
        assert try_it(password=PASSWORD) == "locked_out"
    with later(timedelta(minutes=15, seconds=1)):
        assert try_it(password=PASSWORD) == "in"


def test_an_unknown_e_mail_is_locked_like_a_known_one(staff: Staff):
    assert [try_it("nobody@halm.example") for _ in range(9)] == ["sign_in_failed"] * 8 + ["locked_out"]


def test_tries_while_locked_do_not_make_the_lock_longer(staff: Staff, later):
    staff.add()
    for _ in range(8):
        try_it()
    with later(timedelta(minutes=10)):
        assert [try_it() for _ in range(5)] == ["locked_out"] * 5
    with later(timedelta(minutes=15, seconds=1)):
        assert try_it(password=PASSWORD) == "in"


def test_an_address_is_locked_after_ten_tries_on_many_accounts(staff: Staff, later):
    staff.add()
    outcomes = [try_it(f"user{number}@halm.example", address="192.0.2.7") for number in range(11)]
    assert outcomes == ["sign_in_failed"] * 10 + ["locked_out"]
    assert try_it(password=PASSWORD, address="192.0.2.7") == "locked_out"
    assert try_it(password=PASSWORD, address="192.0.2.8") == "in"
    with later(timedelta(minutes=5, seconds=1)):
        assert try_it(password=PASSWORD, address="192.0.2.7") == "in"


def test_an_own_success_does_not_wipe_out_the_tries_on_others(staff: Staff):
    staff.add("Mallory Mean")
    for number in range(9):
        assert try_it(f"user{number}@halm.example", address="192.0.2.7") == "sign_in_failed"
    assert try_it("mallory@halm.example", PASSWORD, "192.0.2.7") == "in"
    assert try_it("user1@halm.example", address="192.0.2.7") == "sign_in_failed"
    assert try_it("user2@halm.example", address="192.0.2.7") == "locked_out"


def test_a_success_gives_the_account_all_its_tries_back(staff: Staff):
    staff.add()
    for _ in range(3):
        assert [try_it() for _ in range(7)] == ["sign_in_failed"] * 7
        assert try_it(password=PASSWORD) == "in"


def test_the_network_of_an_ipv6_address_is_counted():
    assert (
        address_key("2001:db8:1:2:a::1") == address_key("2001:db8:1:2:b::9") != address_key("2001:db8:1:3::1")
    )
    assert address_key("") is address_key("not an address") is None
    assert len(account_key("x" * 9000)) < 90


def test_a_hash_of_other_costs_is_made_anew_at_the_next_sign_in(staff: Staff):
    from argon2 import PasswordHasher

    ana = staff.add(password_hash=PasswordHasher(time_cost=2, memory_cost=32, parallelism=1).hash(PASSWORD))
    assert try_it(password=PASSWORD) == "in"
    kept = staff.person(ana.person_id).password_hash
    assert not passwords.is_outdated(kept)
    assert kept.startswith("$argon2id$")


def test_a_renewed_session_has_a_new_token_and_the_old_one_lives_for_seconds(staff: Staff, later):
    staff.add()
    old = sign_in(SignIn("ana@halm.example", PASSWORD, Device("192.0.2.7", "Firefox")))
    new = renew(old)
    assert new
    assert new != old
    assert signed_in_by_token(new).name == "Ana Ribeiro"
    assert signed_in_by_token(old) is not None, "the second click of a double click"
    with later(timedelta(seconds=21)):
        assert signed_in_by_token(old) is None
        assert signed_in_by_token(new) is not None
    assert renew(old) is None


def test_a_session_is_found_by_its_token_with_roles_and_organisation(staff: Staff):
    ana = staff.add()
    staff.grant(ana, "risk_officer")
    token = sign_in(SignIn("ana@halm.example", PASSWORD, Device("192.0.2.7", "Fire\x00fox" * 90)))
    found = signed_in_by_token(token)
    assert found is not None
    assert (found.organisation, found.zone, found.is_sample) == ("Halm Group", "Europe/Berlin", False)
    assert found.roles == (("risk_officer", "AI risk officer", "Whole organisation"),)
    assert [grant.scope_key for grant in found.grants] == ["org"]
    for nonsense in ("", "x", "\x00", "\ud800", token + "x", token.upper()):
        assert signed_in_by_token(nonsense) is None


def test_a_session_of_an_earlier_epoch_is_over(staff: Staff):
    ana = staff.add()
    token = sign_in(SignIn("ana@halm.example", PASSWORD, Device()))
    assert signed_in_by_token(token) is not None
    staff.grant(ana, "risk_officer")
    assert signed_in_by_token(token) is None
