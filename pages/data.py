"""Data: what is loaded, may these files be loaded, what was loaded before, and does it agree with what was published?"""

import streamlit as st

from analytics import register, web
from analytics.access.roles import LOAD_FILES, READ_TRAIL

say = web.language()

web.question(say.say("Which data are behind the numbers, and do they agree with what was published?"))
data = web.records_or_mend()
if data.is_public:
    web.lead(say.say("What is published, column by column; what could point at a person is hidden."))
else:
    web.lead(
        say.say(
            "Files are checked before they are stored; each load makes a new release, and earlier ones can be brought back."
        )
    )
web.loaded_card(data)
audit = st.container()
if data.is_public:
    web.withhold(say.say("the audit of the hidden numbers"), say.say("the loading of files"))
    web.withhold(say.say("earlier releases"), say.say("the check of the records against published figures"))
else:
    if web.may(LOAD_FILES):
        web.load_files(data)
    web.release_history(data)
    web.reconciliation(data, register())
    if web.may(READ_TRAIL):
        web.audit_trail(data.records.folder)
web.dictionary(data)
if not data.is_public:
    with audit:  # may take seconds the first time: all the rest is there already
        web.audit_card(data)
