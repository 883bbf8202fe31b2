"""Who is let in when more come than can be served: outermost, before the site and without its database."""
