"""Asking a hub that is served on this machine how it is, as a container's health check does."""

from __future__ import annotations

import http.client
import json
import ssl

from reviewer_app.exchange.failures import line_error
from reviewer_app.hub.service.health import Health
from reviewer_app.hub.service.settings import ServiceSettings
from reviewer_app.hub.service.watching import READY

SECONDS = 10.0


def ask_health(settings: ServiceSettings) -> Health:
    """What the hub that these settings describe says of itself; LineError ``no-answer`` when nothing answers."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    line: http.client.HTTPConnection
    if settings.certificate:
        trusted = ssl.create_default_context(cafile=settings.certificate)
        trusted.check_hostname = False  # it is asked by its address, and trusted by its very certificate
        trusted.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        line = http.client.HTTPSConnection(host, settings.port, timeout=SECONDS, context=trusted)
    else:
        line = http.client.HTTPConnection(host, settings.port, timeout=SECONDS)
    try:
        line.request("GET", READY)
        told = json.loads(line.getresponse().read())
        told.pop("status")
        return Health({str(name): str(value) for name, value in told.items()})
    except (OSError, http.client.HTTPException, ValueError, KeyError, AttributeError) as problem:
        raise line_error("no-answer") from problem
    finally:
        line.close()
