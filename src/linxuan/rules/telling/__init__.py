"""A compiler of sentences: from a term to functions that tell, for any record, why it holds or does not.

All that depends on the term alone (types, labels, units, the words of options, the templates of the
language in use) is settled once. What is left for a record is to read values and to write them down.
"""
