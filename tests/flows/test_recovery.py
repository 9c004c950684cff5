"""What becomes of a run whose process died, told to a client that writes down what it is told."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from prefect.client.schemas.objects import State, StateType
from prefect.states import AwaitingRetry, Cancelled, Cancelling, Crashed, Failed, Pending, Running, Scheduled

from flows import recovery
from flows.naming import ADMITTED
from flows.recovery import CANCELLED, DIED, STOPPED, go_on, sweep_all, sweep_crashed

ATTEMPTS = 3


@dataclass
class Client:
    """As much of Prefect's client as recovery uses."""

    states: dict[UUID, list[State]] = field(default_factory=dict)

    def run_in(self, *states: State) -> UUID:
        run = uuid4()
        self.states[run] = list(states)
        return run

    def read_flow_run_states(self, run: UUID) -> list[State]:
        return self.states[run]

    def set_flow_run_state(self, run: UUID, state: State, *, force: bool) -> None:
        assert force
        self.states[run].append(state)

    def read_flow_runs(self, *, flow_run_filter, **_: object) -> list[SimpleNamespace]:
        wanted = flow_run_filter.state.type.any_
        found = {run: states[-1] for run, states in self.states.items() if states[-1].type in wanted}
        return [
            SimpleNamespace(id=run, state=state, next_scheduled_start_time=state.state_details.scheduled_time)
            for run, state in found.items()
        ]

    def now(self, run: UUID) -> State:
        return self.states[run][-1]

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        return None


@pytest.fixture
def client(monkeypatch):
    found = Client()
    monkeypatch.setattr(recovery, "get_client", lambda **_: found)
    return found


@pytest.mark.checklist(36)
def test_a_run_goes_on_twice_and_fails_with_a_reason_the_third_time(client):
    run = client.run_in(Running(), Crashed())
    for _ in range(2):
        go_on(client, run, ATTEMPTS)
        assert (client.now(run).type, client.now(run).message) == (StateType.SCHEDULED, DIED)
        client.states[run] += [Running(), Crashed()]
    go_on(client, run, ATTEMPTS)
    assert client.now(run).type == StateType.FAILED
    assert client.now(run).message == "Video rendering failed: the run's process ended unexpectedly 3 times"


def test_with_one_attempt_nothing_goes_on(client):
    run = client.run_in(Running(), Crashed())
    go_on(client, run, 1)
    assert client.now(run).type == StateType.FAILED


def test_however_often_the_service_is_stopped_a_run_goes_on(client):
    run = client.run_in(Running())
    for _ in range(10):
        assert sweep_all(uuid4(), ATTEMPTS, stopped=True) == 1
        assert client.now(run).message == STOPPED
        client.states[run].append(Running())
    sweep_all(uuid4(), ATTEMPTS, stopped=False)
    assert (client.now(run).type, client.now(run).message) == (StateType.SCHEDULED, DIED)


@pytest.mark.checklist(36)
def test_a_new_runner_takes_up_what_was_left_and_nothing_else(client):
    left = [client.run_in(state) for state in (Running(), Crashed(), Cancelled(message=CANCELLED))]
    kept = [client.run_in(state) for state in (Cancelled(message="by hand"), Failed(), AwaitingRetry())]
    before = [client.now(run) for run in kept]
    assert sweep_all(uuid4(), ATTEMPTS, stopped=False) == 3
    assert {client.now(run).message for run in left} == {DIED}
    assert [client.now(run) for run in kept] == before


def test_a_run_whose_runner_died_while_it_was_being_cancelled_is_cancelled(client):
    run = client.run_in(Running(), Cancelling())
    assert sweep_all(uuid4(), ATTEMPTS, stopped=False) == 0
    assert client.now(run).type == StateType.CANCELLED


def test_while_the_runner_works_only_old_crashes_are_taken_up(client):
    old = client.run_in(Crashed(timestamp=datetime.now(UTC) - timedelta(seconds=30)))
    fresh, running = client.run_in(Crashed()), client.run_in(Running())
    sweep_crashed(uuid4(), ATTEMPTS, still_s=20)
    assert client.now(old).message == DIED
    assert client.now(fresh).is_crashed()
    assert client.now(running).is_running()


def test_a_run_whose_process_died_while_it_was_being_cancelled_does_not_go_on(client):
    run = client.run_in(Running(), Cancelling(), Crashed())
    go_on(client, run, ATTEMPTS)
    assert client.now(run).type == StateType.CANCELLED


def test_one_that_was_queued_again_after_it_was_cancelled_does(client):
    run = client.run_in(Running(), Cancelling(), Cancelled(), AwaitingRetry(), Running(), Crashed())
    go_on(client, run, ATTEMPTS)
    assert client.now(run).message == DIED


def test_a_run_that_was_admitted_and_then_forgotten_is_queued(client):
    long_ago = datetime.now(UTC) - timedelta(seconds=30)
    forgotten = client.run_in(Pending(name=ADMITTED, timestamp=long_ago))
    others = [client.run_in(Pending(name=ADMITTED)), client.run_in(Pending(timestamp=long_ago))]
    recovery.sweep_admitted(uuid4(), still_s=20)
    assert client.now(forgotten).type == StateType.SCHEDULED
    assert {client.now(run).type for run in others} == {StateType.PENDING}


@pytest.mark.checklist(36)
def test_a_run_that_nobody_attends_to_goes_on_when_it_is_looked_at_again(client):
    """The first time, its process may have begun or ended just now."""
    lost, attended = client.run_in(Running()), client.run_in(Running())
    begun, admitted = client.run_in(Pending()), client.run_in(Pending(name=ADMITTED))
    seen = recovery.sweep_lost(uuid4(), ATTEMPTS, {attended}, set())
    assert seen == {lost, begun}
    assert client.now(lost).is_running()
    assert recovery.sweep_lost(uuid4(), ATTEMPTS, {attended, begun}, seen) == set()
    assert client.now(lost).message == DIED
    assert client.now(attended).is_running()
    assert client.now(begun).is_pending()
    assert client.now(admitted).name == ADMITTED


def test_a_run_that_waits_for_a_time_to_come_is_queued_for_now(client):
    """It was queued before the clock was put back."""
    now = datetime.now(UTC)
    ahead = client.run_in(Scheduled(scheduled_time=now + timedelta(hours=2)))
    waiting = client.run_in(Scheduled(scheduled_time=now + timedelta(seconds=10)))
    recovery.sweep_ahead(uuid4())
    assert abs(client.now(ahead).state_details.scheduled_time - now) < timedelta(minutes=1)
    assert len(client.states[waiting]) == 1


@pytest.mark.parametrize(("ago_s", "taken"), [(15, False), (25, True), (-15, False), (-7200, True)])
def test_a_state_of_another_clock_counts_as_an_old_one(client, ago_s, taken):
    """Else a run that crashed before the clock was put back would be left alone until that time has come again."""
    run = client.run_in(Crashed(timestamp=datetime.now(UTC) - timedelta(seconds=ago_s)))
    sweep_crashed(uuid4(), ATTEMPTS, still_s=20)
    assert (client.now(run).message == DIED) is taken
