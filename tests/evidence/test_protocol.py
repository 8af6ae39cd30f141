"""Both ends of the pipe under garbage: a worker ends or refuses, a host refuses, and neither waits or believes."""

from __future__ import annotations

import io
import json
import mmap
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import BytesSource, OpenedEvidence, WorkerPool, process, replies
from reviewer_app.evidence.frames import (
    HEADER,
    LONGEST,
    Ended,
    ProtocolError,
    Tag,
    pack,
    pack_document,
    read_document,
    read_frame,
)
from reviewer_app.evidence.identity_replies import read_identities
from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.pixels import AREA_BYTES, ENV, PixelArea
from reviewer_app.evidence.process import WorkerProcess, _command
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.watchdog import Watchdog
from reviewer_app.evidence.worker import cage, openers
from reviewer_app.evidence.worker.service import Service
from tests.evidence.samples import word_pdf

ORDERS = [tag for tag in Tag if tag < 64 and tag is not Tag.DATA]
ANSWERS = [tag for tag in Tag if tag >= 64]
TEXT = b"first line\nsecond line\n" * 40
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.integers(-3, 3) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
ORDER_WORDS = (
    *("size", "ending", "password", "page", "width", "height", "rotation"),
    *("clip", "first", "count", "what", "index"),
)
HONEST = {
    "size": len(TEXT),
    "ending": "txt",
    "password": "",
    "page": 0,
    "width": 20,
    "height": 20,
    "rotation": 0,
    "clip": [0, 0, 20, 20],
    "first": 0,
    "count": 1,
    "what": "rows",
    "index": 0,
}


def order(tag: Tag, words: dict[str, Any]) -> bytes:
    """A frame as long as its tag allows, or one that is not even that."""
    body = pack_document(words)
    return HEADER.pack(1, tag, 0x5EED, len(body)) + body


class Line:
    """The worker's pipe in memory: everything the host will ever say, and what the worker said."""

    def __init__(self, said: bytes) -> None:
        self._in = io.BytesIO(said)
        self.out: list[tuple[Tag, bytes]] = []

    def read(self, length: int) -> bytes:
        found = self._in.read(length)
        if len(found) != length:
            raise Ended
        return found

    def send(self, tag: Tag, body: bytes = b"") -> None:
        assert len(body) <= LONGEST[tag]
        self.out.append((tag, body))


