"""What is written to the log, and how: `docs/operations.md`, "Health, log and figures"."""

from typing import Any


def logging_by(format_: str) -> dict[str, Any]:
    """Return what Python's logging is set up with: `json` writes a line for each request, `text` what went wrong."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"addresses": {"()": "linxuan_site.watching.log_lines.WithoutAddresses"}},
        "formatters": {
            "json": {"()": "linxuan_site.watching.log_lines.JsonLines"},
            "text": {
                "()": "linxuan_site.watching.log_lines.WithoutValues",
                "format": "%(levelname)s %(name)s %(message)s",
            },
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json" if format_ == "json" else "text",
                "filters": ["addresses"],
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {"linxuan.request": {"level": "INFO" if format_ == "json" else "WARNING"}},
    }
