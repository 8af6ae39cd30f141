"""Earner A09D at “Wait Time”: strong questions and film, a weak measurement."""

# ruff: noqa: E501 - prose keeps its own line lengths

from samples.media import STUDENT, TEACHER, mp4
from samples.papers import Block, pdf
from samples.photos import worksheet
from samples.shape import EVIDENCE, OVERVIEW, REFLECTION, Piece, Pin, Reference, Sample, when
from samples.sheets import workbook
from samples.wait_time import WAIT_TIME

_PLAN: list[Block] = [
    ("h", "Aim"),
    ("p", "Students explain why a character acts against her own interest, and support it with a line from the story."),
    ("h", "Questions and pauses"),
    ("table", [
        ["Question", "Pause before", "Pause after", "Why I ask it"],
        ["Why does she give the coat away?", "4 s", "3 s", "Opens the conflict"],
        ["What does she lose by it?", "4 s", "3 s", "Cost, not only kindness"],
        ["Who in the story would disagree with you?", "6 s", "4 s", "A second point of view"],
        ["Which line would you use to convince them?", "8 s", "4 s", "Back to the text"],
    ]),
    ("h", "Before the lesson"),
    ("p", "On Monday I asked twelve questions in the same class and noted pauses while I taught. I forgot to note "
          "the last five. The seven I have are between one and two seconds."),
    ("page", None),
    ("h", "The lesson in three moves"),
    ("ul", ["Read the last page aloud, close the book, and say nothing for ten seconds.",
            "Ask the four questions. Students may write a word in the margin while I wait.",
            "Pairs choose the line that convinces, and read it to another pair."]),
    ("work", ("Margin notes of one student, copied by hand with permission of the class",
              ["coat = her mother", "she loses the last thing she had of her", "the uncle would say she is foolish"])),
    ("h", "If the room stays silent"),
    ("p", "I look at the book, not at the students. Looking at them is a question of its own."),
    ("page", None),
    ("h", "Language supports"),
    ("p", "Sentence starters are on the tables: “I see it differently because ...”, “The line that convinces me is ...”. "
          "Three students read the page at home with audio the evening before."),
]  # fmt: skip

_REFLECTION = """Reflection

What I noticed first was my own face. On the film I smile when a student begins to answer the way I hope, and the
others see it. My pauses before an answer are between four and eight seconds, and that part I can do now. After an
answer I wait about three seconds each time, since it is written in my plan.

In the lesson on Thursday eleven students spoke; on Monday it was five. The answers are longer. The one I think about
is the boy who said, after the longest wait of the lesson, "She is not kind, she is finished with being cold for
somebody." He used the line about the window to prove it. I do not think that he would have found it in two seconds.

I should say what my numbers are worth. On Monday I measured while teaching and lost count after seven questions. On
Thursday I measured from the film. These are two ways of measuring, and the second one finds more pauses than the
first. So I believe the change, but I would not ask anybody else to.

Next I will film ten minutes on the first Monday of each month until spring, measure every pause from the film, and
look at one thing: how many different students speak in those ten minutes. If the number does not rise above eleven
by March, I will ask a colleague to watch with me for what I do with my face.
"""


def _plan() -> bytes:
    return pdf(
        "The coat: asking about a choice",
        "Lesson plan · grade 7 language arts · 50 minutes",
        _PLAN,
        "#1C7A4B",
    )


def _film() -> bytes:
    slides = (
        (6.0, "Question 1, Thursday", ("Why does she give the coat away?", "Wait before the answer: 4 seconds", "Wait after: 3 seconds")),
        (6.0, "Question 3, Thursday", ("Who in the story would disagree?", "Wait before the answer: 6 seconds", "A second student adds to the first")),
        (6.0, "Question 4, Thursday", ("Which line would convince them?", "Wait before the answer: 8 seconds", "Faces are not shown, by agreement")),
    )  # fmt: skip
    turns = [(2.0, TEACHER * 1.5), (4.0, 0.0), (2.4, STUDENT), (3.0, 0.0), (1.2, STUDENT * 0.9), (0.4, 0.0)]
    return mp4(slides, [*turns, (1.6, TEACHER * 1.5), (3.2, 0.0), (0.2, STUDENT)], "A09D film")


def _tally() -> bytes:
    monday = [1.4, 1.1, 2.0, 1.3, 1.7, 1.2, 1.5]
    return workbook({
        "Monday": [["Question", "Pause (s)"], *([k, value] for k, value in enumerate(monday, 1)),
                   *([k, "not noted"] for k in range(8, 13))],
        "Thursday": [["Question", "Before (s)", "After (s)", "Different students so far"],
                     [1, 4.2, 3.1, 3], [2, 4.6, 2.9, 6], [3, 6.3, 3.8, 8], [4, 8.1, 4.0, 11]],
    })  # fmt: skip


def _work() -> bytes:
    tasks = (
        ("Why does she give the coat away?", "Not because she is kind. She is finished with being cold for somebody."),
        ("Which line would you use to convince a reader who disagrees?",
         "The window was open and she did not close it. You only do that if you are done."),
        ("What did a classmate say that you want to keep?", "That the coat is her mother."),
    )  # fmt: skip
    return worksheet("The coat: after our talk", tasks, "A09D work", taken="2026:10:15 11:12:30", turned=True)


A09D = Sample(
    "A09D", 1, WAIT_TIME, when("2026-11-02 18:44"),
    {OVERVIEW: (
        ("Describe your class.",
         "Twenty-eight seventh graders in language arts. Five of them answer, and they are good at it, so the others "
         "have learned that the conversation works without them. Three read at home with audio."),
        ("Why did you choose wait time?",
         "In September I put a dot on my seating chart for every answer. After two weeks there were five dark corners "
         "and a large white middle."),
    )},
    (
        Piece(EVIDENCE, "plan", "Lesson plan: the coat", "lesson-plan.pdf", _plan),
        Piece(EVIDENCE, "recording", "Three questions on film", "lesson-clip.mp4", _film),
        Piece(EVIDENCE, "tally", "Pauses on Monday and Thursday", "pauses.xlsx", _tally),
        Piece(EVIDENCE, "work", "One student's page", "student-page.jpg", _work),
        Piece(REFLECTION, "reflection", "Reflection", "reflection.txt", _REFLECTION.encode),
    ),
    Reference(
        scores={"1.1": "proficient", "1.2": "proficient", "2.1": "proficient", "2.2": "proficient",
                "2.3": "proficient", "2.4": "developing", "3.1": "proficient", "3.2": "proficient"},
        comments={
            "1.2": "Five dark corners and a white middle: the seating chart is a measurement anybody could repeat.",
            "2.2": "Pauses before and after are there in the film, and in the plan beforehand.",
            "2.4": "Monday was noted while teaching and stops after seven of twelve questions; Thursday was measured "
                   "from film. You say so yourself. Next: film ten minutes of another ordinary lesson, measure all "
                   "its pauses from the film as you did on Thursday, and put the two side by side.",
            "3.1": "Rare honesty about what two ways of measuring do to a comparison.",
        },
        pins=(
            Pin("2.2", 2, "film 0:02 to 0:06", "t=2,6"),
            Pin("2.4", 3, "pauses, Monday rows 8 to 12", "sheet=Monday&cell=A9:B13"),
            Pin("3.1", 5, "reflection, third paragraph", "line=12", "These are two ways of measuring"),
        ),
        overall="One criterion stands between you and this micro-credential, and you already know which. Everything "
                "else can come back unchanged.",
    ),
)  # fmt: skip
