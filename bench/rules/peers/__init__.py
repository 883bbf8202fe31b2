"""The peers, each in a file of its own: how it is fed, and what was done to be fair, stands in its docstring."""
