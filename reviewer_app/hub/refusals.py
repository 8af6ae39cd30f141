"""Every way the hub says no, by code: with which status, in which words, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer_app.domain.errors import HubError, ReviewerError


@dataclass(frozen=True)
class Words:
    """One refusal: the HTTP status of a request's refusal (0 for a record's, which travels in a receipt)."""

    status: int
    title: str
    sentence: str
    next_step: str


REQUESTS = {
    "no-token": Words(
        401, "This laptop is not paired", "The hub does not know the token.", "Pair this laptop again."
    ),
    "revoked": Words(
        401,
        "This laptop was shut out",
        "The coordinator revoked its token.",
        "Ask the coordinator for a new code.",
    ),
    "expired": Words(
        401,
        "This laptop must be paired again",
        "Its token’s time ran out, as happens after a long time without an exchange.",
        "Ask the coordinator for a new code and pair again; everything on this laptop stays and is sent then.",
    ),
    "account-disabled": Words(
        403,
        "The account is disabled",
        "The coordinator disabled your account.",
        "Ask the coordinator. All your work stays on this laptop, and leaves by itself once the account is open again.",
    ),
    "other-device": Words(
        403,
        "Not this laptop’s token",
        "The token belongs to another laptop.",
        "Pair this laptop itself.",
    ),
    "not-your-role": Words(
        403,
        "Not for this account",
        "The role of this account does not include that.",
        "Ask an administrator of the hub.",
    ),
    "unknown": Words(
        404, "There is no such thing", "The hub has nothing of that name.", "List what the hub has first."
    ),
    "not-possible": Words(
        409, "That cannot be done", "The hub’s rules do not allow it as things stand.", "Nothing was changed."
    ),
    "nonce-used": Words(
        409,
        "Another question had this number",
        "The same laptop asked something else under this nonce.",
        "Ask again under a new one.",
    ),
    "bundle-refused": Words(
        422,
        "This bundle was refused",
        "It is not sound, or not whole.",
        "Ask whoever made it to make it again; nothing was taken in.",
    ),
    "too-many-requests": Words(
        429,
        "Too many questions at once",
        "The hub was asked more than it answers in a while.",
        "It is tried again later by itself.",
    ),
    "too-many-headers": Words(
        431,
        "Too many headers",
        "The question has more or longer header lines than the hub reads.",
        "Send fewer.",
    ),
    "too-slow": Words(
        408, "The question came too slowly", "The hub stopped waiting for the rest of it.", "Send it again."
    ),
    "not-understood": Words(
        400,
        "The question was not understood",
        "A field is missing or wrong.",
        "Update Reviewer, then send again.",
    ),
    "version": Words(
        400, "Two versions do not fit", "The hub does not speak this version.", "Update Reviewer or the hub."
    ),
    "not-found": Words(404, "Nothing lives here", "The hub has no such address.", "Check the hub’s address."),
    "wrong-method": Words(
        405, "Not to be asked this way", "The address takes another method.", "Check the reference."
    ),
    "too-large": Words(
        413, "Too much at once", "The question is larger than the hub takes.", "Send less at once."
    ),
    "cut-short": Words(
        400, "The question did not arrive whole", "Fewer records came than were announced.", "Send it again."
    ),
    "blob-unknown": Words(
        404,
        "No such file for you",
        "The hub has no such file among your work.",
        "Ask the coordinator if it stays so.",
    ),
    "range-beyond": Words(
        416, "Beyond the end", "The file is shorter than that.", "Start from its beginning."
    ),
    "sealed-otherwise": Words(
        400,
        "The records do not open",
        "They are damaged, or sealed for another key than this hub’s.",
        "It is tried again; nothing was taken in.",
    ),
    "code-wrong": Words(
        403,
        "The code is not right",
        "The hub does not know this code.",
        "Type it again, or ask for a new one.",
    ),
    "code-expired": Words(
        403, "The code is too old", "The code’s time has run out.", "Ask the coordinator for a new one."
    ),
    "code-used": Words(
        409,
        "The code was used",
        "Another laptop was paired with this code.",
        "Ask the coordinator for a new one.",
    ),
    "challenge-wrong": Words(
        409, "The proof came too late", "The hub does not know the challenge that was signed.", "Try again."
    ),
    "proof-wrong": Words(
        403,
        "The laptop’s proof is wrong",
        "The signature is not by the key it names.",
        "Try again; restart Reviewer.",
    ),
    "other-person": Words(
        409,
        "This laptop is somebody else’s",
        "It is paired for another person, whose work it holds.",
        "Use another laptop, or another home folder.",
    ),
    "not-sharing": Words(
        403,
        "The hub takes no laptops this way",
        "Nobody at the hub is looking for laptops on this network now.",
        "Ask the coordinator to share the hub, or for a one-time code.",
    ),
    "meeting-over": Words(
        409,
        "The pairing is over",
        "It took too long, or one of you said that the codes differ.",
        "Look for the hub again and start anew.",
    ),
    "meeting-refused": Words(
        403,
        "The coordinator said no",
        "They did not take this laptop.",
        "Ask the coordinator, then start anew.",
    ),
    "too-many-tries": Words(
        429,
        "Too many wrong codes",
        "The hub stopped listening to codes for a while.",
        "Wait, then try again.",
    ),
    "busy": Words(
        503, "The hub is busy", "The hub could not get to its record in time.", "It is tried again."
    ),
    "no-room": Words(
        507,
        "The hub has no room left",
        "The disk under the hub is full, so it took nothing in.",
        "It is tried again by itself, and nothing is lost; tell the coordinator.",
    ),
    "hub-trouble": Words(
        500,
        "The hub has a problem",
        "The hub could not do what was asked.",
        "It is tried again; tell the district.",
    ),
}

RECORDS = {
    "signature": Words(
        0, "Signature", "Its signature does not fit its content.", "It is damaged; keep a copy."
    ),
    "malformed": Words(0, "Form", "A field is missing or wrong.", "It is damaged; keep a copy."),
    "kept-aside": Words(
        0,
        "Kept aside",
        "The hub is older than this laptop; it has this as it was signed and reads it once it is updated.",
        "Nothing is lost.",
    ),
    "other-device": Words(0, "Device", "Another laptop made it.", "It is sent by the laptop that made it."),
    "other-author": Words(0, "Author", "It names another person as its author.", "Ask the coordinator."),
    "other-bytes": Words(
        0, "Changed", "The hub has other bytes under its id.", "Keep a copy; ask the coordinator."
    ),
    "n-taken": Words(
        0,
        "Number",
        "The hub has another record under the same number, as when a store was copied or restored.",
        "Keep a copy; ask the coordinator.",
    ),
    "not-assigned": Words(0, "Not yours", "The submission is not assigned to you.", "Ask the coordinator."),
    "practice": Words(
        0, "Practice", "The submission is practice, which is never decided.", "Nothing is lost."
    ),
    "bar-not-reached": Words(
        0,
        "Practice first",
        "The practice asked for before live work is not here, or did not reach the bar.",
        "Practise on an anchor, sync each laptop you practised on, then send it again.",
    ),
    "withdrawn": Words(
        0, "Withdrawn", "The coordinator took the submission back.", "Nothing is lost; ask if unsure."
    ),
    "reassigned": Words(
        0,
        "Given away",
        "The coordinator took the submission back and gave it to somebody else.",
        "Nothing is lost; ask the coordinator whether yours is wanted too.",
    ),
    "superseded": Words(
        0,
        "Newer attempt",
        "The earner handed in a newer attempt before this decision arrived.",
        "Judge the newer attempt; what you said can be brought over.",
    ),
    "adjudication-closed": Words(
        0,
        "Closed",
        "The adjudication was closed before this decision arrived.",
        "Nothing is lost; ask the coordinator to reopen it.",
    ),
    "decided-elsewhere": Words(
        0,
        "Decided",
        "A decision that you signed on another laptop is here already.",
        "Compare the two; ask the coordinator if this one should stand.",
    ),
    "already-decided": Words(
        0, "Decided", "Your decision on this submission is here already.", "Ask the coordinator to reopen it."
    ),
    "other-rubric": Words(
        0,
        "Rubric",
        "It was judged by another edition of the rubric.",
        "Judge it by the edition that counts; what you said can be brought over.",
    ),
    "other-evidence": Words(
        0,
        "Evidence",
        "It was judged on other files than the hub has.",
        "Fetch the work again and judge it anew.",
    ),
    "handed-back": Words(
        0,
        "Handed back",
        "You declared a conflict of interest about it.",
        "Nothing is lost; ask the coordinator.",
    ),
    "given-away": Words(
        0,
        "Given away",
        "The coordinator gave the submission to somebody else after you handed it back.",
        "Ask the coordinator.",
    ),
    "released": Words(
        0, "Released", "The earner has been told this decision.", "It stands; ask the coordinator."
    ),
    "no-such-decision": Words(
        0, "No decision", "The hub has no such decision of yours that stands.", "Ask the coordinator."
    ),
    "not-incomplete": Words(
        0,
        "Judged",
        "Only work that was returned as incomplete can be taken back.",
        "It stands; ask the coordinator.",
    ),
    "malformed-body": Words(
        0, "Content", "A field of what it says is missing or wrong.", "Keep a copy; ask the coordinator."
    ),
    "not-a-decision": Words(
        0, "Decision", "It does not read as a decision.", "Keep a copy; ask the coordinator."
    ),
}


class Refused(HubError):
    """A request the hub refuses, by code; ``sentence`` may say more than the table."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        retry_after: float | None = None,
        versions: tuple[int, ...] = (),
    ) -> None:
        words = REQUESTS[code]
        super().__init__(code, words.title, f"{words.sentence} {detail}".strip(), words.next_step)
        self.status = words.status
        self.retry_after = retry_after
        self.versions = versions

    @classmethod
    def because(cls, code: str, problem: ReviewerError) -> Refused:
        """A refusal by code in the words of a rule that was broken."""
        made = cls(code)
        made.title, made.sentence, made.next_step = problem.title, problem.sentence, problem.next_step
        return made


def reason(code: str) -> str:
    """Why a record was refused and what to do, as one text for a receipt; "" for one that was accepted."""
    if not code:
        return ""
    words = RECORDS[code]
    return f"{words.sentence} {words.next_step}"
