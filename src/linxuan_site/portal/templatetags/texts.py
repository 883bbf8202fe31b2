"""Django's tags for texts, of which a fixed text is looked up once for a language: a page has hundreds."""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedText(i18n.TranslateNode):
    """`{% translate "文字" %}`: the same for everybody who reads the language."""

    def __init__(self, found: i18n.TranslateNode) -> None:
        self.__dict__.update(found.__dict__)
        self.kept: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """Return the text, or put it under its name."""
        language = get_language()
        if language not in self.kept:
            said = super().render(context)
            self.kept[language] = context[self.asvar] if self.asvar else said
        if not self.asvar:
            return self.kept[language]
        context[self.asvar] = self.kept[language]
        return ""


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> i18n.TranslateNode:
    """`{% translate "文字" %}`, as Django's."""
    found = i18n.do_translate(parser, token)
    expression = found.filter_expression
    fixed = expression.var.literal is not None and not expression.filters and not found.message_context
    return FixedText(found) if fixed and not found.noop else found
