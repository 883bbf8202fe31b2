"""One file that holds an installation: `linxuan backup FILE`, `linxuan restore FILE`.

The archive is a `tar.gz` with, in this order:

- `manifest.json`: the format, the version and migrations of the installation, every member's size and SHA-256;
- `rows/TABLE.jsonl`: a line of column names, then a line a row. No line depends on the database it came from,
  so what SQLite wrote PostgreSQL reads, and the other way round;
- `files/…`: what people handed in and what offices made.

`linxuan backup drill FILE` restores such a file beside the installation, and proves that all came back.

Sessions are left out: after a restore everybody signs in again.
"""

from linxuan_site.backup.drilling import Drill, drill
from linxuan_site.backup.restoring import Restored, read_backup
from linxuan_site.backup.writing import write_backup

__all__ = ["Drill", "Restored", "drill", "read_backup", "write_backup"]
