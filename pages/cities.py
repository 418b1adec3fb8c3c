"""Cities: where did it happen, and where is a difference more than chance?"""

from analytics import web

say, theme, data = web.language(), web.theme(), web.records()

web.question(say.say("Where did it happen, where did it change, and where would chance alone explain the difference?"))
asked = web.narrow(data.cube)
