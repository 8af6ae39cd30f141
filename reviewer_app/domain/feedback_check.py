"""The feedback check itself: each rule as a question to the words of one comment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from reviewer_app.domain.anonymity import hits_in
from reviewer_app.domain.feedback import Entry, Feedback, Finding, Fix, finding_key, fingerprint
from reviewer_app.domain.feedback_names import named_people
from reviewer_app.domain.feedback_rules import RuleBook, book_for
from reviewer_app.domain.phrasing import Match, Token, tokens_of

_GAP = re.compile(r"\{[^\W\d][\w ]{0,30}\}|\{\}")
_QUOTED = re.compile(r"[“”„«»\"]")
_COPY_LEAST = 4
_SENTENCES_FOR_BOTH = 2


def check(books: Mapping[str, RuleBook], feedback: Feedback) -> tuple[Finding, ...]:
    """Everything found, by entry; what is about a whole comment comes before what is about some of its words."""
    found: list[Finding] = []
    seen: dict[str, str] = {}
    for entry in feedback.entries:
        tokens = tokens_of(entry.text)
        book = book_for(books, tokens, feedback.language)
        # Words in a language without rules are only looked through for what needs none: names, copies, citations.
        speaking = book or next(iter(books.values()), None)
        if speaking is None:
            continue
        reading = _Reading(speaking, entry, feedback, tokens)
        about = list(reading.of_the_whole(book is not None)) + list(reading.of_copies(seen))
        within = [*reading.of_names(), *reading.of_gaps()]
        if book is not None:
            within += [*reading.of_tone(), *reading.of_vagueness()]
        found += about + sorted(within, key=lambda each: (each.start, each.end))
    return tuple(found)


class _Reading:
    """One text read by the rules of one language."""

    def __init__(self, book: RuleBook, entry: Entry, feedback: Feedback, tokens: tuple[Token, ...]) -> None:
        self._book, self._entry, self._feedback = book, entry, feedback
        self._text = entry.text
        self._tokens = _without_prompts(book, tokens)

    # About the comment as a whole

    def of_the_whole(self, words_known: bool) -> Iterator[Finding]:
        """Below the floor: what was missing, a place in the evidence, a next step, and enough words for it."""
        if not self._entry.floor:
            return
        book = self._book
        if words_known and not self._says_what_was_missing():
            yield self._finding("missing", fixes=self._prompt("missing"))
        if not self._entry.cited:
            yield self._finding("place_named" if self._says_why_nothing_is_pinned() else "place")
        if words_known:
            if not self._names_a_next_step():
                # Steps are put in countless ways; only a comment too short for one surely has none.
                judging = book.phrases["person"]
                told = [each for each in self._telling() if not judging.any_in(each)]
                sure = len(told) < _SENTENCES_FOR_BOTH
                yield self._finding("next" if sure else "next_maybe", fixes=self._prompt("next"))
            if len(self._tokens) < book.limits.short:
                yield self._finding("short", count=str(len(self._tokens)))

    def of_copies(self, seen: dict[str, str]) -> Iterator[Finding]:
        """The same words at another criterion, in the rubric or on another submission."""
        if len(self._tokens) >= _COPY_LEAST and not self._entry.citation:
            mark = fingerprint(" ".join(each.folded for each in self._tokens))
            if mark in seen:
                whole = Fix(self._book.rules["copied_criterion"].fix, 0, len(self._text), "")
                yield self._finding("copied_criterion", fixes=(whole,), other=seen[mark])
            elif mark in self._feedback.elsewhere:
                yield self._finding("copied_elsewhere", fixes=self._prompt("copied_elsewhere"))
            seen.setdefault(mark, self._entry.criterion)
        if (copy := self._longest_copy()) is not None:
            yield self._spanned("copied_rubric", copy, fixes=(self._taken_out("copied_rubric", copy),))

    # About some of its words

    def of_names(self) -> Iterator[Finding]:
        """Names of the earner by the salted list, and what reads like the name of a student or colleague."""
        covered: list[tuple[int, int]] = []
        if self._feedback.names is not None:
            for hit in hits_in(self._text, self._feedback.names):
                covered.append((hit.start, hit.end))
                sure = hit.whole or not self._begins_sentence(hit.start)
                rule = "earner" if sure else "earner_maybe"
                yield self._replacing(rule, (hit.start, hit.end), self._book.rules[rule].text)
        for start, end, stand_in in named_people(
            self._text, tokens_of(self._text), self._book, self._feedback.ordinary
        ):
            if not any(start < b and end > a for a, b in covered):
                yield self._replacing("student", (start, end), stand_in)

    def of_gaps(self) -> Iterator[Finding]:
        """Gaps of a comment from the bank that were left open."""
        for gap in _GAP.finditer(self._text):
            yield self._spanned("gap", gap.span(), fixes=(self._taken_out("gap", gap.span()),))

    def of_tone(self) -> Iterator[Finding]:
        """What judges or praises a person instead of the work."""
        for rule in ("person", "gifted"):
            for match in self._book.phrases[rule].all_in(self._tokens):
                yield self._spanned(
                    rule, (match.start, match.end), fixes=tuple(self._of_the_work(rule, match))
                )

    def of_vagueness(self) -> Iterator[Finding]:
        """Sentences that could be said of any work, unless the rest of the comment says enough."""
        telling = sum(len(each) for number, each in self._sentences.items() if number not in self._vague)
        if telling >= self._book.limits.enough:
            return
        for number, match in self._vague.items():
            sentence = self._sentences[number]
            span = self._with_stop(sentence[0].start, sentence[-1].end)
            alone = len(self._sentences) == 1
            rules = self._book.rules
            prompt = rules["missing" if self._entry.floor else "vague"].text if alone else ""
            fix = Fix(rules["vague"].fix, *span, prompt) if alone else self._taken_out("vague", span)
            yield self._spanned("vague", (match.start, match.end), fixes=(fix,))

    # Answers to the questions

    @cached_property
    def _sentences(self) -> dict[int, list[Token]]:
        made: dict[int, list[Token]] = {}
        for each in self._tokens:
            made.setdefault(each.sentence, []).append(each)
        return made

    @cached_property
    def _vague(self) -> dict[int, Match]:
        """The vague phrase of each sentence that holds little besides."""
        found: dict[int, Match] = {}
        covered: dict[int, int] = {}
        for match in self._book.phrases["vague"].all_in(self._tokens):
            number = self._tokens[match.first].sentence
            found.setdefault(number, match)
            covered[number] = covered.get(number, 0) + match.after - match.first
        aside = self._book.limits.aside
        return {each: found[each] for each in found if len(self._sentences[each]) - covered[each] <= aside}

    def _telling(self) -> Iterator[list[Token]]:
        return (each for number, each in self._sentences.items() if number not in self._vague)

    def _says_what_was_missing(self) -> bool:
        phrases, limits = self._book.phrases, self._book.limits
        asked = tokens_of(self._book.rules["next"].text)[0].folded
        for sentence in self._telling():
            # A name of a thing may read like an order: “Plan and tally do not agree”.
            if any(each.first == 0 for each in phrases["next"].all_in(sentence)):
                if phrases["denial"].any_in(sentence) and sentence[0].folded != asked:
                    return True
                continue
            if phrases["absence"].any_in(sentence):
                return True
            # What is said of the work beside praise and next steps is what was found wanting.
            if len(sentence) >= limits.said and not phrases["praise_words"].any_in(sentence):
                return True
        return False

    def _names_a_next_step(self) -> bool:
        last = len(self._tokens)
        at = {id(each): number for number, each in enumerate(self._tokens)}
        for sentence in self._telling():
            for match in self._book.phrases["next"].all_in(sentence):
                alone = match.after - match.first == 1
                if last - at[id(sentence[match.first])] >= self._book.limits.step + alone:
                    return True
        return False

    def _says_why_nothing_is_pinned(self) -> bool:
        phrases = self._book.phrases
        quoted = bool(_QUOTED.search(self._text))
        return quoted or phrases["place"].any_in(self._tokens) or phrases["nowhere"].any_in(self._tokens)

    def _longest_copy(self) -> tuple[int, int] | None:
        said = [each.folded for each in self._tokens]
        best = (0, 0)
        for descriptor in self._entry.rubric:
            words = [each.folded for each in tokens_of(descriptor)]
            least = min(len(words), self._book.limits.copied)
            if least < _COPY_LEAST:
                continue
            for first, length in _runs(said, words):
                if length >= least and length > best[1]:
                    best = (first, length)
        if not best[1]:
            return None
        return self._tokens[best[0]].start, self._tokens[sum(best) - 1].end

    def _begins_sentence(self, start: int) -> bool:
        return any(sentence[0].start == start for sentence in self._sentences.values())

    # Findings and fixes

    def _finding(self, rule: str, fixes: tuple[Fix, ...] = (), **gaps: str) -> Finding:
        return self._made(rule, (0, len(self._text)), "", fixes, gaps)

    def _spanned(self, rule: str, span: tuple[int, int], fixes: tuple[Fix, ...]) -> Finding:
        words = self._text[span[0] : span[1]]
        return self._made(rule, span, words, fixes, {"found": " ".join(words.split())})

    def _made(
        self, rule: str, span: tuple[int, int], words: str, fixes: tuple[Fix, ...], gaps: Mapping[str, str]
    ) -> Finding:
        told = self._book.rules[rule]
        key = finding_key(self._feedback.submission, rule, words)
        if self._entry.citation:
            key = f"{key}@{self._entry.citation}"
        return Finding(
            rule,
            self._entry.criterion,
            *span,
            told.title,
            told.reason.format_map({"floor": self._entry.floor, **gaps}),
            told.severity,
            fixes,
            key,
            self._entry.citation,
        )

    def _prompt(self, rule: str) -> tuple[Fix, ...]:
        """Words put in on a line of their own at the end, for the person to go on from."""
        told, text = self._book.rules[rule], self._text
        at = len(text.rstrip())
        return (Fix(told.fix, at, len(text), ("\n" if at else "") + told.text),)

    def _replacing(self, rule: str, span: tuple[int, int], stand_in: str) -> Finding:
        text = _as_first(stand_in) if stand_in and self._begins_sentence(span[0]) else stand_in
        label = self._book.rules[rule].fix.format_map({"text": text})
        fix = Fix(label, *span, text) if stand_in else self._taken_out("gap", span)
        return self._spanned(rule, span, (fix,))

    def _of_the_work(self, rule: str, match: Match) -> Iterator[Fix]:
        told, words = self._book.instead[rule], self._tokens[match.first : match.after]
        if words[0].folded in self._book.lists["subject"]:
            text = next((told[each.folded] for each in words if each.folded in told), told[""])
            if self._begins_sentence(match.start):
                text = _as_first(text)
            yield Fix(self._book.rules[rule].fix, match.start, match.end, text)
        sentence = self._sentences[words[0].sentence]
        span = self._with_stop(sentence[0].start, sentence[-1].end)
        yield self._taken_out("vague", span)

    def _taken_out(self, rule: str, span: tuple[int, int]) -> Fix:
        start, end = span
        while end < len(self._text) and self._text[end] in " \t":
            end += 1
        if end == len(self._text) or self._text[end] in ".,;:!?\n":
            end = span[1]
            while start and self._text[start - 1] in " \t":
                start -= 1
        return Fix(self._book.rules[rule].fix, start, end, "")

    def _with_stop(self, start: int, end: int) -> tuple[int, int]:
        while end < len(self._text) and self._text[end] in ".!?…\"'”’»)":
            end += 1
        while start and self._text[start - 1] in "¡¿\"'“‘«(":
            start -= 1
        return start, end


def _without_prompts(book: RuleBook, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words without prompts that nobody went on from."""
    sentences: dict[int, list[Token]] = {}
    for each in tokens:
        sentences.setdefault(each.sentence, []).append(each)
    empty = {
        number
        for number, sentence in sentences.items()
        for prompt in book.prompts
        if tuple(each.folded for each in sentence[: len(prompt)]) == prompt
        and len(sentence) - len(prompt) < book.limits.step
    }
    return tuple(each for each in tokens if each.sentence not in empty)


def _runs(said: list[str], words: list[str]) -> Iterator[tuple[int, int]]:
    """Where the same words stand in a row in both: the first in what was said, and how many."""
    for offset in range(-len(said) + 1, len(words)):
        length = 0
        for at in range(max(0, -offset), min(len(said), len(words) - offset)):
            if said[at] == words[at + offset]:
                length += 1
                continue
            if length:
                yield at - length, length
            length = 0
        if length:
            yield min(len(said), len(words) - offset) - length, length


def _as_first(text: str) -> str:
    return text[:1].upper() + text[1:]
