"""Settings survive any file: what can be read is used, what cannot is said, and nothing is half written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app import settings
from reviewer_app.settings import Loaded, Settings

TEXTS = st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=4)


@given(
    made=st.builds(
        Settings,
        theme=st.sampled_from(settings.THEMES),
        text_scale=st.integers(90, 200),
        reduced_motion=st.sampled_from(settings.MOTIONS),
        idle_lock_minutes=st.integers(1, 240),
        sync_every_minutes=st.integers(1, 1440),
        work_only=st.booleans(),
        metered_line=st.sampled_from(settings.METERED),
        files_limit_kb=st.integers(0, 1_000_000),
        files_ask_over_mb=st.integers(0, 1_000_000),
        hub_url=st.sampled_from(["", "https://hub.example/"]),
        layout=TEXTS,
        keys=TEXTS,
    )
)
def test_what_is_saved_comes_back(tmp_path_factory: pytest.TempPathFactory, made: Settings) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    settings.save(file, made)
    assert settings.load(file) == Loaded(made)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "settings.toml") == Loaded(Settings())


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b"[layout]\n[layout]\n"])
def test_a_damaged_file_gives_the_usual_settings_and_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.toml").write_bytes(content)
    loaded = settings.load(tmp_path / "settings.toml")
    assert loaded.settings == Settings()
    assert loaded.problems == ("The settings file is damaged, so the usual settings are used.",)


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    assert len(settings.load(tmp_path / "settings.toml").problems) == 1


def test_one_wrong_setting_does_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        'theme = "pink"\ntext_scale = 150\nidle_lock_minutes = true\nold = 1\n'
    )
    loaded = settings.load(tmp_path / "settings.toml")
    assert loaded.settings == Settings(text_scale=150)
    assert loaded.problems == (
        "The setting “theme” must be one of auto, light, dark, contrast, so its usual value is used.",
        "The setting “idle_lock_minutes” must be a whole number from 1 to 240, so its usual value is used.",
        "The setting “old” is not known to this version and was left out.",
    )


@pytest.mark.parametrize(
    "wrong", [Settings(text_scale=20), Settings(hub_url="ftp://x"), Settings(theme="pink")]
)
def test_a_wrong_setting_is_never_saved(tmp_path: Path, wrong: Settings) -> None:
    settings.save(tmp_path / "settings.toml", Settings(theme="dark"))
    with pytest.raises(ValueError, match="must be"):
        settings.save(tmp_path / "settings.toml", wrong)
    assert settings.load(tmp_path / "settings.toml").settings == Settings(theme="dark")


def test_a_save_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    settings.save(file, Settings(theme="dark"))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        settings.save(file, Settings(theme="light"))
    assert settings.load(file).settings.theme == "dark"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
