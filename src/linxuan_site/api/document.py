"""The document of the API (OpenAPI 3.1): what the framework reads from the code, and what holds for all operations.

It is in English, as the names in it are; what an operation answers is in the language that is asked for.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from linxuan_site.api.examples import example_of
from linxuan_site.api.scopes import MEANING, scope_of

ABOUT = """
The acts of the site as JSON. An operation asks who may as the page does, carries out the same act, and says the same
sentence where that is refused. This document is in English; sentences come in the language of `Accept-Language`.

**Getting in.** `Authorization: Bearer TOKEN` with a token of an organisation, of an office or of a person. A token of a
place acts in the name of who made it, for the scopes that stand beside each operation. A session of the site counts as
well, with `X-CSRFToken` for whatever changes something.

**Faults** have one shape, `Fault`: `reason` is a sentence for a person, `code` a word for a program, `clause` where the
notice says so, `field` what is wrong.

**Lists** come a page at a time; `next` is the address of the page that follows, null on the last one.

**Seen.** Whatever two could do at once takes what the caller saw (`version`, `seen`, `digest`). If it is otherwise
meanwhile, nothing is done, and the answer is 409.
"""
WHEN = {
    400: "Something cannot be read; `field` names it.",
    401: "No token and no session, or a token that counts no more.",
    403: "Such an account does not do this at all (`code` is `role`), or the token is not for it (`scope`).",
    404: "There is none, or none that the caller may know of.",
    409: "Refused: by a rule with its `clause`, or because somebody was faster (`overtaken`).",
    422: "The call has not the shape that this document describes; `field` names the first part that has not.",
    429: "The token called too often; `Retry-After` has the seconds until it may again.",
    503: "The site is too busy, or being updated; `Retry-After` has the seconds until it may be tried again.",
}
EXAMPLES = {
    400: {"reason": "“注册资本”应是数", "clause": "", "code": "input", "field": "registered_capital"},
    401: {"reason": "请用令牌或先登录", "clause": "", "code": "sign-in", "field": ""},
    403: {"reason": "这个令牌没有“act”范围，不能办这一项", "clause": "", "code": "scope", "field": ""},
    404: {"reason": "没有这一件，或您不能查看", "clause": "", "code": "nothing", "field": ""},
    409: {"reason": "“推荐”要写意见", "clause": "二(一)", "code": "need:opinion", "field": ""},
    422: {
        "reason": "请求的“body.body.seen”不合要求，请对照接口文档",
        "clause": "",
        "code": "input",
        "field": "body.body.seen",
    },
    429: {
        "reason": "这个令牌调用得太频繁，请过 20 秒再试",
        "clause": "",
        "code": "too-many",
        "field": "",
    },
}
FAULT = {"schema": {"$ref": "#/components/schemas/Fault"}}
WAIT = {"Retry-After": {"description": "Seconds until it may be tried again.", "schema": {"type": "integer"}}}


class DescribedAPI(NinjaAPI):
    """An API whose document says what holds for all operations."""

    @cached_property
    def _document(self) -> OpenAPISchema:
        return _completed(super().get_openapi_schema())

    def get_openapi_schema(self, **_given: Any) -> OpenAPISchema:
        """Return the document; it is made once, for the one place where the API is served."""
        return self._document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return what a generated client calls an operation: its module and its function."""
        view = operation.view_func
        module = view.__module__.removeprefix("linxuan_site.api.").replace(".", "_")
        return f"{'applications' if module == 'doors' else module}_{view.__name__}"


def _completed(document: OpenAPISchema) -> OpenAPISchema:
    components = document["components"]
    components["responses"] = {f"Fault{status}": _fault(status) for status in WHEN}
    told = "; ".join(f"`{scope}`: {meaning}" for scope, meaning in MEANING.items())
    schemes = components["securitySchemes"]
    schemes["Token"] |= {"description": f"Scopes of a token of a place. {told}.", "x-scopes": MEANING}
    schemes["SignedIn"]["description"] = (
        "A session of the site, with `X-CSRFToken` for what changes something."
    )
    for method, path, operation in _operations(document):
        _complete(operation, scope_of(method, path) if operation.get("security") else "")
        for answer in operation["responses"].values():
            _show(answer, components["schemas"])
    return document


def _fault(status: int) -> dict[str, Any]:
    """What every operation answers with a status: a fault, and when it may be tried again."""
    answer: dict[str, Any] = {"description": WHEN[status]}
    # What stands before the site may answer for it where it is too busy: of that only the header is sure.
    if status in EXAMPLES:
        answer["content"] = {"application/json": FAULT | {"example": EXAMPLES[status]}}
    if status in (429, 503):
        answer["headers"] = WAIT
    return answer


def _operations(document: OpenAPISchema) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path.removeprefix("/api"), operation


def _complete(operation: dict[str, Any], scope: str) -> None:
    _give_files(operation["responses"])
    answers = {status for status in operation["responses"] if status in WHEN} | {503}
    if operation.get("parameters") or "requestBody" in operation:
        answers |= {400, 404, 422}
    if scope:
        operation["security"] = [{"Token": [scope]}, {"SignedIn": []}]
        operation["description"] += f"\n\nScope of a token: `{scope}`."
        answers |= {429}
    operation["responses"] |= {one: {"$ref": f"#/components/responses/Fault{one}"} for one in sorted(answers)}


def _give_files(responses: dict[Any, Any]) -> None:
    """Say of a 200 without a content that it is a file: `Content-Type` says which kind, when it comes."""
    if "content" not in responses.get(200, {"content": None}):
        responses[200]["content"] = {"*/*": {"schema": {"type": "string", "format": "binary"}}}


def _show(answer: dict[str, Any], schemas: dict[str, Any]) -> None:
    for content in answer.get("content", {}).values():
        if "format" not in content.get("schema", {"format": ""}):
            content["example"] = example_of(content["schema"], schemas)
