from pathlib import Path

import pytest
from pydantic import ValidationError

from draftreel.settings import Settings

DOCS = Path(__file__).parents[1] / "docs" / "settings.md"


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("DRAFTREEL_PORT", "9000")
    monkeypatch.setenv("DRAFTREEL_ALLOW_HOSTS", "127.0.0.1, mate:30000 ,10.0.0.0/8")
    monkeypatch.setenv("DRAFTREEL_HOST_MAP", "127.0.0.1:30001=mate:30000")
    settings = Settings()
    assert settings.base_url == "http://127.0.0.1:9000"
    assert settings.fetch_policy.allow_hosts == ("127.0.0.1", "mate:30000", "10.0.0.0/8")
    assert settings.fetch_policy.host_map == (("127.0.0.1:30001", "mate:30000"),)


@pytest.mark.parametrize(("runs", "cores", "films"), [(0, 1, 2), (0, 2, 2), (0, 8, 2), (0, 16, 4), (1, 16, 1)])
def test_films_at_once_follow_from_the_cores(monkeypatch, runs, cores, films):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert Settings(runs=runs).films_at_once == films


def test_settings_do_not_change():
    with pytest.raises(ValidationError):
        Settings().port = 1


def test_a_secret_is_not_printed():
    assert "hush" not in repr(Settings(s3_secret_key="hush"))


@pytest.mark.parametrize(("told", "meant"), [("high", "high"), ("19", 19)])
def test_a_quality_is_a_name_or_a_number(monkeypatch, told, meant):
    monkeypatch.setenv("DRAFTREEL_QUALITY", told)
    assert Settings().quality == meant


@pytest.mark.parametrize("told", ["best", "52", "-1"])
def test_a_quality_that_is_none_is_refused(monkeypatch, told):
    monkeypatch.setenv("DRAFTREEL_QUALITY", told)
    with pytest.raises(ValidationError):
        Settings()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name):
    assert f"`DRAFTREEL_{name.upper()}`" in DOCS.read_text(encoding="utf-8")
