"""Write the page of keys from the table of actions: ``python -m docs.write_keys``."""

from __future__ import annotations

from pathlib import Path

from reviewer_app.ui.commands.page import page

if __name__ == "__main__":
    (Path(__file__).parent / "keys.md").write_text(page(), encoding="utf-8", newline="\n")
