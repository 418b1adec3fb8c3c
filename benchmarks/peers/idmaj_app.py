"""How is Idmaj served for the comparison? With the server and the frame of the product; its first page is another one."""

from dataclasses import replace
from pathlib import Path

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit import App

from analytics import web

PROJECT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    first, *others = (replace(place, file=str(PROJECT / place.file)) for place in web.PAGES)
    web.frame([replace(first, file=str(Path(__file__).with_name("idmaj_page.py"))), *others])
else:
    surroundings = web.surroundings()
    # The fonts lie beside app.py; Streamlit looks for them beside this file.
    fonts = Mount("/app/static", StaticFiles(directory=PROJECT / "static"))
    app = App(__file__, **surroundings | {"routes": [*surroundings["routes"], fonts]})
