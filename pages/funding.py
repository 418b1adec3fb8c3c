"""Funding: how much money, for what and where?"""

from analytics import web

say, theme, data = web.language(), web.theme(), web.records()

web.question(say.say("How much money, for what, where, and what did it go with?"))
asked = web.narrow(data.cube)
