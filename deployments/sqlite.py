"""Prefect on SQLite without 503s: writers wait for one another instead of failing."""

from contextlib import AbstractAsyncContextManager

from prefect.server.database.configurations import AioSqliteConfiguration
from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

_begin = AioSqliteConfiguration.begin_transaction


def begin_immediately() -> None:
    """Have every transaction that may write take SQLite's write lock when it begins.

    Prefect begins them deferred: one that reads first and writes then fails at once with "database is locked" when
    another has written in between, whatever the timeout, and Prefect answers 503. Prefect's own switch for single
    queries (`with_for_update`) is turned on for all. tests/deployments/test_sqlite.py tells when this stops to work.
    """
    AioSqliteConfiguration.begin_transaction = _immediately  # type: ignore[assignment, method-assign]


def _immediately(
    self: AioSqliteConfiguration,
    session: AsyncSession,
    with_for_update: bool = False,  # noqa: ARG001 - Prefect's signature
) -> AbstractAsyncContextManager[AsyncSessionTransaction]:
    return _begin(self, session, with_for_update=True)
