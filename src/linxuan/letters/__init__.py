"""Official letters as Word files that an office can go on editing."""
