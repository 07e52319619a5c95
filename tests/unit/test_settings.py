"""A bad or insecure setting stops the start with one plain sentence, and never shows a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import ConfigError, read_settings

SECRET = "forty letters of a secret for these tests"


def settings_of(folder: Path, **given: str):
    names = {key if key == "DATABASE_URL" else f"COUNTERSIGN_{key}": value for key, value in given.items()}
    return read_settings({"COUNTERSIGN_INSTANCE": str(folder / "instance"), **names})


def refusal_of(folder: Path, **given: str) -> str:
    with pytest.raises(ConfigError) as caught:
        settings_of(folder, **given)
    return str(caught.value)


def test_without_settings_everything_lies_in_the_instance_folder(tmp_path):
    found = settings_of(tmp_path)
    assert found.database_url == f"sqlite:///{tmp_path}/instance/countersign.sqlite3"
    assert found.evidence_url == (tmp_path / "instance" / "evidence").as_uri()
    assert (found.idle_minutes, found.absolute_hours, found.lockout_tries, found.max_upload_mb) == (
        60,
        12,
        8,
        25,
    )
    assert found.secure is False


def test_the_secret_is_made_once_and_kept_from_others(tmp_path):
    first, second = settings_of(tmp_path), settings_of(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 48
    assert (tmp_path / "instance" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in (tmp_path / "instance").iterdir()] == ["secret.key"]


def test_a_key_file_that_others_can_read_stops_the_start(tmp_path):
    settings_of(tmp_path)
    (tmp_path / "instance" / "secret.key").chmod(0o644)
    assert "can be read by others" in refusal_of(tmp_path)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_the_same_driver(tmp_path, scheme):
    found = settings_of(tmp_path, DATABASE_URL=f"{scheme}://me:pw@db/countersign")
    assert found.database_url == "postgresql+psycopg://me:pw@db/countersign"


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "sqlite://", "sqlite:///:memory:", "sqlite:///", "postgresql://", "x"]
)
def test_a_database_that_cannot_keep_the_record_is_refused(tmp_path, url):
    assert refusal_of(tmp_path, DATABASE_URL=url).startswith("DATABASE_URL should begin with")


def test_a_relative_database_file_is_found_from_every_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert (
        settings_of(tmp_path, DATABASE_URL="sqlite:///here.db").database_url
        == f"sqlite:///{tmp_path}/here.db"
    )


def test_a_misspelt_setting_is_named_with_the_likely_one(tmp_path):
    assert refusal_of(tmp_path, IDLE_MINUTE="5").endswith("did you mean COUNTERSIGN_IDLE_MINUTES?")
    assert refusal_of(tmp_path, QQQQQQQ="5") == "COUNTERSIGN_QQQQQQQ is not a setting of Countersign."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IDLE_MINUTES", "soon"),
        ("IDLE_MINUTES", "0"),
        ("MAX_UPLOAD_MB", "1.5"),
        ("LOCKOUT_TRIES", "1"),
        ("TRUSTED_PROXIES", "-1"),
        ("LOG_LEVEL", "loud"),
        ("COOKIE_SECURE", "maybe"),
        ("EVIDENCE_URL", "ftp://files"),
        ("BASE_URL", "countersign.example.org"),
        ("BASE_URL", "http://countersign.example.org"),
        ("BASE_URL", "https://example.org/countersign"),
        ("ARGON2", "test"),
        ("SECRET_KEY", "short"),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_its_setting(tmp_path, name, value):
    sentence = refusal_of(tmp_path, **{name: value})
    assert sentence.startswith(f"COUNTERSIGN_{name}")
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_secret_is_never_part_of_a_sentence(tmp_path):
    assert "tiny-secret" not in refusal_of(tmp_path, SECRET_KEY="tiny-secret")
    assert "pw4711" not in refusal_of(tmp_path, DATABASE_URL="mysql://me:pw4711@db/x")


def test_an_https_address_makes_cookies_secure_and_nothing_may_undo_that(tmp_path):
    address = "https://countersign.example.org"
    assert settings_of(tmp_path, BASE_URL=address, SECRET_KEY=SECRET).secure is True
    assert "in the clear" in refusal_of(tmp_path, BASE_URL=address, COOKIE_SECURE="no")


def test_only_named_hosts_are_answered(tmp_path):
    found = settings_of(
        tmp_path, BASE_URL="https://countersign.example.org", TRUSTED_HOSTS="inner.example.org, 10.0.0.7"
    )
    hosts = found.for_flask()["TRUSTED_HOSTS"]
    assert hosts == ["countersign.example.org", "inner.example.org", "10.0.0.7"]


def test_tests_may_hash_cheaply_only_where_they_say_that_they_are_tests(tmp_path):
    assert settings_of(tmp_path, ENV="test", ARGON2="test").argon2 == "test"
