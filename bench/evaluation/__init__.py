"""The bench of evaluation: a register with twenty years of grades read, and the standing of each of it."""
