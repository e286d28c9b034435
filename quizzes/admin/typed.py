"""What was typed on a page and is not done yet, kept while one of the page's other buttons does its work."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.datastructures import MultiValueDict

# How a page that asks back calls the fields of the page that it asks for.
WAS = "was-"


def back_to(request: HttpRequest, address: str, *keep: str) -> HttpResponseRedirect:
    """To the page at that address, with what was sent still in these of its fields."""
    sent = _sent(request)
    kept = {name: sent.getlist(name) for name in keep if sent.get(name)}
    if kept:
        request.session[_place(address)] = kept
    return HttpResponseRedirect(address)


def typed(request: HttpRequest, address: str) -> "MultiValueDict[str, Any]":
    """What stands in the fields of the page at that address: what was sent now, else what `back_to` kept, once."""
    return _sent(request) or MultiValueDict(request.session.pop(_place(address), {}))


def aside(request: HttpRequest, *names: str) -> list[tuple[str, str]]:
    """What stands in these fields of a page that is left to ask back: (name, value) of hidden fields that keep it.

    There is always one, since what is typed on the page that asks is nothing of the other.
    """
    sent = _sent(request)
    return [(WAS, ""), *((f"{WAS}{name}", value) for name in names for value in sent.getlist(name))]


def _sent(request: HttpRequest) -> "MultiValueDict[str, Any]":
    """What was sent of the page itself, also where it comes by way of a page that asked back."""
    by_way = {name.removeprefix(WAS): values for name, values in request.POST.lists() if name.startswith(WAS)}
    return MultiValueDict(by_way) if by_way else request.POST


def _place(address: str) -> str:
    return f"typed:{address}"
