"""What the system says of the network and of time that passed: hints to try now, and no more than hints."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

_LOOK_MILLISECONDS = 30_000
# A laptop that slept misses its looks; so much more than one look's time can be nothing else.
_SLEPT_SECONDS = 90.0


def addresses() -> frozenset[str]:
    """The addresses this laptop has on networks; another one means that a network came."""
    from PySide6.QtNetwork import QNetworkInterface  # not before the window stands

    return frozenset(each.toString() for each in QNetworkInterface.allAddresses() if not each.isLoopback())


class LineWatch(QObject):
    """``better`` says that now is a good moment to try; ``changed`` that ``metered`` or ``portal`` did."""

    better = Signal()
    changed = Signal()

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        here: Callable[[], frozenset[str]] = addresses,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.metered = False
        self.portal = False
        self._clock = clock
        self._here = here
        self._known: frozenset[str] | None = None
        self._looked = 0.0
        self._system: Any = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Ask the system, where it answers, and look by ourselves now and then; harmless when repeated."""
        if self._timer.isActive():
            return
        self.look()
        self._timer.start()
        from PySide6.QtNetwork import QNetworkInformation

        if QNetworkInformation.instance() is None and not QNetworkInformation.loadDefaultBackend():
            return
        self.listen(QNetworkInformation.instance())

    def listen(self, system: Any) -> None:
        """Take hints from here; a QNetworkInformation is one."""
        self._system = system
        self.metered, self.portal = system.isMetered(), system.isBehindCaptivePortal()
        system.reachabilityChanged.connect(self._on_reachability)
        system.isMeteredChanged.connect(self._on_metered)
        system.isBehindCaptivePortalChanged.connect(self._on_portal)
        self.changed.emit()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Notice that the laptop slept, or that a network came."""
        now, here = self._clock(), self._here()
        slept = self._looked > 0 and now - self._looked > _SLEPT_SECONDS
        came = self._known is not None and bool(here - self._known)
        self._looked, self._known = now, here
        if slept or came:
            self.better.emit()

    def _on_reachability(self, reachability: Any) -> None:
        if getattr(reachability, "name", "") == "Online":
            self.better.emit()

    def _on_metered(self, metered: bool) -> None:
        self.metered = metered
        self.changed.emit()

    def _on_portal(self, portal: bool) -> None:
        self.portal = portal
        self.changed.emit()
        if not portal:
            self.better.emit()
