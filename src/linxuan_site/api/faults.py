"""What the API says where something was not done: one shape (`schemas.Fault`) for every fault, whoever found it."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site.api.limits import TooMany
from linxuan_site.api.opening import OutOfScope

CODES = {400: "input", 403: "role", 404: "nothing", 405: "method"}
"""What a fault is called that has no name of its own, by its status."""


def answer_faults(api: NinjaAPI) -> None:
    """Let an API answer everything that keeps an operation from being done."""

    def told(request: HttpRequest, status: int, reason: str, **more: str) -> HttpResponse:
        fault = {"reason": reason, "clause": "", "code": CODES.get(status, ""), "field": "", **more}
        return api.create_response(request, fault, status=status)

    @api.exception_handler(Refused)
    def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
        return told(request, 409, refusal.reason, clause=refusal.clause, code=refusal.code)

    @api.exception_handler(BadInput)
    def _bad_input(request: HttpRequest, fault: BadInput) -> HttpResponse:
        return told(request, 400, fault.problem, field=fault.field)

    @api.exception_handler(AuthenticationError)
    def _nobody(request: HttpRequest, _fault: AuthenticationError) -> HttpResponse:
        answer = told(request, 401, say("请用令牌或先登录"), code="sign-in")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(ValidationError)
    def _misshapen(request: HttpRequest, fault: ValidationError) -> HttpResponse:
        """Name the first part of the body that does not fit; the document of the API says what does."""
        first = fault.errors[0]
        place = ".".join(str(part) for part in first["loc"])
        reason = say("请求的“{place}”不合要求，请对照接口文档：{problem}", place=place, problem=first["msg"])
        return told(request, 422, reason, code="input", field=place)

    @api.exception_handler(Http404)
    def _nothing(request: HttpRequest, _fault: Http404) -> HttpResponse:
        return told(request, 404, say("没有这一件，或您不能查看"))

    @api.exception_handler(OutOfScope)
    def _out_of_scope(request: HttpRequest, fault: OutOfScope) -> HttpResponse:
        return told(request, 403, str(fault), code="scope")

    @api.exception_handler(TooMany)
    def _too_many(request: HttpRequest, fault: TooMany) -> HttpResponse:
        answer = told(request, 429, str(fault), code="too-many")
        answer.headers["Retry-After"] = str(fault.wait)
        return answer

    @api.exception_handler(HttpError)
    def _http_error(request: HttpRequest, fault: HttpError) -> HttpResponse:
        unreadable = fault.status_code == 400  # what the framework says of a body that is no JSON
        return told(
            request, fault.status_code, say("请求的内容看不懂，应是 JSON") if unreadable else str(fault)
        )
