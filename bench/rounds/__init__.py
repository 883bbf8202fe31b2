"""What the pages of a round of evaluation cost where a country's titles are in it."""
