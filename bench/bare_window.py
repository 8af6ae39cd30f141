"""The limit for starting: a bare Qt window with a table of so many rows, printing a line once it is painted."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem


def main() -> None:
    """Show the window, say so, leave."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    rows = int(sys.argv[1])
    table = QTableWidget(rows, 7)
    for row in range(rows):
        for column in range(7):
            table.setItem(row, column, QTableWidgetItem(f"{row} · {column}"))
    window.setCentralWidget(table)
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    print("usable", flush=True)
    QTimer.singleShot(0, app.quit)
    app.exec()


if __name__ == "__main__":
    main()
