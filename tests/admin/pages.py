"""What the panel's tests share: addresses, and forms filled in as the page shows them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tests import factories

LONG_TEXT = factories.TEXT + "".join(
    f"\n\nOn day {day} of the repairs the engineers told the council that the old bridge was still too weak for cars, "
    "but that people on foot could cross it without any danger."
    for day in range(1, 6)
)


def url(model: str, page: str, *args: Any) -> str:
    """The address of a page of the panel."""
    return reverse(f"admin:quizzes_{model}_{page}", args=args)


def filled_in(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back if nothing on the page at `address` were changed."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is True:
                data[field.html_name] = "on"
            elif value is not False:
                data[field.html_name] = "" if value is None else value
            if field.field.show_hidden_initial:
                data[field.html_initial_name] = field.field.prepare_value(field.initial)
    return data


def refused(response: Any) -> list[str]:
    """What the form on a page says is wrong with it as a whole."""
    return list(response.context["adminform"].form.non_field_errors())


def messages(response: Any) -> list[str]:
    """The messages a page shows after a redirect was followed."""
    return [str(message) for message in response.context["messages"]]
