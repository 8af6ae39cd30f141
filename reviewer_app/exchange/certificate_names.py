"""For which names the machine at an address has its certificate, to say so where the name that was asked is not one."""

from __future__ import annotations

import asyncio
import ssl
from urllib.parse import urlsplit

from cryptography import x509

OTHER_NAME = frozenset({62, 64})
"""OpenSSL's numbers for a certificate that is trusted, and for another name or another address."""
SECONDS = 5.0
MOST, LONGEST = 3, 80
HTTPS = 443


async def asked_and_held(url: str) -> str:
    """A sentence with the name that was asked, and those of the certificate where they can be had."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    held = await _names_at(host, parts.port or HTTPS)
    asked = f"It was asked for as “{host}”"
    if not held:
        return f"{asked}, and the certificate is for another name."
    more = " and others" if len(held) > MOST else ""
    return f"{asked}, and the certificate is for {', '.join(f'“{each}”' for each in held[:MOST])}{more}."


async def _names_at(host: str, port: int) -> list[str]:
    """Looked at on a line of its own, on which nothing is sent; none where there is nothing to see."""
    whoever = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    whoever.check_hostname = False
    whoever.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(SECONDS):
            _, line = await asyncio.open_connection(host, port, ssl=whoever, server_hostname=host)
        try:
            held = line.get_extra_info("ssl_object").getpeercert(binary_form=True)
        finally:
            line.transport.abort()
        return _names(x509.load_der_x509_certificate(held or b""))
    except (OSError, ValueError):
        return []  # the person is told what is known without


def _names(held: x509.Certificate) -> list[str]:
    """The names as whoever made the certificate wrote them, which may be anybody."""
    try:
        found = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    names = [*found.get_values_for_type(x509.DNSName), *map(str, found.get_values_for_type(x509.IPAddress))]
    return [each for each in names if each.isprintable() and len(each) <= LONGEST]
