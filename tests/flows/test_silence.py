"""Runs whose machine is gone, told from runs that are slow."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from prefect.client.schemas.objects import State
from prefect.states import AwaitingRetry, Failed, Pending, Running

from flows import silence
from flows.recovery import DIED
from flows.silence import PATIENCE, Silence, sweep_silent

ATTEMPTS = 3
POOL = uuid4()


@dataclass
class Client:
    """As much of Prefect's client as is used: states of runs, and when each told of its progress last."""

    states: dict[UUID, list[State]] = field(default_factory=dict)
    told: dict[UUID, int] = field(default_factory=dict)

    def run_in(self, *states: State) -> UUID:
        run = uuid4()
        self.states[run] = list(states)
        return run

    def read_flow_runs(self, *, flow_run_filter, **_: object) -> list[SimpleNamespace]:
        wanted = flow_run_filter.state.type.any_
        now = {run: states[-1] for run, states in self.states.items()}
        return [SimpleNamespace(id=run, state=state) for run, state in now.items() if state.type in wanted]

    def read_artifacts(self, *, flow_run_filter, **_: object) -> list[SimpleNamespace]:
        return [SimpleNamespace(flow_run_id=run, updated=self.told.get(run)) for run in flow_run_filter.id.any_]

    def read_flow_run_states(self, run: UUID) -> list[State]:
        return self.states[run]

    def set_flow_run_state(self, run: UUID, state: State, *, force: bool) -> None:
        self.states[run].append(state)

    def now(self, run: UUID) -> State:
        return self.states[run][-1]

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        return None


@pytest.fixture
def client(monkeypatch):
    found = Client()
    monkeypatch.setattr(silence, "get_client", lambda **_: found)
    return found


def looks(count: int, known: Silence) -> int:
    return sum(sweep_silent(POOL, ATTEMPTS, known) for _ in range(count))


def test_a_run_that_gives_no_sign_for_a_minute_goes_on_elsewhere(client):
    run, known = client.run_in(Running()), Silence()
    assert looks(PATIENCE[Running().type], known) == 0
    assert looks(1, known) == 1
    assert (client.now(run).name, client.now(run).message) == ("AwaitingRetry", DIED)


def test_a_run_that_tells_of_itself_now_and_then_is_left_alone(client):
    run, known = client.run_in(Running()), Silence()
    for moment in range(20):
        client.told[run] = moment
        assert looks(2, known) == 0
    assert client.now(run).is_running()


def test_a_process_that_is_slow_to_start_has_three_times_as_long(client):
    run, known = client.run_in(Pending()), Silence()
    assert looks(36, known) == 0
    assert looks(1, known) == 1
    assert client.now(run).name == "AwaitingRetry"


def test_a_new_state_is_a_sign_too(client):
    run, known = client.run_in(Pending()), Silence()
    looks(12, known)
    client.states[run].append(Running())
    assert looks(12, known) == 0


def test_a_draft_whose_machine_is_lost_every_time_fails_with_a_reason(client):
    run = client.run_in(AwaitingRetry(message=DIED), AwaitingRetry(message=DIED), Running())
    looks(13, Silence())
    assert client.now(run).type == Failed().type
    assert "ended unexpectedly 3 times" in client.now(run).message


def test_a_run_that_was_not_there_for_a_look_is_listened_to_anew():
    known, run = Silence(), uuid4()
    assert [known.after([(run, "same")])[run] for _ in range(3)] == [0, 1, 2]
    known.after([])
    assert known.after([(run, "same")]) == {run: 0}


def test_without_runs_nothing_is_asked_of_artifacts(client):
    client.read_artifacts = None
    assert looks(3, Silence()) == 0
