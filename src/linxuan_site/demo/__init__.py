"""A demonstration: the stories that a package tells in `demo/`, replayed up to the day of a stage of life."""
