"""What happens to the laptop itself in the middle of a round, and a network that leads nowhere."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

import pytest

from reviewer_app.domain.errors import LineError, StoreError
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.wire import Timeouts
from tests.exchange.conftest import Scene
from tests.exchange.faultline import Forward
from tests.exchange.faults import ASKING, FETCHING, SENDING, STEPS, at_step
from tests.exchange.fixtures import sync
from tests.exchange.memory_desk import MemoryDesk, MemoryPart
from tests.exchange.test_line_faults import is_settled, with_work

WRITING = {
    ASKING: (MemoryDesk, "add_work"),
    SENDING: (MemoryDesk, "note_receipts"),
    FETCHING: (MemoryPart, "append"),
}
"""What a round writes on the laptop, by step."""


@pytest.mark.parametrize("step", WRITING)
@pytest.mark.parametrize("code", ["disk-full", "read-only"])
def test_a_disk_that_takes_nothing_stops_the_round_and_costs_nothing(
    scene: Scene, step: str, code: str
) -> None:
    with_work(scene)

    def no_room(*_: object) -> None:
        raise StoreError(code, "The disk takes nothing", "It was not written.", "Make room.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(*WRITING[step], no_room)
        if step == FETCHING:
            # Work and decisions went; the files wait for room, and are said to.
            assert code in [each.code for each in scene.sync().problems]
        else:
            with pytest.raises(StoreError) as caught:
                scene.sync()
            assert caught.value.code == code
    assert scene.sync().counts_agree
    assert is_settled(scene)


@pytest.mark.parametrize("step", STEPS)
def test_a_laptop_that_slept_in_the_middle_goes_on(scene: Scene, step: str) -> None:
    with_work(scene)

    def sleep(request: bytes, forward: Forward) -> bytes | Iterable[bytes | None] | None:
        scene.served.clock.pass_by(hours=9)
        return None

    at_step(scene.line, step, sleep)
    with pytest.raises(LineError) as caught:
        scene.sync()
    assert caught.value.code == "cut-off"
    assert scene.sync().counts_agree
    assert is_settled(scene)


def to(scene: Scene, url: str) -> Pairing:
    return Pairing(url, *list(vars(scene.pairing).values())[1:])


def test_a_name_that_leads_nowhere_is_said(scene: Scene) -> None:
    with_work(scene)
    with pytest.raises(LineError) as caught:
        sync(scene.desk, to(scene, "https://hub.invalid"), clock=scene.served.clock)
    assert caught.value.code == "no-name"
    assert scene.sync().counts_agree
    assert is_settled(scene)


@contextmanager
def deaf() -> Iterator[str]:
    """The address of something that never takes a connection up: its queue is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        while True:
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0.1)
            try:
                waiting.connect(listener.getsockname())
            except TimeoutError:
                break
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_hub_that_never_takes_up_the_connection_is_left_after_a_while(scene: Scene) -> None:
    with_work(scene)
    with deaf() as url, pytest.raises(LineError) as caught:
        sync(scene.desk, to(scene, url), clock=scene.served.clock, timeouts=Timeouts(connect=0.05))
    assert caught.value.code == "timeout"
    assert scene.sync().counts_agree
    assert is_settled(scene)
