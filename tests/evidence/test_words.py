"""Text of any encoding and any length."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import Kind, OpenedEvidence, WorkerPool
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.words import Words
from tests.evidence.samples import CountedSource

Open = Callable[..., OpenedEvidence]
GERMAN = "Grüße aus München: Prüfung bestanden, schöne Übung für die Schüler.\n" * 20


def whole(file: OpenedEvidence) -> str:
    return "".join(file.text(number).text for number in range(file.info.text_slices))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso-8859-1"]
)
def test_any_encoding_is_read(opened: Open, encoding: str) -> None:
    assert opened(GERMAN.encode(encoding), "note.txt").text(0).text == GERMAN


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Привет, как дела? Это длинное письмо учителю.\n" * 9, "cp1251"),
        ("これは日本語の文章です。\n" * 30, "shift_jis"),
    ],
)
def test_other_scripts_in_old_encodings_are_read(opened: Open, words: str, encoding: str) -> None:
    assert opened(words.encode(encoding), "note.txt").text(0).text == words


def _read(data: bytes) -> str:
    return Words(RemoteFile(len(data), lambda at, count: data[at : at + count])).text(0)[0]


def test_what_a_terminal_recorded_is_text(opened: Open) -> None:
    recorded = "\x1b]0;class\x07\x1b[31mred\x1b[0m\n" * 50
    assert opened(recorded.encode(), "session.txt").info.kind is Kind.TXT


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "words",
    [
        "L'élève a présenté un travail très soigné sur la forêt. Où êtes-vous allés ? À bientôt, ça va être drôle.",
        "El niño presentó su trabajo mañana. ¿Dónde está la señora Muñoz? Los alumnos leyeron más páginas.",
        "„Die Schüler haben große Fortschritte gemacht.“ Übung macht den Meister, natürlich auch für Mädchen.",
        "A professora não trouxe as lições de ontem; os alunos são bons. Às vezes é difícil, mas há esperança.",
        "La città è più bella. Perché non c'è la verità? Così è la libertà, però già lunedì.",
        "Läraren såg att barnen förstod. Överallt på ön fanns älgar och åar.",
        "The student’s work was good — “really good”. It’s fine.",
    ],
)
def test_western_text_of_windows_and_macintosh_keeps_its_letters(words: str, encoding: str) -> None:
    for length in (1, 40):
        assert _read(f"{words}\n".encode(encoding) * length) == f"{words}\n" * length


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Zażółć gęślą jaźń. Nauczyciel przyniósł książki do szkoły.", "cp1250"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy. Žák přinesl úkol.", "cp1250"),
        ("Árvíztűrő tükörfúrógép, az őszi erdő szép volt.", "cp1250"),
        ("Öğrenci şöyle dedi: çalışmak güzel ışık", "cp1254"),
        ("L'élève a présenté un travail très soigné sur la forêt.", "cp850"),
    ],
)
def test_letters_of_other_countries_are_not_taken_for_western_ones(words: str, encoding: str) -> None:
    assert _read(f"{words}\n".encode(encoding) * 5) == f"{words}\n" * 5


def test_one_stray_byte_does_not_spoil_the_rest(opened: Open) -> None:
    found = opened(GERMAN.encode() + b"\xff\n" + GERMAN.encode(), "note.txt").text(0).text
    assert found == f"{GERMAN}\ufffd\n{GERMAN}"


def test_line_ends_of_every_system_become_one(opened: Open) -> None:
    assert opened(b"one\r\ntwo\rthree\nfour", "a.txt").text(0).text == "one\ntwo\nthree\nfour"


def test_a_huge_log_is_read_in_slices_and_never_whole(pool: WorkerPool) -> None:
    line = "2026-03-04 some event happened, and then another – not a short line\n"
    source = CountedSource(line.encode() * 700_000)
    with pool.open(source, "server.log") as file:
        assert file.info.kind is Kind.TXT
        assert source.size > 45_000_000
        middle = file.text(file.info.text_slices // 2).text
        assert len(middle.encode()) <= 65_536
        assert middle == line * (len(middle) // len(line))
        assert source.served < 1_500_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-32"])
def test_slices_together_are_the_file(opened: Open, encoding: str) -> None:
    text = "".join(f"Zeile {number}: für jede Übung ein Wort – 🙂\n" for number in range(6000))
    assert whole(opened(text.encode(encoding), "a.txt")) == text


def test_a_line_without_an_end_is_cut_between_letters(opened: Open) -> None:
    text = "ü🙂x" * 60_000
    assert whole(opened(text.encode(), "a.txt")) == text


@given(
    st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), min_size=1, max_size=400)
)
def test_every_utf8_text_comes_back_whole(piece: str) -> None:
    data = (piece * (120_000 // len(piece.encode()) + 1)).encode()
    words = Words(RemoteFile(len(data), lambda at, length: data[at : at + length]))
    slices = words.summary().slices
    if words.summary().encoding == "utf-8" and not data.startswith(b"\xef\xbb\xbf"):
        assert "".join(words.text(number)[0] for number in range(slices)) == data.decode()


def test_bytes_that_are_not_words_are_explained(opened: Open) -> None:
    with pytest.raises(EvidenceError) as caught:
        opened(bytes(range(256)) * 50, "letter.txt")
    assert caught.value.code == "unsupported"


def test_a_slice_that_is_not_there_is_said_so(opened: Open) -> None:
    with pytest.raises(EvidenceError, match="nothing"):
        opened(b"short", "a.txt").text(1)
