"""Comments as assessors write them, good and bad, in both languages, with the rules each should set off."""

from __future__ import annotations

# Each stands on a criterion below its floor that has a citation; none should set anything off.
GOOD_EN = (
    "You wait well before answers: 4.8 to 7.4 seconds. After an answer you move on at once. Next: teach one stretch "
    "of this lesson again with a silent count of three after each answer, and record that.",
    "Hands are counted for the pond lesson only. Next: add who spoke in the soil lesson, and the length of a few "
    "answers from both.",
    "The reflection says that the lesson was better; your tally is not mentioned. Next: read your own numbers aloud, "
    "then write what they tell you and what they cannot.",
    "“I will keep using wait time” does not say for whom or how you will know. Next: choose one or two students the "
    "pause has not reached, and say what you will look for by which date.",
    "Monday stops after seven of twelve questions; Thursday was measured from film. Next: film ten minutes of another "
    "ordinary lesson and put the two side by side.",
    "“The water cycle” is a topic. Next: write one sentence a student could say who has understood it.",
    "Thumbs tell you who feels sure, not who understands. Next: ask one question that every student answers on paper.",
    "The check comes in the last minute, when nothing can change any more. Next: put it before the song.",
    "Two students looked at the diagram at home, and the class went on. Next: plan for each pile what those students "
    "will do differently in the following ten minutes.",
    "The plan does not say how long you wait after a question. Could you mark the pauses on page 2 and send it again?",
    "Good start: the questions are open. What is missing is the second pause; the recording moves on within a second. "
    "In a new attempt, count to three after each answer.",
    "I could not find the tally the plan speaks of. Please add the sheet, with one row for each question.",
    "You are careful with the first three questions, and the pause holds. From question 4 on it is under a second. To "
    "reach Proficient, keep the same pause through the end of the lesson.",
    "Your students are engaged in the clip, yet only four of 26 speak. Next time, note who speaks and compare.",
    "The letter home is warm and clear. It gives families no way to answer. Add one question they can return by text.",
    "Row 8 to 12 of the log are empty. The pattern you describe rests on seven questions. Fill in the rest from the "
    "film, then look at the pattern again.",
    "The exit slips show three kinds of mistake, but the next lesson treats them all alike. Sort the slips into piles "
    "and say what each pile will do on Tuesday.",
    "Questions 1, 3 and 5 can be answered with one word. Rewrite them so that a student has to give a reason.",
    "The reflection ends with a promise and no date. Choose one class and one week, and say what you will count.",
    "I see what you tried in minute 6: the silence is long, and then you answer it yourself. Let the silence go on "
    "until a student speaks, and film that moment.",
    "The chart compares two lessons of different length, so 12 and 20 answers cannot be set side by side. Turn both "
    "into answers per minute.",
    "There is no student work from the lesson in the film. Hand in three pieces from that same day, without names.",
    "The goal on page 1 is what you will teach; the rubric asks what students will understand. Write it as a sentence "
    "that starts with “Students can explain”.",
    "Your description fits any fourth grade. Who speaks in this class, and who never does? Add two lines and a count.",
    "Great work on the plan: page 2 could be handed to a stranger. The film shows a different lesson, though. Send the "
    "film of the planned one, or the plan of the filmed one.",
    "The Frayer chart is used once, and the students do not return to it. Show a page from a later day where they do.",
    "Plan and tally do not agree on question 3. Correct whichever is wrong: start with the film.",
    "Mark 7 is not on page 2. Next: add it there.",
)
GOOD_ES = (
    "Plan y tabla no coinciden: faltan dos preguntas. Añade las dos y di cuánto esperaste en cada una.",
    "Espera bien antes de las respuestas: de 4,8 a 7,4 segundos. Después de una respuesta pasa enseguida a otra cosa. "
    "Próximo paso: repita un tramo de la clase contando hasta tres en silencio, y grábelo.",
    "Las manos solo se cuentan en la clase del estanque. Siguiente paso: añada quién habló en la clase de la tierra.",
    "La reflexión dice que la clase salió mejor; el conteo no se menciona. Lea sus números y escriba qué le dicen.",
    "“Seguiré usando el tiempo de espera” no dice para quién ni cómo lo sabrá. Elija a uno o dos "
    "estudiantes y diga qué observará y en qué fecha.",
    "«El ciclo del agua» es un tema. Escriba una frase que pueda decir un estudiante que lo ha entendido.",
    "El plan no dice cuánto espera después de una pregunta. Marque las pausas en la página 2 y envíelo de nuevo.",
    "Los pulgares muestran quién se siente seguro, no quién entiende. Para el próximo intento, haga una pregunta que "
    "todos contesten por escrito.",
    "La comprobación llega en el último minuto, cuando ya nada puede cambiar. Póngala antes de la canción: pruebe a "
    "dejar cinco minutos después de ella.",
    "Buen comienzo: las preguntas son abiertas. Lo que falta es la segunda pausa; la grabación pasa a "
    "otra voz en menos de un segundo. En el próximo intento, cuente hasta tres.",
    "No encontré la tabla de la que habla el plan. Por favor agregue la hoja, con una fila por pregunta.",
    "Tus estudiantes participan en el video, pero solo hablan cuatro de 26. Anota quién habla y compara dos clases.",
    "La carta a las familias es clara y cálida. No les da manera de responder. Añade una pregunta que puedan contestar "
    "por mensaje.",
    "Las filas 8 a 12 del registro están vacías. Complete esas filas con la película y mire otra vez el patrón.",
    "Los boletos muestran tres tipos de error, y la clase siguiente los trata igual. Ordena los boletos "
    "en tres montones y di qué hará cada montón el martes.",
    "Las preguntas 1, 3 y 5 se contestan con una palabra. Podrías pedir una razón en cada una.",
    "La reflexión termina con una promesa sin fecha. Elige una clase y una semana, y di qué vas a contar.",
    "En el minuto 6 el silencio es largo y después contestas tú. Deja que siga hasta que hable alguien, y graba ese "
    "momento.",
    "La gráfica compara dos clases de distinta duración, así que 12 y 20 no se pueden comparar. Usa respuestas por "
    "minuto.",
    "No hay trabajos de estudiantes de la clase filmada. Entrega tres de ese mismo día, sin nombres.",
    "La descripción sirve para cualquier cuarto grado. ¿Quién habla en esta clase y quién nunca? Añade dos frases y un "
    "conteo.",
)

