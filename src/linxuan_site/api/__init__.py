"""The API: the same acts as JSON, for those who hold a token or are signed in."""
