"""A lane: one thread with one connection, and the guard over everything read on it.

The cipher was seen to answer with wrong data and no error where certain pages are damaged; it
knows so itself, but only says so when asked. So it is asked at the end of every piece of work, and
what was read is handed out only when the answer is good.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.pool import StaticPool

from casedesk.vault import cipher
from casedesk.vault.errors import Damaged
from casedesk.words import _

T = TypeVar("T")


class Lane:
    """One thread that owns one connection; work is done on it one piece after another."""

    def __init__(self, name: str, connect: Callable[[], Any], *, writes: bool) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"casedesk-{name}")
        self._engine = _engine(connect, "BEGIN IMMEDIATE" if writes else "BEGIN")
        self._open = True

    def submit(self, work: Callable[[Session], T]) -> "Future[T]":
        """Have the work done on this lane's thread, in one transaction."""
        return self._thread.submit(self._do, work)

    def run(self, work: Callable[[Session], T]) -> T:
        """Have the work done, and wait for it."""
        return self.submit(work).result()

    def run_bare(self, work: Callable[[Engine], T]) -> T:
        """Have work done that manages its own transactions: migration, checkpoint, backup."""
        return self._thread.submit(_in_sentences, work, self._engine).result()

    def close(self) -> None:
        """Close the connection and end the thread; once is enough, twice does no harm."""
        if self._open:
            self._open = False
            self._thread.submit(self._engine.dispose).result()
            self._thread.shutdown()

    def _do(self, work: Callable[[Session], T]) -> T:
        try:
            with Session(self._engine, autoflush=False, expire_on_commit=False) as session:
                event.listen(session, "before_flush", _written_around_the_door)
                event.listen(session, "do_orm_execute", _stated_around_the_door)
                with session.begin():
                    result = _in_sentences(work, session)
                    _guard(session)
                return result
        except Damaged:
            # A connection that met one bad page reports faults on good ones afterwards.
            self._engine.dispose()
            raise
        except DBAPIError as error:
            raise _sentence_for(error) from error


def _engine(connect: Callable[[], Any], begin: str) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=cipher.dbapi,
        creator=connect,
        poolclass=StaticPool,
        # Otherwise the names in a statement's parameters stand in its error's text.
        hide_parameters=True,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _in_sentences(work: Callable[[Any], T], argument: Any) -> T:
    try:
        return work(argument)
    except DBAPIError as error:
        raise _sentence_for(error) from error


def _sentence_for(error: DBAPIError) -> BaseException:
    return (error.orig and cipher.refusal_for(error.orig)) or error


def _guard(session: Session) -> None:
    driver: Any = session.connection().connection.driver_connection
    if not cipher.status_is_good(driver):
        raise Damaged(
            _(
                "A part of the vault needed for this is damaged, so nothing is shown of it."
                " Have the vault checked, and use a backup."
            )
        )


def _written_around_the_door(session: Session, *_rest: Any) -> None:
    if session.new or session.dirty or session.deleted:
        raise _around_the_door()


def _stated_around_the_door(state: ORMExecuteState) -> None:
    # The hook above does not see statements over many rows.
    if state.is_insert or state.is_update or state.is_delete:
        raise _around_the_door()


def _around_the_door() -> AssertionError:
    return AssertionError("records are written through the write door only")
