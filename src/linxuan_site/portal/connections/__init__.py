"""How other systems are connected with the site: the tokens of a place."""
