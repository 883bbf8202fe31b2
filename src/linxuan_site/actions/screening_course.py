"""How far a screening is altogether: its parts told as one way, which never leads back."""

from collections.abc import Callable, Mapping

from linxuan.language import say
from linxuan.screening.confined import Progress

SCREEN, CONVERT, CURVE = "screen", "convert", "curve"
_WEIGHTS = {SCREEN: 6, CONVERT: 2, CURVE: 4}
"""What the parts take beside one another, as experience has it: a bar need not be exact."""
_READING = (0.0, 0.5)


class Course:
    """The way through the parts that there are; `tell` hears of every piece of it."""

    def __init__(self, parts: tuple[str, ...], tell: Callable[[Progress], None]) -> None:
        whole = sum(_WEIGHTS[part] for part in parts)
        self._tell = tell
        self._begins = {
            part: sum(_WEIGHTS[one] for one in parts[:at]) / whole for at, part in enumerate(parts)
        }
        self._shares = {part: _WEIGHTS[part] / whole for part in parts}
        self._stages: Mapping[str, tuple[float, float]] = {
            say("判断"): (0.5, 0.85),
            say("抽样复核"): (0.85, 0.95),
            say("写结果"): (0.95, 1.0),
        }
        self._reached = 0.0

    def of(self, part: str) -> Callable[[Progress], None]:
        """Return what hears how far one part is."""

        def hear(told: Progress) -> None:
            first, last = (0.0, 1.0) if part == CONVERT else self._stages.get(told.stage, _READING)
            inside = first + (last - first) * told.done
            self._reached = max(self._reached, self._begins[part] + self._shares[part] * inside)
            stage = say("曲线：{stage}", stage=told.stage) if part == CURVE else told.stage
            self._tell(Progress(stage, self._reached))

        return hear
