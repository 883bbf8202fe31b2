"""A peer over a whole register, in a process of its own: `python -m bench.rules.bulk PEER count|cells|write FILE [OUT]`.

It prints the counts as JSON, or writes the cells or the outcomes of every row to OUT.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Peer:
    """A module with `count(register)`, `cells(register)` and perhaps `write(register, out)`."""

    name: str
    needs: str

    def installed(self) -> bool:
        """Tell whether its package is there."""
        return find_spec(self.needs) is not None

    def module(self) -> Any:
        """Import it."""
        return import_module(f"bench.rules.peers.{self.name}")


PEERS: Mapping[str, Peer] = {
    "polars": Peer("polars_screening", "polars"),
    "openfisca": Peer("openfisca", "openfisca_core"),
}


def main(arguments: Sequence[str]) -> None:
    """Do what is asked for."""
    name, what, register, *out = arguments
    module = PEERS[name].module()
    if what == "count":
        print(json.dumps(module.count(Path(register))))
    elif what == "cells":
        Path(out[0]).write_text("\n".join(module.cells(Path(register))), "utf-8")
    else:
        module.write(Path(register), Path(out[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
