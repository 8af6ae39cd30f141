"""TLS of the hub's own making: a certificate that vouches for itself, of a key that desks pin and that stays."""

from __future__ import annotations

import secrets
import ssl
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.x509.oid import NameOID

from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange.trust import pin_of
from reviewer_app.hub.books import Books

YEARS = 10
PURPOSE = b"reviewer hub, key of the line, 1"


@dataclass(frozen=True)
class Tls:
    """What a server needs to speak TLS, whoever made the certificate; ``pin`` is the SPKI's SHA-256 (hex)."""

    context: ssl.SSLContext
    pin: str


def line_key(key: SigningKey) -> Ed25519PrivateKey:
    """The key of the hub's line: drawn from its secret, so every process and every restored copy has the same."""
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.seed)
    return Ed25519PrivateKey.from_private_bytes(drawn)


def own_certificate(books: Books) -> x509.Certificate:
    """A certificate from now on for years; made anew at each start, since the key is what counts."""
    key, now = line_key(books.key), books.now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Reviewer hub")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, algorithm=None)
    )


def own_pin(key: SigningKey) -> str:
    """The pin of the hub that signs with this key."""
    return pin_of(line_key(key).public_key())


def own_tls(books: Books) -> Tls:
    """TLS by the hub's own certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    # OpenSSL reads keys from files only: this one is sealed by a password that nobody ever has, and gone at once.
    password = secrets.token_bytes(32)
    sealed = line_key(books.key).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password)
    )
    with tempfile.TemporaryDirectory(dir=books.folder, prefix="line-") as folder:
        pem = Path(folder) / "line.pem"
        pem.write_bytes(sealed + own_certificate(books).public_bytes(Encoding.PEM))
        context.load_cert_chain(pem, password=password)
    return Tls(context, own_pin(books.key))
