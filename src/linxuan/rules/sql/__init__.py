"""The same terms as SQL text, for many records at once; nothing here talks to a database.

`columns` says how values are stored, `dialect` how DuckDB and Spark spell things.
"""
