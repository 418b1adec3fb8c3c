"""The frame: language, navigation; nothing else. `streamlit run` loads the server, the server runs the script."""

from streamlit import App

from analytics import web

if __name__ == "__main__":
    web.frame(web.PAGES)
else:
    web.allow_many_files()
    app = App(__file__, middleware=web.middleware(place.path for place in web.PAGES))
