"""How gunicorn serves the site: `linxuan serve` starts it with this file as its configuration.

`gunicorn -c python:linxuan_site.server` does the same. What differs between installations stands in `site.toml`.
"""

import os
import shutil
from typing import Any

from linxuan_site import settings

wsgi_app = "linxuan_site.wsgi"
# Knows for how long a request waits: who waits too long is refused with a number (docs/overload.md).
worker_class = "linxuan_site.admission.worker.Worker"
workers = settings.PROCESSES
threads = settings.THREADS
# Longer than the longest of our own limits: a child that lays out a paper is given 30 seconds, one that waits 40.
timeout = 120
# What was begun is ended: an upload on its way takes its time, and a supervisor has to wait as long.
graceful_timeout = 60
keepalive = 5
loglevel = "warning"
# Each request is one line of ours, with its route: an address may hold a key.
accesslog = None
# X-Forwarded-Proto counts only from the machine itself, where the proxy is.
forwarded_allow_ips = "127.0.0.1,::1"
logconfig_dict = {
    **settings.LOGGING,
    "loggers": {**settings.LOGGING["loggers"], "gunicorn.error": {"level": "WARNING", "propagate": True}},
}

if settings.METRICS:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(settings.METRICS_ROOT)


def on_starting(_server: Any) -> None:
    """Begin with figures of this run only."""
    if settings.METRICS:
        shutil.rmtree(settings.METRICS_ROOT, ignore_errors=True)
        settings.METRICS_ROOT.mkdir(parents=True)


def child_exit(_server: Any, worker: Any) -> None:
    """Let what a process that ended had in flight not count any more."""
    if settings.METRICS:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
