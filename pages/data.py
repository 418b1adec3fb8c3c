"""Data: what is loaded, may these files be loaded, what was loaded before, and does it agree with what was published?"""

from analytics import register, web

say = web.language()

web.question(say.say("Which data are behind the numbers, and do they agree with what was published?"))
data = web.records_or_mend()
web.loaded_card(data)
if not data.is_public:
    web.audit_card(data)
    web.load_files(data)
    web.release_history(data)
    web.reconciliation(data, register())
web.dictionary(data)
