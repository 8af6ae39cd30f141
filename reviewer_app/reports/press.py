"""The press: templates and data in, accessible PDF bytes out, by typst with our own fonts and nothing from outside."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.paths import resource

if TYPE_CHECKING:
    import typst

FAMILY = "Atkinson Hyperlegible Next"
_PROBE = (f'#set document(title: "probe")\n#set text(font: "{FAMILY}")\n= A\n#sys.inputs.probe').encode()


class ReportError(ReviewerError):
    """A letter or sheet could not be made from a sound decision."""


class Press:
    """Makes any number of PDFs in one process; the fonts are read once.

    The same template and data give the same bytes. Text a person wrote is data, never markup.
    """

    def __init__(self) -> None:
        import typst  # 80 MB of compiler: loaded when a letter is wanted, never at start-up

        try:
            fonts, self._root = resource("fonts"), resource("reports")
        except FileNotFoundError as problem:
            raise _broken(str(problem)) from problem
        # What typst carries inside itself steps in for letters our family lacks, such as Greek or Cyrillic.
        self._compiler: typst.Compiler = typst.Compiler(
            root=self._root, font_paths=typst.Fonts(False, True, [fonts]), ignore_system_fonts=True
        )
        self._failure: type[typst.TypstError] = typst.TypstError

    def print(self, template: str, data: dict[str, Any], note: str) -> bytes:
        """The PDF of one template and its data; ``note`` is printed where characters had to be replaced.

        A ReportError when typst refuses (a rule of PDF/UA, a missing font, a broken template).
        """
        clean = _clean(data)
        try:
            return self._compile(template, {**clean, "note": ""})
        except self._failure as problem:
            printable = self._printable(clean)
            if printable == clean:
                raise _broken(problem.message) from problem
        try:
            return self._compile(template, {**printable, "note": note})
        except self._failure as problem:
            raise _broken(problem.message) from problem

    def _compile(self, template: str, data: dict[str, Any]) -> bytes:
        year, month, day = data["date"]
        made, warnings = self._compiler.compile_with_warnings(
            self._root / f"{template}.typ",
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=datetime(year, month, day, tzinfo=UTC),
        )
        if warnings:
            raise _broken("; ".join(each.message for each in warnings))
        if not isinstance(made, bytes):
            raise _broken("the compiler gave no document")
        return made

    def _printable(self, data: dict[str, Any]) -> dict[str, Any]:
        """The data with every character no font has named in square brackets."""
        strange = {each for each in json.dumps(data, ensure_ascii=False) if ord(each) > 0x17F}
        gone = {each: _named(each) for each in sorted(strange) if not self._has(each)}
        made: dict[str, Any] = _each_text(data, lambda text: "".join(gone.get(each, each) for each in text))
        return made

    def _has(self, character: str) -> bool:
        try:
            self._compiler.compile(
                _PROBE, format="pdf", pdf_standards="ua-1", sys_inputs={"probe": f"a{character}"}
            )
        except self._failure:
            return False
        return True


def _clean(data: dict[str, Any]) -> dict[str, Any]:
    """Text composed (NFC), without control and direction marks, which have no shape to print."""
    made: dict[str, Any] = _each_text(data, _composed)
    return made


def _composed(text: str) -> str:
    kept = (
        " " if each in "\t\u2028\u2029" else each
        for each in unicodedata.normalize("NFC", text)
        if each in "\n\t\u2028\u2029" or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return "".join(kept)


def _each_text(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [_each_text(each, change) for each in value]
    return value


def _named(character: str) -> str:
    if unicodedata.category(character) in ("Mn", "Me", "Sk"):
        return ""
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


def _broken(why: str) -> ReportError:
    return ReportError(
        "report-not-made",
        "The document could not be made",
        f"The PDF could not be typeset: {why.rstrip('.')}.",
        "The decision itself is safe. Try again; if it happens again, install Reviewer anew and report this.",
    )
