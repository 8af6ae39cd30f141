"""Syncing from the command line without files, and with those that bundles in a folder hold."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Said
from tests.workflows.hubs import sample_hub


def test_work_comes_without_files_and_the_files_out_of_a_folder(say: Said, tmp_path: Path) -> None:
    with sample_hub(tmp_path) as hub:
        hub.assign(["C41P-1"], tmp_path / "bundles")
        say("store", "create")
        assert say("pair", hub.url, hub.code()).code == 0
        done = say("sync", "--work-only", "--json").document
        assert (done["received_work"], done["blobs_fetched"], done["counts_agree"]) == (1, 0, True)
        # The hub has none of them now, so that whatever comes is from the folder.
        for sha256 in list(hub.hub.books.blobs.names()):
            hub.hub.books.blobs.remove(sha256)
        done = say("sync", "--files-from", tmp_path / "bundles", "--json").document
        assert done["blobs_fetched"] > 0
        assert done["problems"] == []
        assert say("list", "--json").document[0]["state"] == "to_review"
