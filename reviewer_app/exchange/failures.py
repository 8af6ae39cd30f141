"""What can go wrong between desk and hub, as errors a person can read: the line's fault or the hub's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.exchange.versions import read_versions

WAITS = "Your work is safe on this laptop and will be sent later by itself."

SIGN_IN = "Open a web page in your browser: if the network wants you to sign in, do, then sync again. "

LINE = {
    "no-name": ("The hub’s address was not found", "The network does not know the name of the hub."),
    "no-answer": ("The hub did not answer", "Nothing answers at the hub’s address."),
    "timeout": ("The hub took too long", "The hub did not answer in time."),
    "cut-off": ("The connection broke", "The connection to the hub broke before the answer was whole."),
    "captive-portal": (
        "The network wants you to sign in first",
        "A page of the network answered instead of the hub, as in hotels and schools before one signs in.",
    ),
    "clock-wrong": (
        "This laptop’s clock is wrong",
        "It is so far behind that no protected line can be checked. Nothing was sent.",
    ),
    "certificate-date": (
        "Is this laptop’s clock right?",
        "By its date the hub’s certificate has run out. Nothing was sent.",
    ),
    "certificate-old": (
        "The hub’s certificate has run out",
        "This laptop’s clock is not the reason: the hub’s own says the same. Nothing was sent.",
    ),
    "garbled": ("The hub’s answer could not be read", "What arrived is not an answer of a hub."),
    "stale": ("An old answer arrived", "Something on the way repeated an earlier answer of the hub."),
    "blocked": (
        "The network blocked the way",
        "Something between this laptop and the hub refused to pass it on.",
    ),
    "gateway": ("The hub cannot be reached", "The hub’s network answers, but the hub behind it does not."),
    "range-wrong": (
        "A file arrived in the wrong place",
        "The answer holds another part of the file than asked.",
    ),
    "file-changed": ("A file changed on the way", "What is sent is not the file that was asked for."),
    "file-wrong": ("A file arrived damaged", "What arrived does not have the hash it should have."),
    "file-short": ("A file did not arrive whole", "The connection ended before the file did."),
    "file-nowhere": ("A file is nowhere to be had", "None of the places that were asked has it."),
    "source-gone": (
        "A folder or stick does not answer",
        "A file that was there a moment ago cannot be read there now.",
    ),
    "tls-needed": (
        "This address is not protected",
        "A hub on another machine must be reached by https, so that nobody on the way can read along.",
    ),
    "other-machine": (
        "Another machine answers in place of the hub",
        "Its key is not the hub’s, as where a network wants you to sign in first. Nothing was sent to it.",
    ),
    "not-let-in": (
        "The hub cannot be reached",
        "Nothing answers at its address on this network; a firewall on the hub’s laptop may stand between.",
    ),
    "no-network": (
        "This laptop is on no network",
        "It has no address on a cable or a radio network, so there is nobody to ask.",
    ),
    "no-finding": (
        "This network cannot be searched",
        "The system or its firewall does not let Reviewer ask who is here (multicast, UDP port 5353).",
    ),
    "not-vouched-for": (
        "Nobody vouches for this machine",
        "The certificate at this address is not one that this laptop’s system trusts, as where a network wants you to "
        "sign in first. Nothing was sent to it.",
    ),
    "no-handshake": (
        "No protected line came about",
        "Something answers at the hub’s address, but not as a hub does, as where a network wants you to sign in first. "
        "Nothing was sent to it.",
    ),
    "bad-address": (
        "This is not the address of a hub",
        "A hub’s address looks like https://hub.district.example.",
    ),
    "by-stick": (
        "This laptop works by stick",
        "It knows no address of its hub, and no folder that both share.",
    ),
    "left-damaged": (
        "A message is damaged",
        "A file in the folder or on the stick is cut short, was changed, or is for somebody else.",
    ),
    "left-newer": (
        "A message is of another version",
        "A message there has a form that this version does not know.",
    ),
    "too-many-hellos": (
        "Too many laptops ask here to be paired",
        "More introductions lie in the folder “hellos” than can be looked through.",
    ),
    "road-full": ("The stick or folder is full", "There is no room left on it."),
    "road-read-only": (
        "The stick or folder cannot be written",
        "It can be read, but nothing can be put on it.",
    ),
    "road-gone": (
        "The stick or folder is gone",
        "It was pulled out, or the system cannot reach it any more.",
    ),
    "road-trouble": (
        "The stick or folder did not answer as it should",
        "The system could not read or write it.",
    ),
}

STEPS = {
    "not-let-in": "Ask the coordinator whether the hub is shared, and to let Reviewer through that laptop’s firewall.",
    "no-network": "Plug in a cable or join the school’s network, then look again.",
    "no-finding": "Type the address that the coordinator’s screen shows; the short code is compared all the same.",
    "other-machine": SIGN_IN
    + "Otherwise make sure that you are on the school’s own network and ask the coordinator. "
    + WAITS,
    "no-handshake": SIGN_IN + WAITS,
    "not-vouched-for": SIGN_IN
    + "Is the hub a laptop on this network? Then find it there and compare the short codes. "
    + WAITS,
    "by-stick": "Plug in a stick, or choose a shared folder in the Sync room. Your work is safe on this laptop.",
    "left-damaged": "It was passed over, and comes again the next time.",
    "left-newer": "It was left where it is. Update Reviewer, then do it again.",
    "too-many-hellos": "Delete that folder or take an empty stick, and have the laptop introduce itself there again.",
    "road-full": "Free some space or take a larger stick, then do it again; it goes on where it stopped.",
    "road-read-only": "Look for a small switch on the stick, or ask who may write into the folder.",
    "road-gone": "Put it in again and do it again; it goes on where it stopped.",
    "road-trouble": "Do it again, or try another stick. " + WAITS,
    "captive-portal": "Open a web page in your browser, sign in to the network, then sync again. " + WAITS,
    "clock-wrong": "Set the date, the time and the time zone in the system’s settings, then sync again. "
    + WAITS,
    "certificate-date": "Look at the date in the system’s settings and set it right, then sync again. "
    "If it is right, tell the coordinator. " + WAITS,
    "certificate-old": "Tell the coordinator: the hub needs a new certificate. " + WAITS,
    "blocked": "Ask whoever runs the network to let the hub’s address through. " + WAITS,
    "tls-needed": "Ask the coordinator for the address that begins with https.",
    "bad-address": "Check the address with the coordinator.",
    "file-wrong": "It was thrown away and will be fetched again.",
    "file-changed": "It was thrown away and will be fetched again.",
}

HUB = {
    "busy": ("The hub is busy", "The hub asked this laptop to come back later."),
    "hub-trouble": (
        "The hub has a problem",
        "The hub could not do what was asked; the fault is not on this laptop.",
    ),
    "other-hub": (
        "Another hub answered",
        "The answer is not signed by the hub this laptop is paired with.",
    ),
    "not-a-hub": ("No hub lives here", "Something answers at this address, but it is not a hub."),
    "too-large": ("Too much at once", "The way to the hub does not let through as much as was sent."),
}

HUB_STEPS = {
    "other-hub": "Ask the coordinator whether the hub moved; if so, pair this laptop again. " + WAITS,
    "not-a-hub": "Check the hub’s address with the coordinator. " + WAITS,
}

NEEDS_A_PERSON = frozenset(
    {
        "tls-needed",
        "bad-address",
        "other-machine",
        "not-vouched-for",
        "other-hub",
        "not-a-hub",
        "no-token",
        "revoked",
        "expired",
        "not-your-role",
        "account-disabled",
        "version",
    }
)
"""Codes that trying again does not cure."""


def line_error(code: str, detail: str = "", *, retry_after: float | None = None) -> LineError:
    """The line's fault, by code; ``detail`` is one more sentence such as which file."""
    title, sentence = LINE[code]
    made = LineError(code, title, f"{sentence} {detail}".strip(), STEPS.get(code, WAITS))
    made.retry_after = retry_after
    return made


