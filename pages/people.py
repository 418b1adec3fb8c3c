"""People: for whom, by sex and juvenile status?"""

from analytics import web

say, theme, data = web.language(), web.theme(), web.records()

web.question(say.say("For whom: women and men, juveniles and adults?"))
asked = web.narrow(data.cube)
