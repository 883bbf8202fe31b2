"""What watches a running site from outside: probes, figures, and what it writes to its log."""
