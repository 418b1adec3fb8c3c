"""How does a file get from a browser to the Data page? A place is asked for, and the file is sent there in a form."""

import asyncio
import http.client
from collections.abc import Sequence
from typing import BinaryIO
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState, FileURLs, UploadedFileInfo
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.load.session import Session

UPLOADER = "upload-0"
MEGABYTE = 1 << 20


async def send_file(session: Session, name: str, file: BinaryIO) -> tuple[UploadedFileInfo, int]:
    """Send it under this name: what the uploader then holds of it, and the server's answer (204: taken)."""
    links = await _ask_for_links(session, name)
    status = await asyncio.to_thread(_put, session.address, links.upload_url, name, file)
    return UploadedFileInfo(file_id=links.file_id, name=name, size=file.tell(), file_urls=links), status


def choose_files(session: Session, sent: Sequence[UploadedFileInfo]) -> WidgetState:
    """What the uploader holds with these files in it, to be given to the next runs."""
    return session.value(UPLOADER, file_uploader_state_value=FileUploaderState(uploaded_file_info=sent))


async def _ask_for_links(session: Session, name: str) -> FileURLs:
    """Where does the server want the file?"""
    asked = BackMsg()
    asked.file_urls_request.request_id = "1"
    asked.file_urls_request.session_id = session.id
    asked.file_urls_request.file_names.append(name)
    await session.send(asked)
    while True:
        said, _ = await session.receive()
        if said.WhichOneof("type") == "file_urls_response":
            return said.file_urls_response.file_urls[0]


def _put(address: str, path: str, name: str, file: BinaryIO) -> int:
    """The way Streamlit's page sends a file: a form with one part, and the token of its cookie."""
    where = urlsplit(address)
    size = file.seek(0, 2)
    head = f'--end\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    tail = b"\r\n--end--\r\n"
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=120)
    connection.request("GET", "/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    cookie = answer.getheader("Set-Cookie", "").partition(";")[0]
    connection.putrequest("PUT", path)
    for name, value in (
        ("Content-Type", "multipart/form-data; boundary=end"), ("Content-Length", str(len(head) + size + len(tail))),
        ("Cookie", cookie), ("X-Xsrftoken", cookie.partition("=")[2]), ("Origin", address),
    ):  # fmt: skip
        connection.putheader(name, value)
    connection.endheaders(head.encode())
    file.seek(0)
    while part := file.read(MEGABYTE):
        connection.send(part)
    connection.send(tail)
    status = connection.getresponse().status
    connection.close()
    return status
