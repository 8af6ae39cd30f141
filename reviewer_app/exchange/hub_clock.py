"""For a laptop whose clock is wrong: the hub's own signed word on the time, and a line whose dates are read by it."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_bytes, token_hex

import httpx2
from cryptography import x509

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.domain.signing import SigningKey, signer
from reviewer_app.domain.submission import moment
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.messages import CHALLENGE, VERSION, Pairing
from reviewer_app.exchange.wire import OutOfDateError, Timeouts, Wire, laptop_time

DATED = frozenset({"clock-wrong", "certificate-date"})
"""What a line says that failed by a date alone."""
NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which Python has no name for."""
FAR_OFF = timedelta(days=1)
SOON = Timeouts(connect=5.0, read=10.0, whole=15.0)


async def wire_by_hubs_clock(pairing: Pairing, problem: LineError, timeouts: Timeouts | None) -> Wire:
    """A line to the hub, checked as ever but for the dates, which are read by the hub's clock.

    Raises the problem where the hub does not tell its time, and LineError ``certificate-old`` where both clocks agree:
    then the certificate has run out in truth.
    """
    said = await hub_time(pairing)
    if said is None:
        raise problem
    if abs(said - laptop_time()) <= FAR_OFF:
        raise line_error("certificate-old") from problem
    return Wire(pairing.hub_url, pairing.token, timeouts=timeouts, trust=trusted_at(said))


async def hub_time(pairing: Pairing) -> datetime | None:
    """The time as the paired hub has it, signed over a question of now; None where it was not the hub that answered.

    The line is one that nobody vouches for, so nothing of this laptop's goes on it: neither its token nor its name.
    """
    wire = Wire(pairing.hub_url, timeouts=SOON, trust=whoever())
    nonce, stranger = token_hex(16), SigningKey(token_bytes(32)).name
    asked = {"format": CHALLENGE, "version": VERSION, "nonce": nonce, "device": stranger}
    try:
        told = (await wire.ask("/v1/pairing/challenge", json.dumps(asked).encode())).document
        if not isinstance(told, Mapping) or told.get("nonce") != nonce or signer(told) != pairing.hub_key:
            return None
        return moment(str(told["proof"]["created"]))
    except (LineError, HubError, KeyError, TypeError, ValueError):
        return (
            None  # whatever stands there instead of the hub: the person is told of the date that did not fit
        )
    finally:
        await wire.close()


def whoever() -> ssl.SSLContext:
    """A context for a line on which nothing is told and nothing believed that is not signed."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    return made


def trusted_at(now: datetime) -> ssl.SSLContext:
    """Whom the system trusts, with its names and its chain, when it is this moment whatever the laptop's clock says."""

    class Dated(ssl.SSLObject):
        """A line that is over, before anything was sent on it, when its certificate is not valid at that moment."""

        def do_handshake(self) -> None:
            """Shake hands, then look at the dates."""
            super().do_handshake()
            held = x509.load_der_x509_certificate(self.getpeercert(binary_form=True) or b"")
            if not held.not_valid_before_utc <= now <= held.not_valid_after_utc:
                raise OutOfDateError("the certificate is not valid by the hub’s own clock")

    made = httpx2.create_ssl_context()
    if type(made) is not ssl.SSLContext:
        # Windows and macOS read dates by their own clock; there the system's roots are given to OpenSSL.
        made = ssl.create_default_context()
    made.verify_flags |= NO_CHECK_TIME
    made.sslobject_class = Dated
    return made
