"""Briefing: what goes out today, in which language and size, and what exactly will it say?"""

import streamlit as st

from analytics import web
from analytics.outputs.stories import tell_story
from analytics.web.briefing_page import briefing, press_kit, slide

say = web.language()
material = briefing.material(say)
if slide.is_slide():
    slide.show_slide(material, say)
    st.stop()

web.question(say.say("What goes out today, and what exactly does it say?"))
web.lead(briefing.lead(material, say))
chooser, shown = st.columns([1, 3], gap="medium")
with chooser:
    story, size = briefing.choose_story(material, say), briefing.choose_size(say)
told = tell_story(story, material, say)
with shown:
    if briefing.preview(told, size):
        briefing.download_pictures(told, size)
    slide.slide_link(told)
briefing.texts(told)
press_kit.press_kit(material, say)
