"""What the rules are meant to reach, as ratios within one run, and whether they did."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.rules.engines import AS_WRITTEN, BATCH, GUARDED, OURS, SENTENCES
from bench.rules.results import Numbers, Results
from bench.rules.screenings import ELEVEN, REUSED
from tools.words import say

MILLION = 1_000_000
_MS_IN_S = 1000
_REGISTERS = (MILLION, 6 * MILLION)


@dataclass(frozen=True)
class Aim:
    """One aim: what is compared, the bound, and what was measured; None where it was not measured."""

    name: str
    said: str
    at_least: float | None
    at_most: float | None
    measured: float | None

    @property
    def met(self) -> bool | None:
        """Tell whether it was reached; None where nothing was measured."""
        if self.measured is None:
            return None
        return (self.at_least is None or self.measured >= self.at_least) and (
            self.at_most is None or self.measured <= self.at_most
        )

    def as_json(self) -> dict[str, Any]:
        """Return it as it is written."""
        shown = None if self.measured is None else float(f"{self.measured:.4g}")
        return {**asdict(self), "measured": shown, "met": self.met}


def aims(results: Results) -> list[Aim]:
    """Return every aim with what was measured."""
    return [*_one_record(results), *_million(results), *_memory(results), *_what_if(results)]


def _one_record(results: Results) -> Iterator[Aim]:
    written = _quickest([results.one(name) for name in AS_WRITTEN], "median")
    zen = _quickest([results.one(name) for name in (*AS_WRITTEN, *GUARDED)], "median")
    ours, sentences = results.one(OURS).get("median"), results.one(SENTENCES).get("median")
    yield Aim(
        "one_record_zen", say("一条记录：快于 zen-engine 的倍数（一条条算或决策图，取快的）", "one record: times as fast as zen-engine's faster form (one by one, or graph)"),
        15, None, _ratio(zen, ours),
    )  # fmt: skip
    yield Aim(
        "one_record_zen_as_written", say("同上，规则照通知写，不逐处防空值", "the same, its rules as written, without guards against null"),
        15, None, _ratio(written, ours),
    )  # fmt: skip
    yield Aim(
        "sentences_zen", say("一条记录连同全部句子：zen-engine 不带句子的几倍", "one record with all sentences: of zen-engine's time without any"),
        None, 1.5, _ratio(sentences, zen),
    )  # fmt: skip


def _million(results: Results) -> Iterator[Aim]:
    ours, polars = results.screened(MILLION, "ours"), results.screened(MILLION, "polars")
    openfisca = results.screened(MILLION, "openfisca").get("cpu_s")
    zen_seconds = _a_million(results, (*AS_WRITTEN, *GUARDED, BATCH))
    cpu = ours.get("cpu_s")
    yield Aim(
        "million_openfisca", say("一百万行：快于 OpenFisca（处理器时间）", "a million rows: as fast as OpenFisca (CPU), times"),
        5, None, _ratio(openfisca, cpu),
    )  # fmt: skip
    yield Aim(
        "million_zen", say("一百万行：快于 zen-engine（处理器时间）", "a million rows: as fast as zen-engine (CPU), times"),
        100, None, _ratio(zen_seconds, cpu),
    )  # fmt: skip
    yield Aim(
        "million_zen_as_written", say("同上，规则照通知写，不逐处防空值", "the same, its rules as written, without guards against null"),
        100, None, _ratio(_a_million(results, AS_WRITTEN), cpu),
    )  # fmt: skip
    yield Aim(
        "million_polars_cpu", say("一百万行：手写 Polars 处理器时间的几倍", "a million rows: of hand-written Polars' CPU"),
        None, 1.2, _ratio(cpu, polars.get("cpu_s")),
    )  # fmt: skip
    yield Aim(
        "million_polars_memory", say("一百万行：手写 Polars 内存的几倍", "a million rows: of hand-written Polars' memory"),
        None, 1 / 3, _ratio(ours.get("peak_mb"), polars.get("peak_mb")),
    )  # fmt: skip


def _memory(results: Results) -> Iterator[Aim]:
    few, many = (results.screened(rows, "ours") for rows in _REGISTERS)
    written = results.screened(_REGISTERS[1], "ours, written")
    yield Aim(
        "linear", say("六百万行：每行的处理器时间是一百万行时的几倍", "6 million rows: CPU of a row against that among 1 million"),
        None, 1.2, _ratio(few.get("rows_per_cpu_s"), many.get("rows_per_cpu_s")),
    )  # fmt: skip
    yield Aim(
        "memory_counting", say("六百万行，只计数：内存（MB）", "6 million rows, counting: memory (MB)"),
        None, 300, many.get("peak_mb"),
    )  # fmt: skip
    yield Aim(
        "memory_written", say("六百万行，写出每行：内存（MB）", "6 million rows, every row written: memory (MB)"),
        None, 450, written.get("peak_mb"),
    )  # fmt: skip


def _what_if(results: Results) -> Iterator[Aim]:
    # The largest, because starting costs as much for few rows as for many.
    rows = results.sizes()[-1] if results.sizes() else MILLION
    one = results.screened(rows, "ours").get("cpu_s")
    eleven = results.screened(rows, ELEVEN).get("cpu_s")
    changed = results.screened(rows, REUSED).get("cpu_s")
    yield Aim(
        "eleven_thresholds", say("一次试算十一个门槛：一个的几倍", "eleven thresholds in one pass: of one"),
        None, 1.5, _ratio(eleven, one),
    )  # fmt: skip
    yield Aim(
        "changed_threshold", say("改一个门槛，其余用存下的结论：全部重算的几倍", "a changed threshold over stored verdicts: of a full screening"),
        None, 0.1, _ratio(changed, one),
    )  # fmt: skip


def _a_million(results: Results, engines: Sequence[str]) -> float | None:
    """Seconds that the quickest of some engines takes for a million records that were read already."""
    quickest = _quickest([results.one(name) for name in engines], "cpu")
    return quickest * MILLION / _MS_IN_S if quickest else None


def _quickest(found: Sequence[Numbers], key: str) -> float | None:
    return min((each[key] for each in found if key in each), default=None)


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None