# Each stands on a criterion below its floor that has a citation.
BAD_EN: tuple[tuple[str, frozenset[str]], ...] = (
    ("Good job!", frozenset({"missing", "next", "short", "vague"})),
    ("Needs work.", frozenset({"missing", "next", "short", "vague"})),
    ("Be more specific.", frozenset({"missing", "next", "short", "vague"})),
    ("Could be better.", frozenset({"missing", "next", "short", "vague"})),
    ("Great work! Keep it up!", frozenset({"missing", "next", "short", "vague"})),
    ("More detail is needed. Try harder.", frozenset({"missing", "next", "short", "vague"})),
    ("Does not meet the standard.", frozenset({"missing", "next", "short", "vague"})),
    ("You are lazy.", frozenset({"missing", "next", "short", "person"})),
    (
        "You're clearly unprepared. The plan has no questions in it. Next: write three open questions.",
        frozenset({"person"}),
    ),
    (
        "You did not even try: the reflection is two lines long. Next: write about one student's answer.",
        frozenset({"person"}),
    ),
    (
        "You should know better. The plan has no pauses. Next: mark a pause after each question on page 2.",
        frozenset({"person"}),
    ),
    (
        "I expected more from you. The tally is empty. Next: count the pauses in the recording and fill it in.",
        frozenset({"person"}),
    ),
    (
        "Your carelessness shows on page 3, where the numbers differ. Next: check each number against the film.",
        frozenset({"person"}),
    ),
    (
        "Your students are lazy and it shows in the clip; nobody writes. Next: ask for one written answer each.",
        frozenset({"person"}),
    ),
    (
        "A teacher like you will manage this. The tally has no dates. Next: add the date of each lesson to it.",
        frozenset({"person"}),
    ),
    (
        "You are a brilliant teacher! The plan has no pauses, though. Next: mark one after each question.",
        frozenset({"gifted"}),
    ),
    ("The plan does not name who speaks, and the tally has no dates in it.", frozenset({"next"})),
    (
        "The recording ends before the third question, so the pause after it cannot be heard.",
        frozenset({"next"}),
    ),
    ("Next: choose one answer that surprised you and follow it through the lesson.", frozenset({"missing"})),
    ("I really enjoyed the lovely opening. Next: choose one answer and follow it.", frozenset({"missing"})),
    (
        "The answer of student Tamsin is not in the tally. Next: add it, with the length of each pause.",
        frozenset({"student"}),
    ),
    (
        "Kevin's answer on page 2 is cut off. Next: send the whole page, and say what you did with it.",
        frozenset({"student"}),
    ),
    (
        "In the film, Ms. Okafor speaks for nine of ten minutes. Next: count the minutes in which students speak.",
        frozenset({"student"}),
    ),
    (
        "The plan has no pauses in {evidence}. Next: mark one after each question on the page.",
        frozenset({"gap"}),
    ),
    ("The tally has no dates.\nNext: ", frozenset({"next", "short"})),
    (
        "Describes the class, but says little about who speaks and who does not. Next: add a count of who speaks.",
        frozenset({"copied_rubric"}),
    ),
)
BAD_ES: tuple[tuple[str, frozenset[str]], ...] = (
    ("¡Buen trabajo!", frozenset({"missing", "next", "short", "vague"})),
    ("Falta mejorar.", frozenset({"missing", "next", "short", "vague"})),
    ("Muy bien hecho. ¡Sigue así!", frozenset({"missing", "next", "short", "vague"})),
    ("No cumple con el criterio.", frozenset({"missing", "next", "short", "vague"})),
    ("Sea más específico.", frozenset({"missing", "next", "short", "vague"})),
    ("Eres muy perezoso.", frozenset({"missing", "next", "short", "person"})),
    (
        "Usted es un docente descuidado. El plan no tiene preguntas. Próximo paso: escriba tres preguntas abiertas.",
        frozenset({"person"}),
    ),
    (
        "No te esforzaste: la reflexión tiene dos líneas. Escribe sobre la respuesta de un estudiante.",
        frozenset({"person"}),
    ),
    (
        "Esperaba más de usted. El conteo está vacío. Cuente las pausas de la grabación y complételo.",
        frozenset({"person"}),
    ),
    (
        "Los alumnos son flojos y nadie escribe en el video. Pide a cada uno una respuesta por escrito.",
        frozenset({"person"}),
    ),
    (
        "Eres una maestra brillante. El plan no tiene pausas. Marca una pausa después de cada pregunta.",
        frozenset({"gifted"}),
    ),
    ("El plan no nombra quién habla y la tabla no tiene fechas de las clases.", frozenset({"next"})),
    (
        "Próximo paso: elija una respuesta que le sorprendió y sígala durante la clase.",
        frozenset({"missing"}),
    ),
    (
        "La respuesta de la alumna Ximenita no está en la tabla. Añádela, y escribe cuánto duró cada pausa.",
        frozenset({"student"}),
    ),
    (
        "La Sra. Orozco habla nueve de diez minutos. Cuenta los minutos en los que hablan los estudiantes.",
        frozenset({"student"}),
    ),
    (
        "En la página 2, Mateo no termina la frase. Envía la página entera y di qué hiciste con ella.",
        frozenset({"student"}),
    ),
    ("El plan no tiene pausas en {evidence}. Marca una después de cada pregunta.", frozenset({"gap"})),
    ("La tabla no tiene fechas.\nPróximo paso: ", frozenset({"next", "short"})),
)
# Words the rules must leave alone though a hasty rule would not: each with a citation, none below its floor.
INNOCENT = (
    "Question 4 is a gift.",
    "You are right that the numbers differ.",
    "You are patient with the silence in minute 3.",
    "You do not know the outcome yet, and you say so; that is honest work.",
    "The class is slow to answer at first, and you let it be.",
    "The student work on page 3 is clear.",
    "As the Teacher notes say, the pause comes first.",
    "Rare honesty about what two ways of measuring do to a comparison.",
    "El estudiante que habla primero espera más que los otros.",
    "La clase es lenta al principio, y usted lo permite.",
    "Usted es quien espera; los números lo muestran.",
)
