"""The log as JSON, a line a record, for whoever collects the logs of many machines; and nothing secret in any format."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from linxuan_site.watching.requests import number_now, route_of

_VALUES = re.compile(r"^(DETAIL|CONTEXT|PARAMETERS):.*$", re.MULTILINE)
"""What a database adds to a fault: the values of the row, which are somebody's data."""


class WithoutAddresses(logging.Filter):
    """Name the route of a request instead of its address: that of an invitation holds its key."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite what Django says of a request, and let it pass."""
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "resolver_match"):
            first = record.args[0] if isinstance(record.args, tuple) and record.args else record.getMessage()
            record.msg, record.args = (
                "%s: %s",
                (first if len(record.args or ()) > 1 else "refused", route_of(request)),
            )
        return True


class WithoutValues(logging.Formatter):
    """The plain format, without the values that a database puts into a fault."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - its name is Python's
        """Return the traceback."""
        return _VALUES.sub(r"\1: …", super().formatException(ei))


class JsonLines(WithoutValues):
    """One object a line: when, how grave, who says what, in which request; of a request also how it went."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _VALUES.sub(r"\1: …", record.getMessage()),
        }
        if number := number_now():
            line["request"] = number
        line |= getattr(record, "told", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
