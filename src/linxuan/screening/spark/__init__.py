"""The same screening on Spark, for registers that one machine cannot hold.

DuckDB reads the register into typed Parquet (`snapshot`), Spark judges and counts it (`rows`, `counting`)
by the same SQL in its own spelling, and what SQL cannot settle is asked of the one-record evaluator on
the workers. pyspark is an extra; nothing else imports this package.
"""
