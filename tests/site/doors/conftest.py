"""The people and the day of a life, for its doors."""

from tests.site.life.conftest import in_may, life

__all__ = ["in_may", "life"]
