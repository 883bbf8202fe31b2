"""`python -m bench.papers.work NAME COUNT`: one measurement in a process of its own; prints it as JSON."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from bench.papers.places import workplace
from linxuan.screening.limits import ENVIRONMENT


def works() -> Mapping[str, Callable[[int], dict[str, Any]]]:
    """Return every measurement by its name; the number says how many forms, or how many rounds."""
    from bench.papers import comparing, ours, peers, scans

    return {
        "alone": ours.alone,
        "batch": ours.batch,
        "bare": ours.bare,
        "weasyprint": peers.weasyprint,
        "libreoffice": peers.libreoffice,
        "scan": scans.scan,
        "compared": comparing.compare,
    }


def main(name: str, count: str) -> None:
    """Measure, beside an installation that keeps its files in the folder of the bench."""
    os.environ["LINXUAN_VAR"] = str(workplace() / "var")
    # As a confined child has it, so that work within this process costs what it costs there.
    os.environ.update(ENVIRONMENT)
    from linxuan_site.startup import ready

    ready()
    print(json.dumps(works()[name](int(count)), ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
