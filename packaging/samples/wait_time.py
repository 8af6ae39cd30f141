"""The micro-credential “Wait Time”: eight criteria, one assessor, every criterion at its floor."""

from reviewer_app.domain.policy import Policy
from reviewer_app.domain.rubric import Microcredential, RequiredEvidence
from samples.shape import EVIDENCE, OVERVIEW, REFLECTION, parts, three

WAIT_TIME = Microcredential(
    id="wait-time",
    edition="2026.1",
    title="Wait Time",
    competency="The educator gives every student time to think, before an answer and after it.",
    key_method=(
        "The educator plans open questions, pauses for at least three seconds after each question and again "
        "after each answer, and studies how the pauses change who speaks and what is said."
    ),
    issuer="Sample District Micro-credential Office",
    parts=parts(
        (),
        (
            RequiredEvidence(
                "plan", "Lesson plan", "A plan of one lesson with its questions and pauses marked."
            ),
            RequiredEvidence(
                "recording", "Recording", "Audio or video in which at least three questions are heard."
            ),
            RequiredEvidence(
                "tally", "Tally", "Measured pauses and responses from a lesson before and a lesson after."
            ),
            RequiredEvidence("work", "Student work", "One piece that shows thinking from the same lesson."),
        ),
        (
            RequiredEvidence(
                "reflection", "Reflection", "400 to 800 words on what changed and what comes next."
            ),
        ),
        (
            "Describe your class and why you chose to work on wait time.",
            "Show the lesson: what you planned, what happened, and what students did.",
            "Look back with your data beside you.",
        ),
    ),
    criteria=(
        three(
            "1.1",
            OVERVIEW,
            "Class and context",
            "The reader can picture the class in which wait time is used.",
            "Names the grade or subject only.",
            "Describes the class, but says little about who speaks and who does not.",
            "Describes the class and who usually speaks, so that a stranger sees why wait time matters here.",
        ),
        three(
            "1.2",
            OVERVIEW,
            "Reason for the change",
            "The choice of wait time answers something the educator noticed.",
            "Gives a general reason that would fit any class.",
            "Names something noticed in this class, without saying how it was noticed.",
            "Names a pattern in this class and the observation or count that showed it.",
            floor="developing",
        ),
        three(
            "2.1",
            EVIDENCE,
            "Planned questions",
            "Questions are written down beforehand and ask for reasoning.",
            "Questions are missing, or can be answered with one word.",
            "Some questions ask for reasoning; pauses are not planned.",
            "Most planned questions are open and ask for reasoning; a pause is planned for each.",
        ),
        three(
            "2.2",
            EVIDENCE,
            "Wait time in use",
            "Pauses are heard or seen, after the question and after the answer.",
            "Pauses are shorter than three seconds or cannot be found in the recording.",
            "Waits at least three seconds after most questions, but moves on at once after an answer.",
            "Waits at least three seconds after each question, and again after each answer.",
        ),
        three(
            "2.3",
            EVIDENCE,
            "Student response",
            "Students use the time they are given.",
            "Responses are not shown, or are no different from before.",
            "Responses are longer or more students take part, shown by an example.",
            "Responses are longer and more students take part, shown by counts from both lessons.",
        ),
        three(
            "2.4",
            EVIDENCE,
            "Measured change",
            "Pauses are measured in the same way before and after.",
            "There is one measurement, or none.",
            "Two lessons are measured, but not in the same way or not for the same number of questions.",
            "Two lessons are measured in the same way, question by question, and the change is stated.",
        ),
        three(
            "3.1",
            REFLECTION,
            "What the data say",
            "The reflection reads the educator's own data, the awkward parts too.",
            "Retells the lesson.",
            "Mentions the data; draws conclusions they do not quite carry.",
            "Draws conclusions from the data and names what they do not show.",
        ),
        three(
            "3.2",
            REFLECTION,
            "Next step",
            "The work goes on after the micro-credential.",
            "Promises to keep trying.",
            "Names a next step without saying how it will be known to work.",
            "Names one next step, for whom, by when, and what will show that it works.",
        ),
    ),
    policy=Policy(turnaround_days=10),
)
