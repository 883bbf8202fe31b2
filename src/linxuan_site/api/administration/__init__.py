"""The operations of administrators: offices, people, working days, programmes, and the record of all of it."""

from ninja import Router

from linxuan_site.api.administration import checking, holidays, offices, people, programmes, trace

router = Router(tags=["administration"])
for each in (offices, people, holidays, programmes, trace, checking):
    router.add_router("", each.router)
