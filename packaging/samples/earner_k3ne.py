"""Earner K3NE at “Family Partnerships”: strong in two parts, and not enough in the third."""

# ruff: noqa: E501 - prose keeps its own line lengths

from samples.families import FAMILIES
from samples.papers import Block, pdf, word
from samples.shape import EVIDENCE, OVERVIEW, REFLECTION, Piece, Pin, Reference, Sample, when
from samples.sheets import workbook

_PLAN: list[Block] = [
    ("h", "What we set out to do"),
    ("p", "Families asked for news that is not about problems. From September on every family receives one good message in "
          "each week, and twice in the term an invitation to answer a question about learning."),
    ("h", "Who decided"),
    ("p", "The idea came from the class parents' meeting. Fourteen of 25 families voted for it, and it is tied to our goal "
          "that students can say what they are learning."),
    ("table", [["Week", "Message about", "Question to families"], ["1", "A new friend", ""],
               ["2", "A first try", "What did your child tell you?"], ["3", "A mistake that helped", ""],
               ["4", "Something made together", "What should we know?"]]),
]  # fmt: skip
_LETTER: list[Block] = [
    ("p", "Dear families, in accordance with the competency framework, formative feedback will be disseminated weekly. Please "
          "consult the portal for the learning objectives pertaining to each domain."),
    ("p", "Responses may be submitted electronically."),
    ("ul", ["Domain A: communication", "Domain B: collaboration", "Domain C: critical thinking"]),
]  # fmt: skip
_REFLECTION = """# What families taught me

One mother wrote back: "I read your letter three times. Then my son told me in one sentence." I had been proud of that
letter.

Since the second week of October the children write the sentence, and I only add the date. The letter about domains is
gone. What I learned is that the good news was never in my part of the message.

I have not yet looked at who answers. I believe that it is always the same families, but I have not counted.
"""


def _log() -> bytes:
    rows: list[list[object]] = [["Week", "Messages sent", "Answers", "Remark"]]
    rows += [
        [1, 25, 0, ""],
        [2, 25, 6, "answers in the portal"],
        [3, 24, 0, "one letter came back"],
        [4, 25, 7, ""],
    ]
    return workbook({"Messages": rows})


K3NE = Sample(
    "K3NE", 1, FAMILIES, when("2026-11-18 10:26"),
    {OVERVIEW: (
        ("Who are the families of your class?",
         "Twenty-five families with four languages. At the first meeting each family wrote on a card what they would like to "
         "hear from school; I read the cards aloud and we grouped them together on the wall."),
        ("What did you set out to do together?",
         "One good message a week for every family, chosen by vote, so that children and families talk about learning."),
    )},
    (
        Piece(EVIDENCE, "plan", "Plan: one good message", "plan.docx",
              lambda: word("One good message", "Partnership plan, grade 2", _PLAN)),
        Piece(EVIDENCE, "log", "Message log", "message-log.xlsx", _log),
        Piece(EVIDENCE, "material", "The first letter", "first-letter.pdf",
              lambda: pdf("Information for families", "Autumn term", _LETTER, "#343941")),
        Piece(REFLECTION, "reflection", "Reflection", "reflection.md", _REFLECTION.encode),
    ),
    Reference(
        scores={"1.1": "proficient", "1.2": "proficient", "2.1": "developing", "2.2": "basic", "2.3": "basic",
                "3.1": "proficient"},
        comments={
            "1.1": "Cards, read aloud and grouped together: families speak for themselves here.",
            "2.1": "Families can answer, and six or seven do; I cannot see what was done with their answers. Next: add two "
                   "answers, without names, and what followed from each.",
            "2.2": "The log counts messages, not families, so nobody can see who was left out. Next: one row for each family, "
                   "with a code instead of a name, and a second way for those who were silent.",
            "2.3": "The letter speaks of domains and frameworks, in one language. Next: hand in one of the messages the "
                   "children write now, in the languages of your class; from your reflection I think you have them already.",
            "3.1": "You gave up a letter you were proud of because of one mother's sentence. That is partnership.",
        },
        pins=(
            Pin("2.2", 2, "message log", "sheet=Messages&cell=A1:D5"),
            Pin("2.3", 3, "first letter p. 1", "page=1", "formative feedback will be disseminated weekly"),
            Pin("3.1", 4, "reflection, first lines", "line=3", "I read your letter three times."),
        ),
        overall="Part 1 and part 3 are strong, but they cannot make up for part 2, where two of three criteria are needed. "
                "Much of what is missing seems to exist in your classroom; show it to us.",
    ),
)  # fmt: skip
