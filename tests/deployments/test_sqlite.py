"""That Prefect still begins its transactions the way that sqlite.py turns round."""

import asyncio
import inspect
import sqlite3

import pytest
from prefect.server.database.configurations import AioSqliteConfiguration
from sqlalchemy import text

from deployments import sqlite


@pytest.fixture
def patched(monkeypatch):
    monkeypatch.setattr(AioSqliteConfiguration, "begin_transaction", sqlite._begin)
    sqlite.begin_immediately()


def locked_after_a_read(path) -> bool:
    """Whether a transaction that has only read keeps others from writing."""

    async def look() -> bool:
        configuration = AioSqliteConfiguration(connection_url=f"sqlite+aiosqlite:///{path}")
        engine = await configuration.engine()
        session = await configuration.session(engine)
        async with session, configuration.begin_transaction(session):
            await session.execute(text("SELECT 1"))
            locked = is_locked(path)
        await engine.dispose()
        return locked

    return asyncio.run(look())


def is_locked(path) -> bool:
    other = sqlite3.connect(path, timeout=0)
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    finally:
        other.close()
    return False


def test_a_transaction_takes_the_write_lock_when_it_begins(patched, tmp_path):
    assert locked_after_a_read(tmp_path / "a.db")


def test_prefect_by_itself_does_not_so_the_patch_is_still_needed(tmp_path, monkeypatch):
    monkeypatch.setattr(AioSqliteConfiguration, "begin_transaction", sqlite._begin)
    assert not locked_after_a_read(tmp_path / "a.db")


def pages_kept(path) -> int:
    """What SQLite says of a new connection's cache: pages, or below 0 units of 1,024 bytes."""

    async def look() -> int:
        engine = await AioSqliteConfiguration(connection_url=f"sqlite+aiosqlite:///{path}").engine()
        async with engine.connect() as connection:
            found = (await connection.execute(text("PRAGMA cache_size"))).scalar_one()
        await engine.dispose()
        return int(found)

    return asyncio.run(look())


def test_a_connection_keeps_8_mb_and_not_the_80_that_prefect_wants(tmp_path, monkeypatch):
    monkeypatch.setattr(AioSqliteConfiguration, "setup_sqlite", sqlite._set_up)
    assert pages_kept(tmp_path / "a.db") == 20_000
    sqlite.keep_little()
    assert pages_kept(tmp_path / "b.db") == -7_812


def test_prefects_own_switch_is_where_it_was():
    assert list(inspect.signature(sqlite._begin).parameters) == ["self", "session", "with_for_update"]
