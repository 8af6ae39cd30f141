"""Earner T5XW at “Checking for Understanding”: good checks, two criteria short of the floor."""

# ruff: noqa: E501 - prose keeps its own line lengths

from samples.checking import CHECKING
from samples.media import STUDENT, TEACHER, mp4
from samples.papers import Block, pdf
from samples.photos import slips
from samples.shape import EVIDENCE, OVERVIEW, REFLECTION, Piece, Pin, Reference, Sample, when

_PLAN: list[Block] = [
    ("h", "Goal"),
    ("p", "Students tell a claim from the evidence for it, in a paragraph they have not seen before. A student who can do "
          "this underlines the claim, brackets the evidence and says whether the second supports the first."),
    ("h", "Two checks"),
    ("table", [
        ["When", "Check", "Plan for the answers"],
        ["Minute 12", "Whiteboards: write only the claim of paragraph A", "If fewer than 20 of 27 are right: paragraph B together"],
        ["Minute 30", "Whiteboards: does the evidence support the claim? Yes or no, and the word that decides", "Pairs with different answers sit together"],
    ]),
    ("h", "Misunderstandings I expect"),
    ("ul", ["The first sentence is always the claim.", "A number is always evidence, even when it is about something else."]),
    ("page", None),
    ("h", "Paragraph A"),
    ("note", "In our town the library closes at five. Last year 412 people signed a letter about it. The library should stay "
             "open until eight on two evenings, because most who signed work until five."),
    ("h", "Paragraph B"),
    ("note", "Bicycles are faster than cars. There are 61 bicycle stands in the town center, and each of them is full by nine "
             "in the morning."),
    ("h", "Class set of minute 12"),
    ("table", [["Answer", "Students"], ["Library should stay open until eight", 15], ["The library closes at five", 9], ["412 people signed", 3]]),
    ("page", None),
    ("h", "Class set of minute 30"),
    ("table", [["Answer", "Students"], ["No, and “full” or “stands” named as the word", 16], ["No, without a word", 6], ["Yes", 5]]),
    ("bars", ("Right answers of 27", ["Minute 12", "Minute 30"], [("Students", [15, 22])])),
    ("work", ("One whiteboard of minute 30, copied by hand", ["No! Full stands do not say fast.", "Maybe they are full of slow bikes"])),
]  # fmt: skip

_REFLECTION = """# Reflection

I expected the first-sentence mistake, and nine of 27 made it. What I did not expect was paragraph B. Five students
wrote "yes" although they had been right at minute 12. When I asked one of them, she said: "But it is true that the
stands are full." She had checked whether the evidence is *true*, and I had asked whether it *supports* the claim.

After minute 12, with 15 right answers, I went through paragraph B with the whole class, as planned. I think now that
this was the wrong plan: the 15 who were right listened to something they knew.

I learned that my question has two meanings, and that a student can answer one of them well and look wrong.
"""


def _plan() -> bytes:
    return pdf("Claim or evidence?", "Lesson plan with checks · grade 6 · 45 minutes", _PLAN, "#A8322B")


def _boards() -> bytes:
    words = ("No! Full stands do not say fast", "yes", "NO - stands", "No because full is not fast", "yes it is true",
             "no", "NO: stands", "61 is a number so yes", "no, full")  # fmt: skip
    return slips(words, "T5XW boards", boards=True, taken="2026:10:20 13:30:44")


def _clip() -> bytes:
    slides = (
        (5.0, "Minute 12", ("Write only the claim of paragraph A.", "27 whiteboards up")),
        (5.0, "Minute 14", ("Fewer than 20: paragraph B together", "One explanation for everyone")),
        (5.0, "Minute 30", ("Does the evidence support the claim?", "Name the word that decides")),
    )
    return mp4(
        slides,
        [(3.0, TEACHER), (3.5, 0.0), (2.0, STUDENT), (0.8, 0.0), (4.4, TEACHER * 1.05), (1.0, 0.0)],
        "T5XW clip",
    )


T5XW = Sample(
    "T5XW", 1, CHECKING, when("2026-11-05 12:30"),
    {OVERVIEW: (
        ("What were students to understand?",
         "The difference between a claim and the evidence for it. Whoever has it underlines one, brackets the other, and "
         "says whether the second supports the first, in a paragraph never seen before."),
        ("What did you expect them to misunderstand?",
         "That the first sentence is the claim (they write “the library closes at five”), and that a number is always "
         "evidence (they write “yes” because 61 is a number)."),
    )},
    (
        Piece(EVIDENCE, "plan", "Lesson plan with class sets", "lesson-plan.pdf", _plan),
        Piece(EVIDENCE, "responses", "Nine whiteboards of minute 30", "whiteboards.jpg", _boards),
        Piece(EVIDENCE, "change", "Minutes 12 to 30 on film", "lesson-clip.mp4", _clip),
        Piece(REFLECTION, "reflection", "Reflection", "reflection.md", _REFLECTION.encode),
    ),
    Reference(
        scores={"1.1": "proficient", "1.2": "proficient", "2.1": "proficient", "2.2": "proficient", "2.3": "proficient",
                "2.4": "developing", "3.1": "developing"},
        comments={
            "2.1": "“Name the word that decides” makes guessing useless. I will borrow it.",
            "2.3": "Three kinds of answer at minute 12, each counted, with the whiteboards to look at.",
            "2.4": "After minute 12 everyone heard paragraph B, also the 15 who were right. Next: plan one different thing "
                   "for those who see it and one for those who take the first sentence, and show what each group did.",
            "3.1": "The two meanings of your question are a real discovery, and the reflection stops just there. Next: say "
                   "how you will ask it next time, and how you will see whether “true” and “supports” have come apart.",
        },
        pins=(
            Pin("2.1", 2, "whiteboards, top left", "xywh=percent:2,3,31,31"),
            Pin("2.4", 3, "film 0:05 to 0:10", "t=5,10"),
            Pin("3.1", 4, "reflection, last line", "line=10", "my question has two meanings"),
        ),
        overall="Two criteria short, and both are within a week's reach: let different answers lead to different work, and "
                "follow your discovery one step further.",
    ),
)  # fmt: skip
