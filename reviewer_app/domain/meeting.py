"""The short code by which two people see that two laptops mean each other, and the promise that comes before it."""

from __future__ import annotations

import hashlib

from reviewer_app.domain.signing import canonical

DIGITS = 6


def commitment(device: str, random: str) -> str:
    """What a laptop says of its random number before it hears the hub's, so that neither can choose to fit."""
    told = {"for": "reviewer-meeting-commitment-1", "device": device, "random": random}
    return hashlib.sha256(canonical(told)).hexdigest()


def short_code(hub: str, pin: str, device: str, hub_random: str, device_random: str) -> str:
    """Six digits over both keys, the pin of the line and both random numbers, as both screens show them."""
    told = {
        "for": "reviewer-meeting-code-1",
        "hub": hub,
        "pin": pin,
        "device": device,
        "hub_random": hub_random,
        "device_random": device_random,
    }
    number = int.from_bytes(hashlib.sha256(canonical(told)).digest()[:8], "big") % 10**DIGITS
    digits = f"{number:0{DIGITS}}"
    return f"{digits[:3]} {digits[3:]}"
