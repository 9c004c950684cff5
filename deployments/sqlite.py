"""Prefect on SQLite without 503s, and without holding its database in memory several times over."""

from contextlib import AbstractAsyncContextManager

from prefect.server.database.configurations import AioSqliteConfiguration
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction
from sqlalchemy.pool import ConnectionPoolEntry

CACHE_BYTES = 8_000_000

_begin = AioSqliteConfiguration.begin_transaction
_set_up = AioSqliteConfiguration.setup_sqlite


def begin_immediately() -> None:
    """Have every transaction that may write take SQLite's write lock when it begins.

    Prefect begins them deferred: one that reads first and writes then fails at once with "database is locked" when
    another has written in between, whatever the timeout, and Prefect answers 503. Prefect's own switch for single
    queries (`with_for_update`) is turned on for all. tests/deployments/test_sqlite.py tells when this stops to work.
    """
    AioSqliteConfiguration.begin_transaction = _immediately  # type: ignore[assignment, method-assign]


def keep_little() -> None:
    """Have every connection keep CACHE_BYTES of pages: the kernel has the file in its own cache, once for all.

    Prefect lets each of its connections keep 80 MB, which fill as films are made: half a megabyte each.
    """
    AioSqliteConfiguration.setup_sqlite = _keeping_little  # type: ignore[method-assign]


def _keeping_little(self: AioSqliteConfiguration, conn: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    _set_up(self, conn, record)
    cursor = conn.cursor()
    cursor.execute(f"PRAGMA cache_size = -{CACHE_BYTES // 1024}")
    cursor.close()


def _immediately(
    self: AioSqliteConfiguration,
    session: AsyncSession,
    with_for_update: bool = False,  # noqa: ARG001 - Prefect's signature
) -> AbstractAsyncContextManager[AsyncSessionTransaction]:
    return _begin(self, session, with_for_update=True)
