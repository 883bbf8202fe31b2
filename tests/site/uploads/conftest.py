"""The people of a life, each with a browser."""

from tests.site.portal.conftest import in_may, life, on, visitor

__all__ = ["in_may", "life", "on", "visitor"]