def hub_error(code: str, detail: str = "", *, retry_after: float | None = None) -> HubError:
    """The hub's fault as seen from outside, by code."""
    title, sentence = HUB[code]
    made = HubError(code, title, f"{sentence} {detail}".strip(), HUB_STEPS.get(code, WAITS))
    made.retry_after = retry_after
    return made


def told_by_hub(error: Mapping[str, Any], retry_after: float | None) -> HubError:
    """The refusal a hub signed, in the hub's own words."""
    made = HubError(
        str(error.get("code") or "hub-trouble"),
        str(error.get("title") or "The hub refused"),
        str(error.get("sentence") or "The hub gave no reason."),
        str(error.get("next_step") or WAITS),
    )
    made.versions = read_versions(error.get("versions"))
    said = error.get("retry_after")
    made.retry_after = float(said) if isinstance(said, int | float) and said >= 0 else retry_after
    return made


def unsigned_answer(status: int, retry_after: float | None) -> LineError | HubError:
    """What an answer means that has no hub's signature: whoever gave it, it was not our hub's word."""
    if 200 <= status < 400 or status == 511:  # 511 is made for portals, and says nothing else
        return line_error("captive-portal", retry_after=retry_after)
    if status in (401, 403, 407, 451):
        return line_error("blocked", f"It answered {status}.", retry_after=retry_after)
    if status in (408, 502, 504):
        return line_error("gateway", f"It answered {status}.", retry_after=retry_after)
    if status in (429, 503):
        return hub_error("busy", retry_after=retry_after)
    if status in (404, 405, 410):
        return hub_error("not-a-hub", f"It answered {status}.", retry_after=retry_after)
    if status == 413:
        return hub_error("too-large", retry_after=retry_after)
    return hub_error("hub-trouble", f"It answered {status}.", retry_after=retry_after)
