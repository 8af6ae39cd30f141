"""Earner M77Q at “Checking for Understanding”: kind teaching, thin evidence; plainly not yet."""

# ruff: noqa: E501 - prose keeps its own line lengths

from samples.checking import CHECKING
from samples.papers import Block, word
from samples.photos import board
from samples.shape import EVIDENCE, OVERVIEW, REFLECTION, Piece, Pin, Reference, Sample, when

_PLAN: list[Block] = [
    ("h", "Topic"),
    ("p", "The water cycle."),
    ("h", "Activities"),
    ("ul", ["Video about clouds (8 minutes)", "We label the diagram together", "Students color the diagram",
            "Song about evaporation", "Questions: does everybody understand?"]),
    ("h", "Check for understanding"),
    ("p", "At the end I ask who has a question. Thumbs up if you got it!"),
    ("table", [["Time", "Activity"], ["10:00", "Video"], ["10:10", "Diagram"], ["10:30", "Song"], ["10:40", "Thumbs"]]),
]  # fmt: skip

_REFLECTION = """The lesson went very well. The students loved the song and we sang it three times.

At the end almost all thumbs were up, so I knew that they had understood the water cycle. Two thumbs were sideways. I
told those students to look at the diagram again at home.

I like checking for understanding because it shows students that I care. I will do it in every lesson from now on.
"""


def _board() -> bytes:
    lines = ("1. Evaporation - the sun!", "2. Condensation - clouds", "3. Precipitation - rain, snow", "4. Collection",
             "> Thumbs up if you got it :)")  # fmt: skip
    return board("The Water Cycle", lines, "M77Q board", white=True, taken="2026:10:12 10:48:05")


M77Q = Sample(
    "M77Q", 1, CHECKING, when("2026-11-12 21:03"),
    {OVERVIEW: (
        ("What were students to understand?", "The water cycle."),
        ("What did you expect them to misunderstand?", "It is a hard topic for some of them because of the long words."),
    )},
    (
        Piece(EVIDENCE, "plan", "Lesson plan", "lesson-plan.docx",
              lambda: word("The water cycle", "Lesson plan, grade 3, 45 minutes", _PLAN)),
        Piece(EVIDENCE, "responses", "Our board", "board.jpg", _board),
        Piece(EVIDENCE, "change", "What I did next", "what-next.txt",
              "Two students looked at the diagram again at home. The next day we went on to weather.\n".encode),
        Piece(REFLECTION, "reflection", "Reflection", "reflection.txt", _REFLECTION.encode),
    ),
    Reference(
        scores={"1.1": "basic", "1.2": "developing", "2.1": "basic", "2.2": "basic", "2.3": "basic", "2.4": "basic",
                "3.1": "basic"},
        comments={
            "1.1": "“The water cycle” is a topic. Next: write one sentence a student could say who has understood it, for "
                   "example where the water on the outside of a cold glass comes from.",
            "2.1": "Thumbs tell you who feels sure, not who understands. Next: ask one question that every student answers "
                   "in writing or drawing, such as “draw where this puddle will be tomorrow”.",
            "2.2": "The check comes in the last minute, when nothing can change any more. Next: put it before the song.",
            "2.3": "I see the board, but no student's answer. Next: hand in a class set of answers to one question, "
                   "without names, sorted into two or three piles by the thinking you see.",
            "2.4": "Two students looked at the diagram at home, and the class went on. Next: plan for each pile what those "
                   "students will do differently in the following ten minutes.",
            "3.1": "The reflection says that it went well. Next: choose one answer that surprised you and follow it.",
        },
        pins=(
            Pin("2.1", 1, "lesson plan, check", "line=9", "Thumbs up if you got it!"),
            Pin("2.4", 3, "what next", "line=1", "The next day we went on to weather."),
        ),
        overall="Your students clearly enjoy your lessons, and that is where checking can begin. Start with a single "
                "question that everyone answers on paper; the other criteria grow from what those answers show you. "
                "Your coordinator can put you in touch with somebody who would gladly look at the answers with you.",
    ),
)  # fmt: skip
