"""What asking the register costs, with many titles: a name among them, and what was known at an earlier moment."""
