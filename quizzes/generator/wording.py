"""Tokens -> running text: contractions written out, capitals where they belong, no loose ends; and trimmed phrases."""

import re
from collections.abc import Iterable

from spacy.tokens import Token

from .entities import entity_of
from .lexicon import words
from .reading import CAPITAL, SMALL
from .wordnet import senses

# The key in a parsed text's user data for what to write instead of some tokens: names in place of pronouns.
SWAPS = "swaps"

CONTRACTIONS = {
    "’ve": "have",
    "'ve": "have",
    "’re": "are",
    "'re": "are",
    "’ll": "will",
    "'ll": "will",
    "ca": "can",
    "wo": "will",
}
NOT = frozenset({"not", "n’t", "n't"})
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
OPENERS = frozenset({"“", '"', "‘", "'", ":", "–", "—", "(", "-"})
LOOSE = frozenset({",", ".", ";", ":", "-", "–", "—", "…", "!", "?"})


def full_form(token: Token) -> str:
    """A token in small letters without contraction."""
    if token.lower_ in NOT:
        return "not"
    if token.lower_ in {"’s", "'s"}:
        return {"be": "is", "have": "has"}.get(token.lemma_, "is")
    return CONTRACTIONS.get(token.lower_, uncapitalised(token))


def is_demonstrative(token: Token) -> bool:
    """Whether the token is the "this" of "this pact", not the "that" of "that it rained"."""
    return token.dep_ == "det" and token.tag_ == "DT" and token.lower_ in {"this", "that", "these", "those"}


def uncapitalised(token: Token) -> str:
    """The token's text, in small letters unless it is a name."""
    if token.lower_ in words("capitalised") or (not token.text.isupper() and any(map(str.isupper, token.text[1:]))):
        return token.text
    opens = token.is_sent_start or (token.i > 0 and token.nbor(-1).text in OPENERS)
    if token.lower_ in token.doc.user_data.get(CAPITAL, ()) and token.pos_ not in {
        "DET",
        "PRON",
        "ADP",
        "CCONJ",
        "SCONJ",
        "AUX",
    }:
        return token.text
    if opens and token.lower_ in token.doc.user_data.get(SMALL, ()) and token.ent_type_ not in {"PERSON", "GPE"}:
        return token.lower_
    small = token.pos_ in {"DET", "PRON", "ADP", "SCONJ", "CCONJ", "AUX"} and token.ent_type_ not in {
        "WORK_OF_ART",
        "FAC",
    }
    known = any(senses(form, "NOUN") for form in {token.lemma_.lower(), token.lower_.removesuffix("s")})
    # "World Cup fever", "Prince Harry": a name goes on.
    goes_on = token.pos_ == "PROPN" and token.i + 1 < len(token.doc) and token.nbor(1).text[:1].isupper()
    common = opens and token.ent_type_ == "" and entity_of(token) is None and known and not goes_on
    plain = opens and token.ent_type_ not in NAMES and (token.pos_ != "PROPN" or common)
    if (small or plain) and token.text != "I":
        return (
            token.text[:1].lower() + token.text[1:] if not token.text.isupper() or len(token.text) == 1 else token.text
        )
    return token.text


def phrase_text(tokens: Iterable[Token]) -> str:
    """The tokens as running text: original spacing, no dangling punctuation, no half pair of quotation marks."""
    ordered = sorted(tokens, key=lambda token: int(token.i))
    parts: list[str] = []
    for position, token in enumerate(ordered):
        word = token.doc.user_data.get(SWAPS, {}).get(token.i) or (
            "the" if is_demonstrative(token) else uncapitalised(token)
        )
        parts.append(word)
        following = ordered[position + 1] if position + 1 < len(ordered) else None
        if following is not None and following.i == token.i + 2 and token.nbor(1).text == ",":
            parts.append(",")
        if following is not None and (token.whitespace_ or following.i != token.i + 1):
            parts.append(" ")
    text = "".join(parts)
    if text.count("“") == text.count("”") + 1 and ordered and _closed_soon(ordered[-1]):
        text += "”"
    for left, right in ("“”", "()", "‘’"):
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right, "") if left != "‘" else text.replace(left, "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    text = re.sub(r"\s+([,.;:!?’”)])", r"\1", text)
    text = re.sub(r",([”’])", r"\1", text)
    text = re.sub(r"([,;:–—-])(?=\s*$)|^\s*[,;:–—]\s*", "", re.sub(r"\s+", " ", text).strip())
    return re.sub(r",(\s*,)+", ",", text).strip(" ,;:–—")


