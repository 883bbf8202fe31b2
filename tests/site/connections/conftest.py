"""The people of a life, who connect other systems."""

from tests.site.doors.conftest import Caller
from tests.site.life.conftest import in_may, life, on
from tests.site.portal.conftest import visitor

__all__ = ["Caller", "in_may", "life", "on", "visitor"]
