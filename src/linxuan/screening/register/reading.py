"""From a source to the relation: odd cells told by the reader, unreadable rows apart."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import duckdb

from linxuan.answers.numbers import PLACES
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.rules.sql.columns import Stored
from linxuan.screening.register import quoting
from linxuan.screening.register.cells import Cells
from linxuan.screening.register.doubts import Doubt
from linxuan.screening.register.odd import Progress, read_odd
from linxuan.screening.register.shapes import shape_of
from linxuan.screening.register.source import Given, Source
from linxuan.screening.register.storing import ROW, Plan, base, identity_name, settled, written

_SAMPLE = 20_000
_PLACES = 2
"""Places that every amount gets room for: those of 分."""


class Uneven(Exception):
    """DuckDB sees other rows than there are lines."""


class Reading:
    """One register while it is read."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        call: Call,
        procedure: str,
        source: Source,
        carried: Sequence[Given],
        scratch: Path,
        progress: Progress,
    ) -> None:
        self._connection = connection
        self._call = call
        self._procedure = procedure
        self._source = source
        self.rows = source.rows
        self.doubts: list[Doubt] = []
        self.raw: tuple[str, ...] = ()
        self._carried = carried
        self._progress = progress
        # Two registers may be open at once.
        self._tag = token_hex(4)
        self._first = scratch / f"first-{self._tag}.parquet"
        self._file = scratch / f"register-{self._tag}.parquet"
        self.unreadable_rows = f"unreadable_{self._tag}"
        connection.execute(
            f"CREATE TEMP TABLE {self.unreadable_rows} "
            f'({ROW} BIGINT, "column" VARCHAR, value VARCHAR, reason VARCHAR)'
        )

    def typed(self, plans: Sequence[Plan]) -> tuple[str, list[Plan]]:
        """Read a file with types: where no cell is odd, its rows are scanned where they lie."""
        first = f"(SELECT * FROM {self._source.scan} LIMIT {_SAMPLE})"
        fitted = [each if each.shape.lies else self._fitted(each, first) for each in plans]
        told = [self._as_it_lies(self._confirmed(self._told_of_scan(each))) for each in fitted]
        whole = f"({base(self._source.scan, self._source.row, told, self._carried)})"
        self._gather(whole, told)
        if all(each.shape.sure for each in told):
            return self._scanned(told), told
        query = settled(whole, told, len(self._carried))
        return written(self._connection, query, self._file), self._released(told)

    def _scanned(self, plans: Sequence[Plan]) -> str:
        """The rows of the file with their cells beside their values; those that nobody asks for cost nothing."""
        cells = [Given(each.binding.heading, each.shape.cell, "") for each in plans]
        carried = [*self._carried, *cells]
        self.raw = tuple(
            quoting.name(identity_name(place)) for place in range(len(self._carried), len(carried))
        )
        return f"({settled(f'({base(self._source.scan, self._source.row, plans, carried)})', plans, len(carried))})"

    def written(self, plans: Sequence[Plan]) -> tuple[str, list[Plan]]:
        """Read a file of text: all of it once, and once more where the reader had to be asked again."""
        plans, known = self._sampled(plans)
        query = base(self._source.scan, self._source.row, plans, self._carried, known=known)
        first = written(self._connection, query, self._first)
        self._released(known)
        self._counted(first)
        told = [self._told(each, self._odd_in_first(each, first)) for each in plans]
        self._gather(first, told)
        query = settled(first, told, len(self._carried))
        if not any(each.told for each in told):
            return f"({query})", told
        relation = written(self._connection, query, self._file)
        self._first.unlink()
        return relation, self._released(told)

    def _sampled(self, plans: Sequence[Plan]) -> tuple[list[Plan], list[Plan]]:
        """Look at the first rows: how many places numbers have, and what odd words stand for."""
        sample = f"sample_{self._tag}"
        self._connection.execute(
            f"CREATE TEMP TABLE {sample} AS SELECT * FROM {self._source.scan} LIMIT {_SAMPLE}"
        )
        fitted = [self._fitted(each, sample) for each in plans]
        few = [each for each in fitted if each.shape.few]
        known = [self._told(each, self._odd_in(each, sample), ahead=True) for each in few]
        self._connection.execute(f"DROP TABLE {sample}")
        return fitted, known

    def _fitted(self, plan: Plan, sample: str) -> Plan:
        """The plan with room for as many places as the first numbers have."""
        if plan.shape.stored.stored is not Stored.NUMBER or plan.binding.field.kind == "integer":
            return plan
        behind = f"length(regexp_extract(CAST({plan.shape.cell} AS VARCHAR), '^[^.]*[.]([0-9]+)$', 1))"
        places = self._one(f"SELECT coalesce(max({behind}), 0) FROM {sample}")
        shape = shape_of(self._call, self._procedure, plan.binding, places=max(_PLACES, min(places, PLACES)))
        return replace(plan, shape=shape)

    def _counted(self, first: str) -> None:
        """Raises Uneven where DuckDB did not find every line to be a row."""
        counted = self._one(f"SELECT count(*) FROM {first}")
        if self._source.rows != counted + self._source.torn_rows:
            raise Uneven

    def _confirmed(self, plan: Plan) -> Plan:
        """Forget what the reader told of lists that it only confirmed."""
        if not plan.told or plan.shape.stored.stored is not Stored.LIST or not plan.shape.lies:
            return plan
        changed = self._one(
            f"""SELECT count(*) FROM {plan.told.table} WHERE reason IS NOT NULL
                OR list_sort(raw) IS DISTINCT FROM list_sort(v0)"""
        )
        return plan if changed else replace(plan, told=None)

    @staticmethod
    def _as_it_lies(plan: Plan) -> Plan:
        """Take the values of a column in which no cell is odd as they lie in the file."""
        if plan.told or not plan.shape.lies:
            return plan
        return replace(plan, shape=replace(plan.shape, value=plan.shape.lies))

    def _told_of_scan(self, plan: Plan) -> Plan:
        if plan.shape.sure:
            return plan
        if not plan.shape.few:
            return self._told(plan, self._odd_in(plan, self._source.scan))
        return self._told_of_few(plan)

    def _told_of_few(self, plan: Plan) -> Plan:
        """Few distinct cells are gathered first, so that each is looked at once."""
        shape, cells = plan.shape, f"cells_{self._tag}_{plan.number}"
        # Lists are told apart by 64 bits: comparing them as lists would take half of the time of all rules.
        distinct = f"any_value({shape.cell})" if plan.binding.type.endswith("]") else f"DISTINCT {shape.cell}"
        group = f" GROUP BY hash({shape.cell})" if plan.binding.type.endswith("]") else ""
        self._connection.execute(
            f"CREATE TEMP TABLE {cells} AS SELECT {distinct} AS raw FROM {self._source.scan}{group}"
        )
        kind = "VARCHAR" if shape.written else plan.binding.type
        again = shape_of(self._call, self._procedure, replace(plan.binding, sql="raw", type=kind))
        told = self._told(plan, f"SELECT raw FROM {cells} WHERE {again.odd(again.value, 'raw')}")
        empty = shape.written and self._one(f"SELECT count(*) FROM {cells} WHERE raw = ''")
        self._connection.execute(f"DROP TABLE {cells}")
        if shape.written and shape.lies and not empty:
            # Looking for empty cells would cost more than most rules do.
            return replace(told, shape=replace(shape, lies=shape.cell))
        return told

    @staticmethod
    def _odd_in(plan: Plan, scan: str) -> str:
        shape = plan.shape
        return f"SELECT DISTINCT {shape.cell} AS raw FROM {scan} WHERE {shape.odd(shape.value, shape.cell)}"

    @staticmethod
    def _odd_in_first(plan: Plan, first: str) -> str:
        odd = quoting.name(plan.odd)
        return "" if plan.shape.sure else f"SELECT DISTINCT {odd} AS raw FROM {first} WHERE {odd} IS NOT NULL"

    def _told(self, plan: Plan, odd: str, *, ahead: bool = False) -> Plan:
        """Ask the reader; `ahead` of all rows only what it can read is kept."""
        if not odd:
            return plan
        cells = self._cells(plan)
        name = f"{self._tag}_{plan.number}"
        told = read_odd(self._connection, cells, name, odd, plan.shape.stored, self._progress)
        if told and ahead:
            self._connection.execute(f"DELETE FROM {told.table} WHERE reason IS NOT NULL OR doubt")
        return replace(plan, told=told)

    def _cells(self, plan: Plan) -> Cells:
        return Cells(self._call, self._procedure, plan.binding, plan.shape.cell)

    def cells(self, plans: Sequence[Plan]) -> tuple[Cells, ...]:
        """Return what reads the cells of each column."""
        return tuple(map(self._cells, plans))

    def _gather(self, whole: str, plans: Sequence[Plan]) -> None:
        """Keep what cannot be read: one row for each cell, with the reason."""
        for plan in plans:
            if plan.told and plan.told.unreadable:
                self._connection.execute(
                    f"""INSERT INTO {self.unreadable_rows}
                        SELECT {ROW}, {quoting.text(plan.binding.heading)}, left(CAST(raw AS VARCHAR), 60), reason
                        FROM {whole} AS base JOIN {plan.told.table} AS told
                        ON base.{quoting.name(plan.odd)} = told.raw WHERE reason IS NOT NULL"""
                )
            if plan.told and plan.told.doubtful:
                self._doubt(whole, plan, plan.told.table)
        if self._source.torn:
            self._connection.execute(
                f"INSERT INTO {self.unreadable_rows} SELECT row, '', value, reason FROM {self._source.torn}"
            )

    def _doubt(self, whole: str, plan: Plan, table: str) -> None:
        """Tell of cells that are malformed, and only unknown for that."""
        count, rows = self._connection.execute(
            f"""SELECT count(*), min({ROW}, 5) FROM {whole} AS base JOIN {table} AS told
                ON base.{quoting.name(plan.odd)} = told.raw WHERE doubt"""
        ).fetchall()[0]
        told = say("格式或校验不对，按未知处理")
        self.doubts.append(Doubt(plan.binding.heading, told, int(count), tuple(rows)))

    def _released(self, plans: Sequence[Plan]) -> list[Plan]:
        """Let go of the tables of odd cells: their values are written."""
        for plan in plans:
            if plan.told:
                self._connection.execute(f"DROP TABLE {plan.told.table}")
        return list(plans)

    def unreadable(self) -> int:
        """Count the rows that cannot be read."""
        return self._one(f"SELECT count(DISTINCT {ROW}) FROM {self.unreadable_rows}")

    def _one(self, query: str) -> int:
        return int(self._connection.execute(query).fetchall()[0][0])
