"""The real program as one process, saying when the first page of its queue is on the screen.

Called with a home; the store's key comes by standard input, because typing a passphrase is a person's time and not
the program's. Only what hands out that key is replaced; everything else is the program as it ships.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path


def main() -> None:
    """Start, wait for painted rows, say so, leave."""
    gc.disable()  # as reviewer_app.__main__ does

    from PySide6.QtCore import QEvent, QObject, QTimer

    from reviewer_app import logs, paths
    from reviewer_app.startup.window import Program, application
    from reviewer_app.vault.keys import KeyState
    from reviewer_app.workflows import safeguarding

    key = bytes.fromhex(sys.stdin.readline().strip())

    class HeldKey:
        """A keyring that is open already."""

        state = KeyState.KEYRING

        def unlock(self, _passphrase: str | None) -> bytes:
            """The key."""
            return key

    setattr(safeguarding, "key_vault", lambda _home: HeldKey())  # noqa: B010 - the one thing replaced
    home = paths.open_home(Path(sys.argv[1]))
    logs.configure(home)
    program = Program(application(), home)
    shell = program.shell

    def usable() -> None:
        print("usable", flush=True)
        shell.close()

    class Watch(QObject):
        """Looks on while the table is painted."""

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            """See whether this painting shows rows; what comes after it is on the screen."""
            space = shell.workspace
            if event.type() == QEvent.Type.Paint and space is not None and space.queue.model.row_at(0):
                space.queue.table.viewport().removeEventFilter(self)
                QTimer.singleShot(0, usable)
            return False

    watch = Watch()

    def opened() -> None:
        assert shell.workspace is not None  # the shell says so once there is one
        shell.workspace.queue.table.viewport().installEventFilter(watch)

    shell.unlocked.connect(opened)
    program.shell.resize(1366, 768)
    program.show()
    program.app.exec()
    program.end()


if __name__ == "__main__":
    main()
