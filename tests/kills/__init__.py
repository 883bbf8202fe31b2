"""Acknowledged means kept: people file while the server, its workers, the timer and the database are killed."""
