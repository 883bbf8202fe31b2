"""A peer over a whole register, in a process of its own: `python -m bench.rules.bulk PEER count|cells|write FILE [OUT]`.

It prints the counts as JSON, or writes the cells or the outcomes of every row to OUT.
"""

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

PEERS = {"polars": "polars_screening", "openfisca": "openfisca"}


def main(arguments: Sequence[str]) -> None:
    """Do what is asked for."""
    peer, what, register, *out = arguments
    module: Any = import_module(f"bench.rules.peers.{PEERS[peer]}")
    if what == "count":
        print(json.dumps(module.count(Path(register))))  # noqa: T201 - its output is what it is for
    elif what == "cells":
        Path(out[0]).write_text("\n".join(module.cells(Path(register))), "utf-8")
    else:
        module.write(Path(register), Path(out[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
