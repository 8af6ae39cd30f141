"""Files through a stand-in for LibreOffice: it works, fails, hangs, forks, and tries the network and other files."""

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from reviewer_app.domain.errors import Cancelled, EvidenceError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence import BytesSource, Shape, WorkerPool, exact
from reviewer_app.evidence.exact import Office, exact_ending, find_office, sweep
from reviewer_app.evidence.kinds import Kind, file_kind

HEAD = """#!{python} -S
import os, socket, subprocess, sys, time
from pathlib import Path
out, source = Path(sys.argv[sys.argv.index("--outdir") + 1]), Path(sys.argv[-1])
def answer(data):
    (out / (source.stem + ".pdf")).write_bytes(b"%PDF-" + data)
"""
CAGED = sys.platform == "linux"


@pytest.fixture
def place() -> Iterator[Path]:
    # Not under /tmp: the cage puts a folder of its own in its place.
    made = Path(tempfile.mkdtemp(prefix="stand-in-", dir="/var/tmp" if os.name == "posix" else None))
    yield made
    shutil.rmtree(made)


def stand_in(place: Path, script: str, seconds: float = 30) -> Office:
    program = place / "program" / "soffice"
    program.parent.mkdir(exist_ok=True)
    python = Path(sys.executable).resolve()
    program.write_text(HEAD.format(python=python) + script, encoding="utf-8")
    program.chmod(0o700)
    return Office(program, seconds, reading=(Path(sys.base_prefix),))


def code(office: Office, *, agreed: bool = True) -> str:
    with pytest.raises(EvidenceError) as refused:
        office.to_pdf(b"a file", "docx", agreed=agreed)
    return refused.value.code


@pytest.mark.parametrize("agreed", [True, False] if CAGED else [True])
def test_the_file_goes_in_by_a_random_name_and_the_pages_come_out(place: Path, agreed: bool) -> None:
    office = stand_in(place, "answer(source.read_bytes() + b' ' + source.name.encode())")
    first, second = (office.to_pdf(b"a file", "docx", agreed=agreed) for _ in range(2))
    assert first.startswith(b"%PDF-a file ")
    assert first.endswith(b".docx")
    assert first != second


def test_it_is_told_to_leave_nothing_and_to_run_no_macros(place: Path) -> None:
    script = """
profile = next(w for w in sys.argv if w.startswith("-env:UserInstallation=file://")).partition("file://")[2]
said = (Path(profile) / "user/registrymodifications.xcu").read_text()
answer(repr((sys.argv[2:-1], "DisableMacrosExecution" in said, sorted(os.environ))).encode())
"""
    said = stand_in(place, script).to_pdf(b"", "odt", agreed=True).decode()
    assert all(word in said for word in ("--headless", "--norestore", "--nolockcheck", "True"))
    assert all(word not in said for word in ("PYTHONPATH", "USER'", "DISPLAY"))


def test_a_crash_no_pages_and_nonsense_are_said_as_failures(place: Path) -> None:
    for script in ("os.abort()", "pass", "(out / (source.stem + '.pdf')).write_bytes(b'<html>')"):
        assert code(stand_in(place, script)) == "exact-failed"
    link = "(out / (source.stem + '.pdf')).symlink_to(source)"
    if os.name == "posix":
        assert code(stand_in(place, link)) == "exact-failed"


def test_pages_without_end_are_cut_off(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "PDF_MOST", 1000)
    assert code(stand_in(place, "answer(bytes(5000))")) == "exact-large"
    monkeypatch.setattr(exact, "SOURCE_MOST", 3)
    assert code(stand_in(place, "answer(b'')")) == "exact-large"


@pytest.mark.parametrize("agreed", [True, False] if CAGED else [True])
def test_one_that_hangs_is_ended_with_all_it_started(place: Path, agreed: bool) -> None:
    script = (
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)', str(out)]); time.sleep(600)"
    )
    assert code(stand_in(place, script, seconds=2), agreed=agreed) == "exact-late"
    assert _still_there(place) == []


@pytest.mark.skipif(not CAGED, reason="no cage to count processes in")
def test_what_leaves_its_group_ends_with_the_cage(place: Path) -> None:
    script = f"""
if os.fork() == 0:
    os.setsid()
    os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", {str(place)!r}])
answer(b"done")
"""
    assert stand_in(place, script).to_pdf(b"", "docx") == b"%PDF-done"
    assert _still_there(place) == []


