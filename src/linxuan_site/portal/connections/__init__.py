"""How other systems are connected with the site: its tokens, and whom it is told by."""
