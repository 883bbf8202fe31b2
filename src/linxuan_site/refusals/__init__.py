"""Who was refused because the site was too busy, or its database away: numbers to show, and the file that has them.

Nothing here asks the database: it may be what is missing.
"""
