"""The environment of the service's processes: our settings, and Prefect's set so that it serves one machine well."""

import ipaddress
import os
from pathlib import Path

from draftreel.settings import Settings

AUTH = "PREFECT_SERVER_API_AUTH_STRING"
"""user:password for Prefect's API and UI, set by the operator; with it they are open to other machines."""
STOPPED = "stopped"
"""The file in the data folder that says that the service was told to stop, and did not break down."""
ROOT = Path(__file__).resolve().parents[1]


def environment(settings: Settings) -> dict[str, str]:
    """What the server and the runner are started with: everything they need is in it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DRAFTREEL_")}
    return {**_habits(settings), **inherited, **_ours(settings), **_necessities(settings)}


def _ours(settings: Settings) -> dict[str, str]:
    return {f"DRAFTREEL_{name.upper()}": str(value) for name, value in settings.model_dump().items()}


def _habits(settings: Settings) -> dict[str, str]:
    """What the operator's own environment may say otherwise."""
    return {
        "PREFECT_CLIENT_MAX_RETRIES": "12",  # the server may be away for as long as it takes to start again
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",  # the UI has all of it
        "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",  # its own 10 s are what a short film takes
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": settings.base_url,
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_UI_URL": settings.base_url,
    }


def _necessities(settings: Settings) -> dict[str, str]:
    """What the service does not work without."""
    path, password = os.environ.get("PYTHONPATH"), os.environ.get(AUTH)
    return {
        "DO_NOT_TRACK": "1",
        "PREFECT_API_URL": f"{local_url(settings)}/api",
        "PREFECT_HOME": str(settings.data / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "false",  # it would stop gen_video, which is on the same port
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_SERVER_UI_API_URL": "/api",
        **({"PREFECT_API_AUTH_STRING": password} if password else {}),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{path}" if path else str(ROOT),
    }


def local_url(settings: Settings) -> str:
    """Where this machine itself finds the service."""
    host = settings.host
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f"http://{host}:{settings.port}"
    if address.is_unspecified:
        address = ipaddress.ip_address("127.0.0.1" if address.version == 4 else "::1")
    return f"http://[{address}]:{settings.port}" if address.version == 6 else f"http://{address}:{settings.port}"
