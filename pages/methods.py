"""Methods: how is each number defined, and how is each difference judged?"""

from analytics import web

say = web.language()

web.question(say.say("How is each number defined, and how sure can one be of it?"))