@pytest.fixture(scope="module", autouse=True)
def _this_process_is_no_worker() -> Iterator[None]:
    """A worker allows itself some seconds of processor time an order; here it would be the tests' own process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cage, "allow_seconds", lambda: None)
        yield


def serve(said: bytes) -> list[tuple[Tag, bytes]]:
    """What a worker answers to these bytes before it ends."""
    line = Line(said)
    with mmap.mmap(-1, AREA_BYTES) as area, pytest.raises((Ended, ProtocolError)):
        Service(line, area, (), openers).run()  # type: ignore[arg-type]
    return line.out


CHECKS: dict[Tag, Callable[[bytes], object]] = {
    Tag.OPENED: replies.read_opened,
    Tag.TEXT_IS: replies.read_text,
    Tag.OUTLINE_IS: replies.read_outline,
    Tag.LINKS_ARE: replies.read_links,
    Tag.REFUSED: replies.read_refusal,
    Tag.PART_IS: read_document,
    Tag.IDENTITY_IS: read_identities,
    Tag.SIZES_ARE: read_document,
    Tag.NEED: lambda body: replies.read_need(body, 1 << 50, 1 << 20),
    Tag.DRAWN: lambda body: {b"\x00": 0, b"\x01": 1}[body],
    Tag.CLOSED: lambda body: {b"": 0}[body],
}


def makes_sense(answers: list[tuple[Tag, bytes]]) -> bool:
    """Whether the host would take every answer in."""
    for tag, body in answers:
        CHECKS[tag](body)
    return True


@given(st.binary(max_size=200))
def test_garbage_ends_a_worker(said: bytes) -> None:
    assert makes_sense(serve(said))


@given(st.sampled_from(ORDERS), st.binary(max_size=120))
def test_an_order_of_garbage_ends_a_worker_or_is_refused(tag: Tag, body: bytes) -> None:
    assert makes_sense(serve(HEADER.pack(1, tag, 0x5EED, len(body)) + body))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ORDERS), st.dictionaries(st.sampled_from(ORDER_WORDS), json_values, max_size=4)
        ),
        max_size=4,
    )
)
def test_strange_orders_about_an_open_file_end_a_worker_or_are_answered(
    orders: list[tuple[Tag, dict[str, Any]]],
) -> None:
    opening = order(Tag.OPEN, HONEST) + pack(Tag.DATA, TEXT)
    said = opening + b"".join(order(tag, HONEST | words) for tag, words in orders)
    answers = serve(said)
    assert [tag for tag, _ in answers[:2]] == [Tag.NEED, Tag.OPENED]
    assert makes_sense(answers)


@given(st.binary(max_size=64))
def test_first_bytes_of_the_wrong_length_never_become_evidence(data: bytes) -> None:
    tag = pack(Tag.OPEN, pack_document(HONEST, data))
    answers = serve(tag + pack(Tag.DATA, TEXT))
    assert makes_sense(answers)
    assert (Tag.OPENED in [tag for tag, _ in answers]) == (len(data) in (0, len(TEXT)))


def test_first_bytes_that_come_with_the_order_are_not_asked_for() -> None:
    answers = serve(pack(Tag.OPEN, pack_document(HONEST, TEXT)))
    assert [tag for tag, _ in answers] == [Tag.OPENED]


@given(st.integers(0, 400), st.data())
def test_a_line_cut_anywhere_ends_a_worker(at: int, data: st.DataObject) -> None:
    said = order(Tag.OPEN, HONEST) + pack(Tag.DATA, TEXT) + order(Tag.TEXT, HONEST) + pack(Tag.CLOSE)
    cut = said[: at % len(said)]
    assert makes_sense(serve(cut))
    flipped = bytearray(said)
    flipped[data.draw(st.integers(0, len(said) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert makes_sense(serve(bytes(flipped)))


@given(st.binary(max_size=64))
def test_bytes_of_the_wrong_length_never_become_evidence(data: bytes) -> None:
    answers = serve(order(Tag.OPEN, HONEST) + pack(Tag.DATA, data))
    assert makes_sense(answers)
    assert all(tag is not Tag.OPENED for tag, _ in answers)


@settings(max_examples=12)
@given(st.binary(max_size=64))
def test_a_real_worker_ends_by_itself_when_it_hears_garbage(garbage: bytes) -> None:
    area = PixelArea()
    environment = {ENV: area.name}
    try:
        run = subprocess.run(
            _command(environment),
            input=b"\x01\x63" + garbage,
            capture_output=True,
            env=environment,
            pass_fds=area.handles,
            timeout=60,
            check=False,
        )
    finally:
        area.close()
    tag, _ = read_frame(io.BytesIO(run.stdout).read, frozenset({Tag.HELLO}))
    assert (tag, run.stderr) == (Tag.HELLO, b"")
    assert run.returncode in (0, 2)


def opened_words(**changed: Any) -> dict[str, Any]:
    return {
        "kind": Kind.PDF.value,
        "shape": Shape.PAGES.value,
        "pages": 1,
        "sizes": [[9.0, 9.0]],
        "facts": {},
        "oriented": False,
        "animated": False,
        "slices": 1,
        "encoding": "",
        "notes": [],
    } | changed


class Mouth(process.WorkerProcess):
    """The host's end of a worker that is only a list of bytes."""

    def __init__(self, said: bytes) -> None:
        self._said = io.BytesIO(said)
        self._watchdog = Watchdog()
        self.shields = ()
        self.holder: object | None = None
        self.files = 0
        self.alive = True
        self.area = PixelArea()
        self.gone = False

    def _read(self, length: int) -> bytes:
        found = self._said.read(length)
        if len(found) != length:
            raise Ended
        return found

    def _write(self, frame: bytes) -> None:
        pass

    def kill(self) -> None:
        self.alive = False

    def discard(self) -> None:
        self.gone = True
        self.alive = False

    def end(self) -> None:
        self._watchdog.close()
        self.area.close()


class OneMouth(WorkerPool):
    """A pool of one such worker."""

    def __init__(self, said: bytes) -> None:
        super().__init__(warm=0)
        self.mouth = Mouth(said)

    def _take(self, holder: object, until: float) -> WorkerProcess:
        return self.mouth

    def _return(self, worker: WorkerProcess) -> None:
        pass


Asking = tuple[Tag, Callable[[OpenedEvidence], object]]
ASKING: list[Asking] = [
    (Tag.TEXT_IS, lambda file: file.text(0)),
    (Tag.OUTLINE_IS, lambda file: file.outline()),
    (Tag.LINKS_ARE, lambda file: file.links(0)),
    (Tag.SIZES_ARE, lambda file: file.page_sizes(0, 1)),
    (Tag.DRAWN, lambda file: file.render(0, 1)),
    (Tag.PART_IS, lambda file: file.part("rows")),
]


