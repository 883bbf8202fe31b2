"""Everything that writes, sent twice at the same moment: one wins, one is told, and nothing is half done."""
