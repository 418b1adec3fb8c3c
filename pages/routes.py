"""Routes: by which route, and what became of it?"""

from analytics import web

say, theme, data = web.language(), web.theme(), web.records()

web.question(say.say("By which route, and what became of it?"))
asked = web.narrow(data.cube)
