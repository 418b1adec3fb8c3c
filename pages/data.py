"""Data: what is loaded, may these files be loaded, what was loaded before, and does it agree with what was published?"""

from analytics import register, web

say, data = web.language(), web.records()

web.question(say.say("Which data are behind the numbers, and do they agree with what was published?"))
web.loaded_card(data)
web.load_files(data)
web.release_history(data)
web.reconciliation(data, register())
web.dictionary(data)
