"""The command line does what the window does, answers in JSON when asked, and ends with documented codes."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.cli.app import hoisted
from reviewer_app.cli.sample_anchors import anchor_bundle
from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.signing import SigningKey
from reviewer_app.paths import resource
from tests.cli.conftest import Said
from tests.postgres import ENGINES, empty_place
from tests.workflows.hubs import sample_hub
from tests.workflows.named import MARKS, WHO, folder

CRITERIA = ("1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SampleHub]:
    with sample_hub(tmp_path) as made:
        yield made


def test_a_review_from_bundle_to_receipt_and_letter(
    say: Said, hub: SampleHub, bundle: Path, tmp_path: Path
) -> None:
    hub.assign(["A09D-1"], tmp_path / "bundles")
    assert say("store", "create").code == 0
    assert say("import", bundle).code == 0
    assert say("list", "--json").document[0]["alias"] == "A09D"
    assert say("pair", hub.url, hub.code()).code == 0
    assert say("sync").code == 0
    for criterion in CRITERIA:
        assert say("score", "A09D", criterion, "proficient").code == 0
    said = "After question 3 no second pause is heard. Next: count to three after each answer."
    answer = say("score", "A09D", "2.2", "developing", "--comment", said, "--json")
    assert answer.document["outcome"] == "not_yet"
    assert say("comment", "A09D", "Thank you.").code == 0
    assert "Signed: Not yet" in say("submit", "A09D").out
    assert say("outbox", "--json").document[0]["stage"] == "ready"
    assert say("sync", "--json").document["decisions_waiting"] == 0
    shown = say("show", "A09D", "--json").document
    assert shown["state"] == "received"
    assert shown["receipt"]["accepted"] is True
    assert say("letter", "A09D", tmp_path / "letter.pdf").code == 0
    assert say("letter", "A09D", tmp_path / "sheet.pdf", "--sheet").code == 0
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF-")
    assert "Received by the hub" in say("list", "--all").out
    assert say("store", "rebuild", "--json").document["differences"] == []
    assert say("store", "check").code == 0
    assert say("store", "backup", tmp_path / "copy.db").code == 0
    assert say("unpair").code == 0


def test_practice_from_an_anchor_to_its_figures(say: Said, tmp_path: Path) -> None:
    anchor = anchor_bundle(
        "7F3K-1", tmp_path / "a.reviewbundle", SigningKey(bytes(32)), "2026-11-24T00:00:00.000Z"
    )
    say("store", "create")
    assert "nothing to practise on" in say("calibrate", "list").out
    assert say("import", anchor).code == 0
    assert say("list", "--json").document == []
    assert say("calibrate", "compare", "Anchor 7F3K").code == 2
    told = sample_reviews()["7F3K-1"].scores
    for criterion, level in {**told, "1.1": "developing", "3.1": "proficient"}.items():
        assert say("score", "Anchor 7F3K", criterion, level).code == 0
    assert say("submit", "Anchor 7F3K").code == 2
    assert say("calibrate", "give-up", "Anchor 7F3K").code == 0
    assert say("calibrate", "compare", "Anchor 7F3K").code == 2
    assert say("calibrate", "take-up", "Anchor 7F3K").code == 0
    made = say("calibrate", "compare", "Anchor 7F3K", "--json").document
    assert (made["practice"], made["exact"], made["adjacent"], made["miss"]) == ("anchor", 6, 1, 1)
    assert made["criteria"][0]["result"] == "adjacent"
    assert made["criteria"][0]["steps"] == -1
    assert "miss +2" in say("calibrate", "compare", "Anchor 7F3K").out
    listed = say("calibrate", "list", "--json").document
    assert [each["state"] for each in listed["practice"]] == ["practised"]
    (report,) = listed["reports"]
    assert report["bar"] is None
    kappa = next(each for each in report["anchors"]["estimates"] if each["name"] == "Cohen’s kappa")
    assert kappa["low"] < kappa["value"] < kappa["high"]
    assert kappa["cautions"]
    assert "Gwet’s AC1" in say("calibrate", "list").out
    assert say("calibrate", "again").code == 2


def test_names_are_listed_masked_and_shown_for_a_reason_that_travels(
    say: Said, hub: SampleHub, tmp_path: Path
) -> None:
    made = tmp_path / "Heron.reviewbundle"
    assert say("bundle", "make", folder(tmp_path / "named"), made, "--earner-name", WHO).code == 0
    with zipfile.ZipFile(made) as held:
        member = next(each for each in held.namelist() if each.endswith("data/submission.json"))
        told = json.loads(held.read(member))
    assert told["names"]["algorithm"] == "pbkdf2-sha256"
    say("store", "create")
    say("import", made)
    answer = say("names", "Heron")
    assert answer.code == 0
    assert "lesson-plan-(name).pdf" in answer.out
    assert not [mark for mark in MARKS if mark in answer.out + say("show", "Heron").out]
    listed = say("names", "Heron", "--json").document
    assert (listed["listed"], listed["waiting"]) == (True, 0)
    photo = next(each for each in listed["findings"] if each["field"] == "location")["evidence"]
    assert say("names", "Heron", "--reveal", photo).code == 2
    assert WHO in say("names", "Heron", "--reveal", photo, "--reason", "A badge shows.").out
    hub.hub.assign(hub.hub.intake(made).submission, hub.assessor)
    assert say("pair", hub.url, hub.code()).code == 0
    done = say("sync", "--json").document
    assert (done["sent"], done["accepted"], done["refused"]) == (1, 1, 0)


def test_what_is_missing_before_leaving_ends_with_1(say: Said, bundle: Path, tmp_path: Path) -> None:
    say("store", "create")
    assert "nothing to review" in say("ready").out
    say("import", bundle)
    say("ready")
    lost = next(each for each in (tmp_path / "home" / "store" / "blobs").rglob("*") if each.is_file())
    lost.unlink()
    answer = say("ready", "A09D", "--json")
    assert answer.code == 1
    assert answer.document["submissions"] == 1
    assert "not-here" in {each["kind"] for each in answer.document["gaps"]}
    assert "Sync now, or import the rest" in say("ready", "--again").out


def test_incomplete_work_is_returned(say: Said, bundle: Path) -> None:
    say("store", "create")
    say("import", bundle)
    assert say("return", "A09D", "--reason", "The recording is missing.").code == 0
    assert say("list", "--json").document == []


def test_work_is_handed_back_and_taken_back_and_a_flag_is_settled(
    say: Said, hub: SampleHub, bundle: Path, tmp_path: Path
) -> None:
    hub.assign(["A09D-1"], tmp_path / "bundles")
    assert say("store", "create").code == 0
    assert say("pair", hub.url, hub.code()).code == 0
    assert say("sync").code == 0
    assert say("hand-back", "A09D", "--reason", "bored").code == 2
    assert say("hand-back", "A09D", "--reason", "supervised", "--words", "My mentee.").code == 0
    assert say("show", "A09D").code == 2
    assert "A09D" not in say("list", "--all").out
    assert say("take-back", "A09D", "--json").document == {"taken_back": "interest"}
    assert say("return", "A09D", "--reason", "The log is missing.").code == 0
    assert say("take-back", "A09D").code == 2
    assert say("take-back", "A09D", "--reason", "It is here.", "--json").document == {
        "taken_back": "decision"
    }
    assert say("sync").code == 0
    assert say("show", "A09D", "--json").document["state"] == "in_review"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hub_is_kept_from_the_command_line(
    say: Said, bundle: Path, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWER_HUB_DATABASE", empty_place(engine, tmp_path).database)
    assert say("hub", "create", "Lakeside District").code == 0
    assert say("hub", "take", bundle, "--json").document["taken"][0]["alias"] == "A09D"
    assert say("hub", "add-person", "Ada").code == 0
    assert say("hub", "people", "--json").document[0]["name"] == "Ada"
    assert say("hub", "assign", "A09D", "ada", "--due", "2026-12-01").code == 0
    assert "already" in say("hub", "assign", "A09D", "Ada").out
    assert len(say("hub", "code", "Ada", "--json").document["code"]) == 9
    assert say("hub", "withdraw", "A09D", "Ada", "--reason", "Given to another.").code == 0
    assert say("hub", "devices").code == 0
    assert say("hub", "decisions", "--json").document == []
    assert say("hub", "flags", "list", "--all", "--json").document == []
    assert say("hub", "flags", "settle", "none", "Done.").code == 2
    assert say("hub", "assignments", "--json").document[0]["state"] == "withdrawn"
    assert say("hub", "status", "--json").document["submissions"] == 1
    assert say("hub", "revoke", "nobody").code == 0
    assert say("hub", "code", "Grace").code == 2
    assert say("hub", "--database", "mysql://db/hub", "people").code == 2


def test_bundles_are_made_and_checked(say: Said, bundle: Path, tmp_path: Path) -> None:
    folder = resource("samples", "submissions", "R2B8-1")
    target = tmp_path / "made.reviewbundle"
    assert say("bundle", "make", folder, target).code == 0
    assert say("bundle", "check", target, "--json").document["valid"] is True
    assert say("bundle", "make", folder, target).code == 3
    assert say("bundle", "make", folder, target, "--replace").code == 0
    assert say("bundle", "make", folder, tmp_path / "as-folder", "--folder").code == 0
    assert say("bundle", "check", tmp_path / "as-folder", "--bag").code == 0
    broken = tmp_path / "broken.reviewbundle"
    broken.write_bytes(bundle.read_bytes()[:-100])
    answer = say("bundle", "check", broken, "--json")
    assert answer.code == 3
    assert answer.document["findings"]


def test_every_conformance_bag_is_judged_as_its_folder_says(say: Said, shared_corpus: Path) -> None:
    for bag in sorted(shared_corpus.glob("bagit-conformance/v*/*/*/")):
        if not (bag / "bagit.txt").exists() and not any(bag.iterdir()):
            continue
        sound = bag.parent.name in ("valid", "warning")
        assert (say("bundle", "check", bag, "--bag").code == 0) is sound, bag


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("list",), 2, "There is no store here yet"),
        (("hub", "status"), 2, "There is no hub here yet"),
        (("bundle", "check", "no such file"), 3, "It cannot be read"),
        (("score",), 2, ""),
        (("nonsense",), 2, ""),
    ],
)
def test_mistakes_end_in_a_sentence_and_a_code(
    say: Said, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = say(*words)
    assert answer.code == code
    assert said in answer.err + answer.out


def test_a_refused_bundle_ends_with_3_and_the_others_come_in(say: Said, bundle: Path, tmp_path: Path) -> None:
    say("store", "create")
    bad = tmp_path / "bad.reviewbundle"
    bad.write_bytes(b"not a zip")
    answer = say("import", bad, bundle, "--json")
    assert answer.code == 3
    assert [each["alias"] for each in answer.document["imported"]] == ["A09D"]
    assert answer.document["refused"][0]["error"]["fault"] == "file"


def test_a_wrong_passphrase_and_a_second_store_are_refused(
    say: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("store", "create")
    assert say("store", "create").code == 4
    monkeypatch.setenv("REVIEWER_PASSPHRASE", "another passphrase")
    assert say("list").code == 4


def test_a_hub_that_is_away_ends_with_5(say: Said, hub: SampleHub) -> None:
    say("store", "create")
    say("pair", hub.url, hub.code())
    hub.stop()
    assert say("sync").code == 5
    assert say("pair", "http://127.0.0.1:9", "AAAA-AAAA").code == 5


def test_a_code_the_hub_does_not_know_ends_with_6(say: Said, hub: SampleHub) -> None:
    say("store", "create")
    assert say("pair", hub.url, "AAAA-AAAA").code == 6


def test_home_and_json_may_stand_anywhere() -> None:
    assert hoisted(["list", "--json", "--home", "x", "--all"]) == ["--json", "--home", "x", "list", "--all"]
    assert hoisted(["import", "--", "--json"]) == ["import", "--", "--json"]


def test_the_program_says_its_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reviewer_app", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("reviewer-app 0.1.0")


def test_words_are_found_wherever_they_stand_and_files_alike_are_listed(say: Said, bundle: Path) -> None:
    say("store", "create")
    say("import", bundle)
    say("comment", "A09D", "Thank you for the “Zögern” you counted.")
    found = say("search", "zogern count", "--json").document
    (hit,) = found["hits"]
    assert (hit["alias"], hit["kind"], hit["words"][slice(*hit["marks"][0])]) == ("A09D", "comment", "Zögern")
    plan = say("search", '"the coat"', "--json").document["hits"]
    assert {"evidence"} == {each["kind"] for each in plan}
    assert plan[0]["page"] >= 1
    assert "lesson-plan.pdf" in say("search", "coat").out
    assert "Nothing here" in say("search", '?! "').out
    assert say("duplicates", "--json").document == []
    assert "No file" in say("duplicates").out


def test_citations_leave_come_back_and_mark_a_copy(say: Said, bundle: Path, tmp_path: Path) -> None:
    say("store", "create")
    say("import", bundle)
    shown = say("show", "A09D", "--json").document
    item = next(each for each in shown["evidence"] if each["name"].endswith(".pdf"))
    file, marked = tmp_path / "out.jsonld", tmp_path / "marked.pdf"
    assert say("citations", "export", "A09D", file, "--json").document == {"path": str(file), "citations": 0}
    assert say("marked-copy", "A09D", item["name"], marked).code == 3
    told = json.loads(file.read_text(encoding="utf-8"))
    scope = f"tag:reviewer.example,2026:submission/{shown['submission']}/evidence/{item['id']}"
    told["total"] = 1
    told["first"]["items"] = [
        {
            "id": "urn:uuid:019ac0de-0000-7000-8000-000000000001",
            "type": "Annotation",
            "motivation": ["assessing"],
            "body": [{"type": "TextualBody", "purpose": "classifying", "value": "2.1"}],
            "target": {"type": "SpecificResource", "source": scope, "scope": scope},
        }
    ]
    file.write_text(json.dumps(told), encoding="utf-8")
    assert say("citations", "import", "A09D", file, "--json").document == {"new": 1, "changed": 0, "same": 0}
    assert "0 new, 0 changed, 1 here already" in say("citations", "import", "A09D", file).out
    assert say("marked-copy", "A09D", item["name"], marked, "--json").document == {"path": str(marked)}
    assert marked.read_bytes().startswith(b"%PDF-")
    assert say("citations", "import", "A09D", bundle).code == 3
    told["id"] = told["id"].replace(shown["submission"], "other")
    file.write_text(json.dumps(told), encoding="utf-8")
    assert say("citations", "import", "A09D", file).code == 2


def test_feedback_is_checked_overruled_and_kept_in_a_bank(say: Said, bundle: Path, tmp_path: Path) -> None:
    say("store", "create")
    say("import", bundle)
    for criterion in CRITERIA:
        say("score", "A09D", criterion, "proficient")
    said = "You are lazy. After question 3 no second pause is heard. Next: count to three after each answer."
    say("score", "A09D", "2.2", "developing", "--comment", said)
    answer = say("check", "A09D", "--json")
    assert answer.code == 1
    finding = next(each for each in answer.document["findings"] if each["severity"] == "must")
    assert (finding["criterion"], finding["rule"], answer.document["blocking"]) == ("2.2", "person", 1)
    refused = say("submit", "A09D")
    assert refused.code == 2
    assert "judges a person" in refused.err
    assert say("overrule", "A09D", finding["finding"], "It quotes.", "--criterion", "2.2").code == 0
    assert say("check", "A09D").code == 0
    assert "overruled" in say("check", "A09D").out
    document = say("submit", "A09D", "--json").document
    assert document["overruled"] == [
        {
            "criterion": "2.2",
            "finding": finding["finding"],
            "title": "About the person",
            "reason": "It quotes.",
        }
    ]
    [entry] = say("bank", "list", "--json").document
    assert (entry["criterion"], entry["level"], entry["text"]) == ("2.2", "developing", said)
    assert say("bank", "export", tmp_path / "bank.csv", "--json").document["comments"] == 1
    assert "0 new, 1 here already" in say("bank", "import", tmp_path / "bank.csv").out
    (tmp_path / "other.json").write_text("{}", "utf-8")
    assert say("bank", "import", tmp_path / "other.json").code == 3


def test_work_goes_by_stick_and_through_a_folder_from_the_command_line(
    say: Said, bundle: Path, tmp_path: Path
) -> None:
    stick, folder = tmp_path / "stick", tmp_path / "shared"
    stick.mkdir()
    folder.mkdir()
    assert say("hub", "create", "Lakeside District").code == 0
    assert say("hub", "take", bundle).code == 0
    assert say("hub", "add-person", "Ada").code == 0
    assert say("hub", "assign", "A09D", "Ada").code == 0
    assert say("store", "create").code == 0
    shown = say("exchange", "introduce", stick, "--json").document["code"]
    assert [each["code"] for each in say("hub", "introduced", stick, "--json").document] == [shown]
    assert "No laptop asks there." in say("hub", "introduced", folder).out
    welcomed = say("hub", "welcome", stick, shown, "Ada", "--json").document
    assert say("exchange", "accept", stick, shown).code == 2
    assert say("exchange", "accept", stick, welcomed["code"], "--json").document["person"] == "Ada"
    brought = say("exchange", "stick", stick)
    assert "Brought over: 1 new submission" in brought.out
    assert "You can pull the stick out now." in brought.out
    assert say("comment", "A09D", "Thank you.").code == 0
    assert say("exchange", "folder", folder, "--json").document["left"] > 0
    assert say("hub", "folder", folder, "--json").document["accepted"] > 0
    assert "receipt" in say("exchange", "folder", folder, "--with-every-sync").out
    assert say("sync", "--json").document["counts_agree"] is True
    assert say("exchange", "folder", folder, "--no-more").code == 0
    assert say("sync", "--json").document["error"]["code"] == "by-stick"
    assert say("bank", "share", "--stick", stick, "--json").document == {"shared": 0, "new": 0, "waits": True}
    device = say("hub", "devices", "--json").document[0]["name"]
    chosen = ("--all", "--person", "ada", "--device", device, "--no-files")
    told = say("hub", "stick", stick, *chosen, "--json").document
    assert (told["answers"], told["banks"]) == (1, 1)
    assert say("hub", "stick", stick, "--person", "Bo").code == 2
    assert say("hub", "folder", tmp_path / "nowhere").code == 5
