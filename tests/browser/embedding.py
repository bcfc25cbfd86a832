"""A page of another origin that shows an address in a frame: `<origin>/?<address>`."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class _Embedding(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the name that http.server calls
        address = urlsplit(self.path).query
        page = f'<!doctype html><iframe src="{address}" width="400" height="600"></iframe>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in http.server
        """Tests read what they need elsewhere."""


@contextmanager
def embedding_page() -> Iterator[str]:
    """The origin of a running server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Embedding)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
