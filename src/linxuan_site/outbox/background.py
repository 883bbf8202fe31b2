"""When the outbox is emptied: at once, or in a web process by a thread, so that no request waits for a mail server."""

import logging
import threading

from django.db import connection

from linxuan_site.outbox.delivering import deliver

_LOG = logging.getLogger(__name__)


class Sender:
    """A thread that empties the outbox whenever it is woken; it begins with the first that wakes it."""

    def __init__(self) -> None:
        self._wanted, self._lock = threading.Event(), threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Let the thread look into the outbox, once more where it is at it."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
                self._thread.start()
        self._wanted.set()

    def _run(self) -> None:
        while self._wanted.wait():
            self._wanted.clear()
            try:
                deliver()
            except Exception:  # noqa: BLE001 - what waits is sent by the next tick
                _LOG.exception("the outbox was not emptied")
            finally:
                connection.close()


_sender: Sender | None = None


def send_in_background() -> None:
    """Let this process leave the sending to a thread from now on: for a web server."""
    global _sender  # noqa: PLW0603 - one for the process
    _sender = _sender or Sender()


def wake() -> None:
    """See to it that what was just committed leaves."""
    if _sender is not None:
        _sender.wake()
    else:
        deliver()
