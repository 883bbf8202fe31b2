"""How far long work is, on a terminal."""

import sys

from linxuan.screening.confined import Progress


class ProgressLine:
    """One line that is written over on a terminal; elsewhere nothing, so that a log stays readable."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def show(self, progress: Progress) -> None:
        """Show how far the work is."""
        if self._shown:
            filled = round(24 * progress.done)
            bar = "█" * filled + "░" * (24 - filled)
            print(f"\r\033[K{bar} {progress.done:4.0%} {progress.stage}", end="", file=sys.stderr, flush=True)