def _still_there(place: Path) -> list[int]:
    """Processes that were started from this place and live (what is dying is waited for)."""
    found = []
    for each in psutil.process_iter():
        try:
            if each.pid != os.getpid() and any(str(place) in word for word in each.cmdline()):
                found.append(each)
        except psutil.Error:
            continue
    return [each.pid for each in psutil.wait_procs(found, timeout=5)[1]]


def test_cancelling_ends_it(place: Path) -> None:
    office, token, came = stand_in(place, "time.sleep(600)"), CancelToken(), threading.Event()

    def ask() -> None:
        with pytest.raises(Cancelled):
            office.to_pdf(b"a file", "docx", token, agreed=True)
        came.set()

    asking = threading.Thread(target=ask)
    asking.start()
    token.cancel()
    asking.join(20)
    assert came.is_set()


@pytest.mark.skipif(not CAGED, reason="no cage on this system")
def test_the_cage_has_no_network_and_no_files_of_the_person(place: Path, tmp_path: Path) -> None:
    secret = place.parent / f"{place.name}-secret"
    secret.write_text("secret")
    script = f"""
said = []
for name, deed in (
    ("connect", lambda: socket.create_connection(("127.0.0.1", 9), 2)),
    ("outside", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("192.0.2.1", 9))),
    ("read", lambda: open({str(secret)!r}).read()),
    ("write", lambda: open({str(secret)!r}, "w")),
    ("home", lambda: os.listdir({str(Path.home())!r})),
    ("tmp", lambda: os.listdir({str(tmp_path)!r})),
):
    try:
        deed()
        said.append(name)
    except OSError:
        pass
answer(" ".join(said).encode())
"""
    try:
        assert stand_in(place, script).to_pdf(b"", "docx") == b"%PDF-"
    finally:
        secret.unlink()


def test_without_a_cage_the_person_is_asked_first(place: Path) -> None:
    stand_in(place, "answer(b'made')")
    bare = Office(place / "program" / "soffice", caged=False)
    assert code(bare, agreed=False) == exact.ASKS
    assert bare.to_pdf(b"", "docx", agreed=True) == b"%PDF-made"


def test_no_folder_is_left_and_those_of_a_killed_program_are_swept(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exact, "_open_ground", lambda: tmp_path)
    assert code(stand_in(place, "os.abort()")) == "exact-failed"
    stand_in(place, "answer(b'')").to_pdf(b"", "docx", agreed=True)
    assert list(tmp_path.iterdir()) == []
    for name in ("reviewer-layout-old", "reviewer-layout-new", "something-else"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "copy.docx").write_text("words")
    for name in ("reviewer-layout-old", "something-else"):
        os.utime(tmp_path / name, (1000, 1000))
    assert sweep() == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["reviewer-layout-new", "something-else"]


def test_only_office_files_are_given_to_it(place: Path) -> None:
    assert exact_ending(file_kind(Kind.DOC).media_type) == "doc"
    assert exact_ending(file_kind(Kind.XLSX).media_type) == "xlsx"
    for kind in (Kind.PDF, Kind.TXT, Kind.HTML, Kind.LOCKED, Kind.OLE, Kind.PROGRAM):
        assert exact_ending(file_kind(kind).media_type) == ""
    with pytest.raises(ValueError, match="ending"):
        stand_in(place, "answer(b'')").to_pdf(b"", "exe")


def test_it_is_found_on_the_path_or_in_its_usual_places_or_not_at_all(place: Path) -> None:
    stand_in(place, "")
    program = place / "program" / "soffice"
    assert find_office(usual=(str(program),), path="") == program.resolve()
    assert find_office(usual=(), path=str(program.parent)) == program.resolve()
    assert find_office(usual=(str(place), "/snap/bin/libreoffice"), path="") is None


def test_a_libreoffice_that_is_not_there_is_a_failure_in_words(place: Path) -> None:
    with pytest.raises(EvidenceError) as caught:
        Office(place / "soffice").to_pdf(b"words", "docx")
    assert caught.value.code == "exact-failed"


def test_real_libreoffice_lays_out_a_document() -> None:
    reflection = Path("resources/samples/submissions/C41P-1/evidence/reflection.docx").read_bytes()
    found = find_office()
    if found is None:
        pytest.skip("LibreOffice is not installed: its program soffice is in none of its usual folders")
    pages = Office(found).to_pdf(reflection, "docx")
    with WorkerPool() as pool, pool.open(BytesSource(pages), "layout.pdf") as file:
        assert file.info.shape is Shape.PAGES
        assert len(file.info.pages) >= 1
        assert len(file.text(0).text) > 200
