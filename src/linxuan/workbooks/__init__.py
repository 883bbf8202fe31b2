"""Summary tables as workbooks: a package's layout is filled, and one that comes back is read and compared."""
