"""Words of our own in the texts of messages: facts keep the act, a text says it in the language of its reader."""

from django.template import Library

from linxuan.revocation.wording import act_name
from linxuan_site.queries.arrivals import wrong_words

register = Library()
register.filter("act_name", act_name)
register.filter("wrong_words", wrong_words)