def _closed_soon(last: Token) -> bool:
    """Whether a closing quotation mark follows the token, at most a full stop or comma between them."""
    following = last.doc[last.i + 1 : last.i + 3]
    return any(token.text == "”" for token in following) and all(token.is_punct for token in following[:1])


def join(parts: Iterable[str]) -> str:
    """Words and phrases as one line."""
    line = " ".join(part for part in parts if part).replace("can not ", "cannot ")
    return re.sub(r"\s+([,.;:!?])", r"\1", line).strip()


def capitalise(text: str) -> str:
    """`text` with a capital at its first letter.

    >>> capitalise("“soft” prisons")
    '“Soft” prisons'
    """
    for position, letter in enumerate(text):
        if letter.isalnum():
            return text[:position] + letter.upper() + text[position + 1 :]
    return text


def noun_tokens(head: Token) -> tuple[Token, ...]:
    """A noun phrase without what only adds to it: asides, appositions and clauses set off by commas or dashes."""
    dropped = _bracketed(head.subtree)
    aside = False
    for child in head.children:
        # What follows an aside hangs on the same noun where the parser lost its thread, and is part of the aside.
        aside = aside or (child.dep_ in {"appos", "relcl", "acl"} and set_off(child) and child.ent_type_ != "DATE")
        if aside and child.dep_ in {"appos", "relcl", "acl"}:
            dropped.update(child.subtree)
    for token in head.subtree:
        in_date = token.ent_type_ == head.ent_type_ == "DATE"
        loose = token.dep_ in {"relcl", "acl", "appos", "parataxis", "advcl", "ccomp"} and token != head
        between_dashes = token.dep_ == "prep" and token.i > 0 and token.nbor(-1).text in {"–", "—"}
        if ((loose and set_off(token)) or between_dashes) and not in_date:
            dropped.update(token.subtree)
        if token.dep_ == "advmod" and token.lower_ in words("linking") and set_off(token):
            dropped.add(token)
    return _without_loose_ends(_kept(head, dropped))


def plain_tokens(head: Token) -> tuple[Token, ...]:
    """A phrase's tokens without asides set off by commas."""
    dropped = _bracketed(head.subtree)
    for token in head.subtree:
        if token != head and token.dep_ in {"relcl", "appos", "parataxis", "advcl"} and set_off(token):
            dropped.update(token.subtree)
    return _without_loose_ends(_kept(head, dropped))


def _kept(head: Token, dropped: set[Token]) -> list[Token]:
    """The phrase without the dropped tokens and the commas or dashes on both sides of them."""
    tokens = [token for token in head.subtree if token not in dropped]
    kept: list[Token] = []
    for place, token in enumerate(tokens):
        before, after = tokens[place - 1] if place else None, tokens[place + 1] if place + 1 < len(tokens) else None
        opens = (
            after is not None and after.i > token.i + 1 and token.i + 1 < len(token.doc) and token.nbor(1) in dropped
        )
        closes = before is not None and before.i < token.i - 1 and token.nbor(-1) in dropped
        if token.text in {",", "–", "—"} and (opens or closes):
            continue
        kept.append(token)
    return kept


def _bracketed(found: Iterable[Token]) -> set[Token]:
    """The tokens in round brackets, brackets included."""
    inside: set[Token] = set()
    tokens = list(found)
    if not any(token.text == "(" for token in tokens):
        return inside
    depth = 0
    for token in sorted(tokens, key=lambda one: int(one.i)):
        depth += token.text == "("
        if depth > 0:
            inside.add(token)
        depth -= token.text == ")"
    return inside


def _without_loose_ends(tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens without separating punctuation at either end."""
    kept = list(tokens)
    while kept and kept[-1].text in LOOSE:
        kept.pop()
    while kept and kept[0].text in LOOSE:
        kept.pop(0)
    return tuple(kept)


def set_off(token: Token) -> bool:
    """Whether punctuation stands before the token's phrase."""
    left = token.left_edge
    before = left.nbor(-1) if left.i > 0 else None
    return (before is not None and before.text in {",", "–", "—", "(", ":", ";"}) or left.text in {"(", "–", "—"}
