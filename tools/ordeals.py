"""`./run check kills` and `./run check races`: what is acknowledged is kept, and of two at once one wins."""

from collections.abc import Sequence

from tools import install
from tools.places import PYTHON, ROOT, succeeds

ORDEALS = ("kills", "races")


def run(name: str, arguments: Sequence[str]) -> int:
    """Run one of them with what was asked for; 1 where it found something."""
    install.install([install.BASE, install.POSTGRES, install.TEST])
    extra = {"PYTHONPATH": str(ROOT)}
    return 0 if succeeds([PYTHON, "-m", f"tests.{name}", *arguments], extra) else 1
