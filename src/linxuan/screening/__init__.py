"""A whole register against the rules of a call, in a child process that is held to its limits."""
