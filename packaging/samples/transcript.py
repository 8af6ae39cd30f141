"""A long text among the samples: the talk of one lesson, written down minute by minute, speakers as numbers."""

# ruff: noqa: E501 - prose keeps its own line lengths

_LINES = """
00:00 T  Good afternoon. Two photographs today, one pond. Look for a while. I am not going to ask yet.
00:21 T  This one is from April. This one is from August. It is the same pond, from the same bridge.
00:40 T  I am going to wait so that everyone has time to think. You do not need to raise a hand while I wait.
00:52 T  Why do you think the pond turned green?
00:54    (5.2 seconds)
00:59 S4 The water got too warm, so the algae grew fast.
01:03    (0.9 seconds)
01:04 T  Good. S11?
01:05 S11 It could be the fertilizer. My uncle's field is on that side, and when it rains it runs down there.
01:14 T  Good, fertilizer. S2?
01:16 S2 But it rains in April too.
01:19 T  True. Let us keep that. It rains in April too.
01:24 S11 In April there is nothing on the field yet.
01:28 T  Say that again, louder?
01:30 S11 In April there is nothing on the field yet. He puts it on in June.
01:37 T  I am writing this down: June. Then two things came together. Who can name both?
01:45    (4.4 seconds)
01:49 S17 Warm and fertilizer.
01:51 T  Warm and fertilizer. Now the string, please. Everyone who is a frog, stand here.
03:40 T  So. The herons hold on to the frogs, the frogs hold on to the flies. S9, what do you hold?
03:48 S9 I am algae. Everybody holds me.
03:51 T  Everybody holds you, or you hold everybody?
03:55    (3.1 seconds)
03:58 S9 They eat me. So they hold me.
04:06 T  What would happen if the frogs disappeared?
04:08    (6.1 seconds)
04:14 S20 There would be more flies. Because nobody eats them.
04:18    (1.2 seconds)
04:19 T  Good. More?
04:21 S20 And then somebody would eat the flies.
04:24 T  Who?
04:25    (2.0 seconds)
04:27 S6 Fish! Fish eat flies. Then there would be more fish.
04:33 S13 And the heron would not care, she can have fish.
04:38 T  Would she not? Look at your string.
04:42    (5.8 seconds)
04:48 S13 I only have one string. To the frogs.
04:52 T  Then pull it. What do you feel?
04:55 S13 Nothing. It is loose.
04:57 T  It is loose. Drop it, all frogs. Who feels something now?
05:10 S22 Me. I am a fly and nobody is pulling.
05:15 T  And what does a fly do when nobody pulls?
05:18    (4.0 seconds)
05:22 S22 Have more flies.
07:30 T  Back to your tables. Now the harder one. Somebody says it was the sun. Somebody says it was the field.
07:44 T  How could we test that idea?
07:46    (4.8 seconds)
07:51 S1 Put a jar in the sun and put a jar in the dark.
07:55    (3.4 seconds)
07:58 S15 With the same water.
08:01 S1 Yes with the same water, or you do not know what it was.
08:07 T  What does S15 mean by the same water?
08:11    (7.0 seconds)
08:18 S8 If one has fertilizer and the other does not, and one is in the sun too, then you changed two things.
08:29 T  You changed two things. Tell your neighbor why that matters. One minute.
09:34 T  I heard something at the window table that I would like all of us to hear. S3, is that all right?
09:42    (9.1 seconds)
09:51 S3 If you change two things it can be one of them or the other or both, and you can never ask the jar.
10:02    (1.0 seconds)
10:03 T  You can never ask the jar. Wonderful. I moved on too soon just now. What would you like to add to S3?
10:12    (3.6 seconds)
10:16 S19 You can make four jars.
10:18 T  Four?
10:20 S19 Sun with, sun without, dark with, dark without. Then the jars tell you.
10:31 T  Twelve jars are on the shelf. How many groups can work?
10:36 S4 Three!
24:10 T  While your jars are settling: what evidence would change your mind? Not somebody else's mind. Yours.
24:20    (7.4 seconds)
24:27 S11 If the dark one with fertilizer turns green. Then it was not the sun.
24:34    (1.0 seconds)
24:35 T  S2?
24:36 S2 If none of them turn green. Then we forgot something.
24:41    (2.2 seconds)
24:43 T  Then we forgot something. Keep that sentence for Friday.
31:05 T  Who depends on the pond without living in it?
31:08    (5.0 seconds)
31:13 S14 The heron. She only comes to eat.
31:17 S5 The farmer. He takes water out for the beans.
31:22    (0.8 seconds)
31:23 T  So he puts something in, and takes something out. S5?
31:29 S5 He drinks his own soup.
31:31    (laughter)
36:50 T  Last question, and then the slip. What would you tell the farmer upstream?
36:57    (5.5 seconds)
37:03 S12 To put less.
37:06    (1.1 seconds)
37:07 T  And a reason that he would listen to?
37:10    (6.2 seconds)
37:16 S12 Because what runs off he paid for.
37:21 S7 I would tell him the pond is not the end of the pipe.
37:26    (4.0 seconds)
37:30 T  I have nothing to add to that. The slips are on your tables.
"""

_HEAD = """Who keeps the pond alive? The talk of the lesson

T is the teacher, S1 to S24 are students; the numbers are the places on a seating chart and were given out anew for this
page. Times are from the recording. A pause stands on a line of its own, measured from the last sound of one speaker to the
first sound of the next. Work in groups between the times shown is left out.
"""


def transcript() -> str:
    """The whole text, one turn a line, a blank line before each change of activity."""
    made, before = [_HEAD], 0
    for line in _LINES.strip().splitlines():
        minute = int(line[:2])
        if minute - before > 1:
            made.append("")
        before = minute
        made.append(line)
    return "\n".join(made) + "\n"
