"""Linxuan 遴选: a notice that opens a selection, as data, and everything that follows from it.

This package is a library: it knows no Django, no HTML and no clock.
"""
