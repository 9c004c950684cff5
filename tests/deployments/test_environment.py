import pytest

from deployments.environment import environment, local_url
from draftreel.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(_env_file=None, data=tmp_path, port=9000, strict=True, allow_hosts="10.0.0.0/8,host:1", quality=30)


def test_the_children_read_the_same_settings_back(settings, monkeypatch):
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    assert Settings(_env_file=None) == settings


def test_prefect_lives_in_the_data_folder_and_tells_nobody(settings, tmp_path):
    found = environment(settings)
    assert found["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert found["PREFECT_API_URL"] == "http://127.0.0.1:9000/api"
    assert found["DO_NOT_TRACK"] == "1"
    assert found["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_the_operators_own_settings_of_prefect_win_where_they_may(settings, monkeypatch):
    monkeypatch.setenv("PREFECT_RUNNER_POLL_FREQUENCY", "3")
    monkeypatch.setenv("PREFECT_API_URL", "http://elsewhere/api")
    found = environment(settings)
    assert found["PREFECT_RUNNER_POLL_FREQUENCY"] == "3"
    assert found["PREFECT_API_URL"] == "http://127.0.0.1:9000/api"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:9000"),
        ("0.0.0.0", "http://127.0.0.1:9000"),
        ("::", "http://[::1]:9000"),
        ("10.1.2.3", "http://10.1.2.3:9000"),
        ("media.lan", "http://media.lan:9000"),
    ],
)
def test_a_service_on_every_address_is_found_on_loopback(settings, host, url):
    assert local_url(settings.model_copy(update={"host": host})) == url


def test_with_a_password_the_runner_knows_it(settings, monkeypatch):
    assert "PREFECT_API_AUTH_STRING" not in environment(settings)
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "admin:word")
    assert environment(settings)["PREFECT_API_AUTH_STRING"] == "admin:word"
