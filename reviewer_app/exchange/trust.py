"""Whom a line trusts: the one key of a pairing, seen before a byte of ours is sent, or what the system trusts."""

from __future__ import annotations

import hashlib
import ssl
from typing import Any, NoReturn, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

E = TypeVar("E", bound=BaseException)


class WrongPin(ssl.SSLError):
    """The key that answered is not the one that was pinned."""


def pin_of(key: CertificatePublicKeyTypes) -> str:
    """SHA-256 (hex) of a public key (SPKI), which stays when the certificate is renewed."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


class _Checked(ssl.SSLObject):
    """A TLS line that is over, before anything was sent on it, when the wrong key answered."""

    def do_handshake(self) -> None:
        """Shake hands, then look whose hand it was."""
        super().do_handshake()
        context = self.context
        assert isinstance(context, PinnedContext)  # which is what makes objects of this class
        context.check(self.getpeercert(binary_form=True) or b"")


class PinnedContext(ssl.SSLContext):
    """Trusts exactly the key of this pin, and without a pin nobody.

    Neither names nor dates of a certificate count: a school's network has no names, and clocks are years off.
    """

    pin: str
    _first: bool

    def __new__(cls, pin: str) -> PinnedContext:
        """A context for clients, whose check of the certificate is ours."""
        made = super().__new__(cls, ssl.PROTOCOL_TLS_CLIENT)
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
        made.minimum_version = ssl.TLSVersion.TLSv1_3
        made.sslobject_class = _Checked
        made.pin, made._first = pin, False
        return made

    def __init__(self, pin: str) -> None:
        super().__init__()

    @classmethod
    def first_sight(cls) -> PinnedContext:
        """One that takes the first key that answers and no other from then on; for meeting a hub, before any trust."""
        made = cls("")
        made._first = True
        return made

    def wrap_socket(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: lines that block would pass the check by."""
        raise TypeError("a pinned line is an asynchronous one")

    def check(self, certificate: bytes) -> None:
        """WrongPin unless this certificate holds the pinned key."""
        try:
            found = pin_of(x509.load_der_x509_certificate(certificate).public_key())
        except ValueError as problem:
            raise WrongPin("no certificate of ours") from problem
        if self._first:
            self.pin, self._first = found, False
        if found != self.pin:
            raise WrongPin("another key")


def caused_by(problem: BaseException, kind: type[E]) -> E | None:
    """The error of this kind that lies behind another, if one does."""
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, kind):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None
