"""What was recorded last in the register, as a feed: whoever keeps a list of his own learns what changed."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from linxuan.designations import fact_name, kind_name
from linxuan_site.queries.title_history import newest_changes

MOST = 50
Item = tuple[Any, str, Any]
"""A designation, its name today, and the change."""


if TYPE_CHECKING:
    _Feed = Feed[Item, None]
else:
    _Feed = Feed


class RegisterFeed(_Feed):
    """The newest changes of the register, in the order of their recording, as Atom."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Its name."""
        return _("示范主体名录的变更")

    def link(self) -> str:
        """The page that it belongs to."""
        return reverse("register")

    def feed_url(self) -> str:
        """Its own address."""
        return reverse("register-feed")

    def items(self) -> list[Item]:
        """What was recorded last."""
        return list(newest_changes(MOST))

    def item_title(self, item: Item) -> str:
        """What happened to whom."""
        _designation, name, change = item
        return _("%(what)s：%(name)s") % {"what": kind_name(change.kind), "name": name}

    def item_description(self, item: Item) -> str:
        """From which day, what it changed, and by which document."""
        change = item[2]
        day = [change.holds_from.isoformat()] if change.holds_from else []
        facts = [f"{fact_name(key)}={value}" for key, value in change.facts.items()]
        return "；".join([*day, *facts, change.document])

    def item_link(self, item: Item) -> str:
        """The public page of the title."""
        return reverse("title", args=[item[0].pk])

    def item_guid(self, item: Item) -> str:
        """The same for the same event, whatever the title is called later."""
        return f"urn:linxuan:register:{item[0].pk}:{item[2].number}"

    def item_updateddate(self, item: Item) -> datetime:
        """When it was recorded."""
        recorded: datetime = item[2].recorded_at
        return recorded

    item_pubdate = item_updateddate
