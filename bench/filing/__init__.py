"""What a filing costs, and what happens when all file in the last minutes."""
