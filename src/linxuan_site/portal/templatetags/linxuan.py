"""Template tags and filters of the portal."""

from django import template

register = template.Library()
