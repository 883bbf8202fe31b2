"""Builders: one function for each kind of element, from its table to its class."""
