"""What partitioning the record by years would bring on PostgreSQL, and what it would cost."""
