"""The frame: language, navigation; nothing else. `streamlit run` loads the server, the server runs the script."""

from streamlit import App

from analytics import web

if __name__ == "__main__":
    web.frame(web.PAGES)
else:
    app = App(__file__, **web.surroundings())