def ask_a_liar(said: bytes, ask: Callable[[OpenedEvidence], object]) -> tuple[object, bool]:
    """What the host made of an opening and a question answered with these bytes, and whether the worker was kept."""
    with OneMouth(said) as pool:
        try:
            file = OpenedEvidence(pool, BytesSource(word_pdf("a")), "a.pdf", "")
            file.start(None)
            return ask(file), not pool.mouth.gone
        except EvidenceError as refused:
            return refused, not pool.mouth.gone
        finally:
            pool.mouth.end()


@given(st.binary(max_size=200), st.sampled_from(ASKING))
def test_a_host_makes_nothing_of_garbage(garbage: bytes, asking: Asking) -> None:
    told, _ = ask_a_liar(pack(Tag.OPENED, pack_document(opened_words())) + garbage, asking[1])
    assert isinstance(told, EvidenceError)


@given(st.dictionaries(st.sampled_from(list(opened_words())), json_values, max_size=3))
def test_a_host_believes_no_strange_opening(strange: dict[str, Any]) -> None:
    body = pack_document(opened_words(**strange))
    told, kept = ask_a_liar(pack(Tag.OPENED, body), lambda file: file.info)
    if isinstance(told, EvidenceError):
        assert (told.code, kept) == ("worker-crashed", False)
    else:
        read = replies.read_opened(body)
        assert isinstance(read.shape, Shape)
        assert len(read.sizes) <= read.pages <= replies.PAGES_MOST


@given(
    st.sampled_from(ASKING),
    st.dictionaries(
        st.sampled_from(["bytes", "entries", "links", "sizes", "what", "why", "kind"]), json_values
    ),
    st.binary(max_size=40),
)
def test_a_host_takes_an_answer_in_or_ends_its_worker(
    asking: Asking, words: dict[str, Any], tail: bytes
) -> None:
    tag, ask = asking
    body = pack_document(words, tail)[: LONGEST[tag]]
    told, kept = ask_a_liar(pack(Tag.OPENED, pack_document(opened_words())) + pack(tag, body), ask)
    assert kept or isinstance(told, EvidenceError)


@given(st.sampled_from(ANSWERS), st.sampled_from(ASKING))
def test_an_answer_to_another_question_ends_the_worker(tag: Tag, asking: Asking) -> None:
    said = pack(Tag.OPENED, pack_document(opened_words())) + pack(tag, b"")
    told, kept = ask_a_liar(said, asking[1])
    if tag is asking[0] is Tag.DRAWN:
        assert kept
    else:
        assert isinstance(told, EvidenceError)
        assert not kept


@given(st.integers(0, 10_000))
def test_an_answer_cut_anywhere_ends_the_worker(at: int) -> None:
    said = pack(Tag.OPENED, pack_document(opened_words())) + pack(
        Tag.TEXT_IS, pack_document({"bytes": 5}, b"words")
    )
    told, kept = ask_a_liar(said[: at % len(said)], lambda file: file.text(0))
    assert isinstance(told, EvidenceError)
    assert not kept


def test_what_a_library_stumbles_over_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_words: object) -> object:
        raise UnicodeDecodeError("utf-8", b"\xed", 0, 1, "in a name of an element")

    monkeypatch.setattr("reviewer_app.evidence.worker.openers.open_document", stumble)
    (need, refused) = serve(order(Tag.OPEN, HONEST) + pack(Tag.DATA, TEXT))
    assert need[0] is Tag.NEED
    assert replies.read_refusal(refused[1]) == (replies.Refusal.DAMAGED, Kind.TXT)


def test_a_shape_nobody_knows_is_refused() -> None:
    with pytest.raises(ProtocolError):
        replies.read_opened(pack_document(opened_words(shape="hologram")))


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    words = json.dumps(opened_words()).replace('"pages": 1', '"pages": 1' + "0" * 5000).encode()
    with pytest.raises(ProtocolError):
        replies.read_opened(struct.pack("<I", len(words)) + words)


def test_asking_for_ranges_without_end_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    need = pack(Tag.NEED, replies.NEED.pack(0, 1)).hex()
    rogue = (
        f"import os\nos.write(1, bytes.fromhex('{pack(Tag.HELLO, pack_document({'shields': []})).hex()}'))\n"
    )
    rogue += f"while True: os.write(1, bytes.fromhex('{need}') * 50); os.read(0, 1 << 16)"
    monkeypatch.setattr(process, "_command", lambda environment: [sys.executable, "-S", "-c", rogue])
    with WorkerPool(deadline_seconds=1.0, warm=0) as pool, pytest.raises(EvidenceError) as caught:
        pool.open(BytesSource(word_pdf("a")), "a.pdf")
    assert caught.value.code == "worker-hung"
