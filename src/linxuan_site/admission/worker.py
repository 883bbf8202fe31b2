"""The worker of gunicorn with threads, that knows since when a request waits for one of them."""

import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from linxuan_site.admission.waiting import handled_since


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn is not typed
    """A request waits from the moment at which it could be read until a thread takes it."""

    def enqueue_req(self, conn: Any) -> None:
        """Note the moment, and let it wait for a thread."""
        conn.waits_since = time.monotonic()
        super().enqueue_req(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answer, in a thread that knows since when this request waited."""
        with handled_since(conn.waits_since):
            return super().handle_request(req, conn)
