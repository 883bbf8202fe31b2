"""A server on this machine that receives messages, as another system does, and answers as it is told to."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from linxuan_site.actions.webhooks import MadeSecret, enter_webhook
from linxuan_site.models import Account
from linxuan_site.models.webhooks import TOPICS


class Receiver(ThreadingHTTPServer):
    """Keeps what came: headers and body; answers `status`, after `seconds`, with a `location` for a redirect."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.status, self.seconds, self.location, self.answer = 200, 0.0, "", b"thanks"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook?from=linxuan"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append(({key.lower(): value for key, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()
        if self.server.seconds:
            # A sign now and then: each is in time, the whole is not.
            for _ in range(100):
                time.sleep(self.server.seconds / 100)
                try:
                    self.wfile.write(b".")
                    self.wfile.flush()
                except OSError:
                    return
        self.wfile.write(self.server.answer)

    def log_message(self, format: str, *_: object) -> None:
        """Say nothing."""


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Let a receiver run in the block."""
    server = Receiver()
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def entered(receiver: Receiver, by: Account, *topics: str) -> MadeSecret:
    """Let messages of some topics, or of all, go to a receiver."""
    return enter_webhook(url=receiver.url, topics=topics or TOPICS, by=by)
