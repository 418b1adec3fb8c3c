"""Methods: how is each number defined, and how is each difference judged?"""

from analytics import register, web
from analytics.published import findings
from analytics.web.reference import reference
from analytics.web.stories.methods import tell_methods

say, data = web.language(), web.records()

web.question(say.say("How is each number defined, and how sure can one be of it?"))
web.lead(say.say("Open a name for what it counts, its formula, its source and the query that works it out."))
reference(tell_methods(data, say))
refused = findings.list_comparisons_refused(register(data.records.folder), say)
web.cannot_compare(say.say("What may not be compared, and why"), refused)
