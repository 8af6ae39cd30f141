"""The operator's certificate, read before anything is served, with what is wrong with it said in words."""

from __future__ import annotations

import ssl
from pathlib import Path

from reviewer_app.domain.errors import HubError


def operator_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 or newer by these PEM files; HubError ``certificate`` when they cannot be used."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    for path in (certificate, key):
        if not path.is_file():
            raise _unusable(f"There is no file {path}.")
    try:
        sealed = b"ENCRYPTED" in key.read_bytes()
        # Asked for by nobody: else OpenSSL would ask on a terminal that a service does not have.
        context.load_cert_chain(certificate, key, password=_no_passphrase)
    except ssl.SSLError as problem:
        if sealed:
            raise _unusable("The key is under a passphrase.") from None
        if problem.reason == "KEY_VALUES_MISMATCH":
            raise _unusable("The key is not the certificate’s.") from None
        raise _unusable("They are no PEM files of a certificate and its key.") from None
    except OSError as problem:
        raise _unusable(f"They cannot be read: {problem.strerror}.") from None
    return context


def _no_passphrase() -> str:
    return ""


def _unusable(why: str) -> HubError:
    return HubError(
        "certificate",
        "The hub’s certificate cannot be used",
        why,
        "Give the certificate with its chain and its key, without a passphrase, as two PEM files the hub may read.",
    )
