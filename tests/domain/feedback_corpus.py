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
# Good comments written after the lists, in other words than theirs: none may be kept from being signed.
FURTHER_EN = (
    "Your baseline lesson has a timer and the second lesson does not, so I can't tell whether the pause "
    "grew. Run the timer in both.",
    "Most questions begin with 'what'. Swap two of them for 'why' or 'how would you know', and put the "
    "new versions in the plan.",
    "The survey asks parents whether they were happy. It would tell you more to ask what they did at home "
    "afterwards.",
    "Three exit tickets are blurred. Could you rescan them in daylight?",
    "I looked for the moment when you change course and did not find one. Point me to it, or teach the "
    "lesson once more and keep a note of the minute.",
    "Strong opening. The middle section loses the thread: the talk move you name is not the one we hear.",
    "A co-teacher asks half of the questions on the clip. Which are yours? Label them, please.",
    "The reflection is honest about what failed, and it stays there. What is one thing you will do on "
    "Monday because of it?",
    "Evidence 2 and 3 are the same photograph. One more, from another day, would let me see growth.",
    "The rubric asks for each student; the table shows averages. Break it out by student, with initials "
    "only.",
    "You plan five seconds and the audio has about two. Practise with a metronome for a week, then record "
    "again.",
    "Grouping is by reading level every time. Try one mixed group and describe what it changed.",
    "Goal and check do not line up: the goal is about explaining, the check is about spelling. Rewrite "
    "the check so that it asks for an explanation.",
    "The parent letter went out in English only. Have it translated, and note who answered.",
    "There's a lot of good thinking in here, but it is your thinking. Let me hear two students say it in "
    "their own words.",
    "The lesson is well sequenced; still, no one outside the front row is called on. Draw names for ten "
    "minutes and tally.",
    "No date on the work samples, so before and after cannot be told apart. Date each one.",
    "Your claim is that talk time doubled. The numbers say from 11 to 14 minutes. Either soften the claim "
    "or add a lesson.",
    "This section was left blank. Tell us in a paragraph whom you teach and what you have noticed about "
    "them.",
    "The strategy is described in the words of the article. Describe it as you did it, in your room, last "
    "Thursday.",
    "Half the class is outside the frame. Move the camera to the corner by the door and shoot the same "
    "routine again.",
    "Your objective mentions evidence-based claims, whereas the worksheet has only recall items. Build "
    "one item where a claim must be backed.",
    "We hear your voice for most of the eleven minutes. A talk-time tally would show this; run one, and "
    "bring the result.",
    "The description of the setting is generic: a reader could not tell your room from any other. Two "
    "concrete details would do it.",
    "Parents were invited once and the invitation went out the night before. Next cycle, send it ten days "
    "ahead and ring the families who do not reply.",
    "Item 4 was meant to show revision, yet draft and final are word for word the same. Swap in a piece "
    "that really changed.",
    "I had to guess which student is which across the three samples. Give each a letter and keep it "
    "throughout.",
    "The data stop in October. Bring them up to the end of term, even if the picture is less flattering.",
    "You tell us the norms were co-created; the poster is printed and dated before school began. Explain "
    "how students had a hand in it.",
    "Closing circle is a lovely idea. On the tape it lasts forty seconds and three children speak. Plan "
    "for five minutes and note who does.",
    "Feedback to pupils is ticks and stars. Show us one written comment and what the pupil did with it.",
    "The reading says one thing about scaffolds and your lesson does another. Which did you intend? Spell "
    "it out.",
    "Only the strongest essays were uploaded. We would need the middle and the bottom of the pile too.",
    "Timing: the warm-up eats twenty of your forty minutes. Halve it and see what the extra ten buy you.",
)
# As above.
FURTHER_ES = (
    "La primera clase tiene cronómetro y la segunda no, así que no puedo saber si la pausa creció. Usa el "
    "cronómetro en las dos.",
    "Casi todas las preguntas empiezan con «qué». Cambia dos por «por qué» y ponlas en el plan.",
    "Tres boletos salieron borrosos. ¿Podrías escanearlos de nuevo con luz de día?",
    "Busqué el momento en que cambias de rumbo y no lo encontré. Indícame el minuto o vuelve a grabar la "
    "clase.",
    "La reflexión es honesta sobre lo que falló y se queda ahí. ¿Qué vas a hacer el lunes por eso?",
    "Las evidencias 2 y 3 son la misma foto. Otra, de otro día, permitiría ver el avance.",
    "La rúbrica pide a cada estudiante; la tabla trae promedios. Sepáralos por estudiante, solo con "
    "iniciales.",
    "Planeas cinco segundos y en el audio se oyen dos. Practica una semana y graba de nuevo.",
    "El grupo siempre se forma por nivel de lectura. Prueba una vez un grupo mixto y cuenta qué cambió.",
    "La carta salió solo en inglés. Pide que la traduzcan y anota quién respondió.",
    "Los trabajos no tienen fecha y no se distingue el antes del después. Pon la fecha en cada uno.",
    "Esta sección quedó en blanco. Cuéntanos en un párrafo a quién enseñas y qué has notado.",
    "La estrategia está descrita con las palabras del artículo. Descríbela como la hiciste en tu salón.",
    "El objetivo habla de explicar y la comprobación, de ortografía. Reescribe la comprobación para que "
    "pida una explicación.",
    "Usted dice que el tiempo de habla se duplicó. Los números van de 11 a 14 minutos. Añada otra clase o "
    "matice la afirmación.",
    "Media clase queda fuera del cuadro. Mueva la cámara a la esquina y filme la misma rutina otra vez.",
    "El objetivo habla de argumentar; la hoja de trabajo, de recordar. Construye una pregunta donde haga "
    "falta un argumento.",
    "Oímos su voz casi todo el tiempo. Un conteo del habla lo mostraría; haga uno y tráigalo.",
    "La descripción del grupo es general: podría ser cualquier salón. Con dos detalles concretos bastaría.",
    "La invitación se envió la noche anterior. El próximo ciclo, mándala diez días antes y llama a "
    "quienes no contesten.",
    "El borrador y la versión final son idénticos. Sustitúyelo por un texto que de verdad haya cambiado.",
    "Los datos terminan en octubre. Llévalos hasta el final del periodo.",
    "El cartel de normas está fechado antes del primer día de clases. Explique cómo participaron los "
    "estudiantes.",
    "Los comentarios son palomitas y estrellas. Enséñanos uno escrito y lo que hizo el alumno con él.",
    "Solo se subieron los mejores ensayos. Necesitaríamos también los de en medio.",
    "El calentamiento ocupa veinte de los cuarenta minutos. Redúcelo a la mitad y fíjate en qué ganas.",
)
