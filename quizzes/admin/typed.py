"""What was typed on a page and is not done yet, kept while one of the page's other buttons does its work."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.datastructures import MultiValueDict


def back_to(request: HttpRequest, address: str, *keep: str) -> HttpResponseRedirect:
    """To the page at that address, with what was sent still in these of its fields."""
    kept = {name: request.POST.getlist(name) for name in keep if request.POST.get(name)}
    if kept:
        request.session[_place(address)] = kept
    return HttpResponseRedirect(address)


def typed(request: HttpRequest, address: str) -> "MultiValueDict[str, Any]":
    """What stands in the fields of the page at that address: what was sent now, else what `back_to` kept, once."""
    return request.POST or MultiValueDict(request.session.pop(_place(address), {}))


def _place(address: str) -> str:
    return f"typed:{address}"
