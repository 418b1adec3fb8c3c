"""SQL: what does a question of one's own, over the cells that one may see, answer?"""

from analytics import web

say, data = web.language(), web.records()

web.question(say.say("Which question of your own should the numbers answer?"))
web.lead(say.say("The tables hold sums by group, never persons. Start from an example; each table is described below."))
web.console(data)
