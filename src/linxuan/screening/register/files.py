"""Which kind of file a register is: told by its first bytes, not by its name."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from linxuan.language import say
from linxuan.screening.register.odd import Progress
from linxuan.screening.register.parquet import parquet_source
from linxuan.screening.register.source import Source, refused
from linxuan.screening.register.text_file import text_source

_PARQUET, _ZIP, _OLD_EXCEL = b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MOST_FILES = 10_000


def source_of(
    connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, sheet: str, progress: Progress
) -> Source:
    """Return a file, a folder of Parquet files, or those that a pattern matches, as a source.

    Raises BadInput where there is nothing to read, or nothing that this can read.
    """
    files = _files(path)
    heads = {_head(each) for each in files}
    if heads == {_PARQUET}:
        return parquet_source(connection, path, files)
    if len(files) > 1:
        raise refused(path, say("几个文件要一起读，只能都是Parquet"))
    head = heads.pop()
    if head == _OLD_EXCEL:
        raise refused(path, say("是旧的Excel格式，请另存为xlsx或CSV"))
    if head == _ZIP:
        from linxuan.screening.register.workbook import workbook_source

        return workbook_source(path, scratch, sheet)
    progress(path.name, 0, path.stat().st_size)
    return text_source(path, scratch)


def _files(path: Path) -> Sequence[Path]:
    if path.is_file():
        return [path]
    pattern = "*.parquet" if path.is_dir() else path.name
    folder = path if path.is_dir() else path.parent
    found = sorted((each for each in folder.glob(pattern) if each.is_file()), key=str) if pattern else []
    if not found:
        raise refused(path, say("没有这个文件，或者这个文件夹里没有Parquet文件"))
    if len(found) > _MOST_FILES:
        raise refused(path, say("文件太多，最多{most}个", most=_MOST_FILES))
    return found


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(4)
    except OSError as fault:
        raise refused(file, say("打不开这个文件（{why}）", why=fault.strerror or fault)) from None
