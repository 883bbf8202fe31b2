"""What an application can take over from an earlier one: from call to call, field by field, with the why not."""

from linxuan.carrying.forms import FiledFile, Filled
from linxuan.carrying.offers import Left, Offer, Takeover, answers_with, takeover

__all__ = ["FiledFile", "Filled", "Left", "Offer", "Takeover", "answers_with", "takeover"]
