"""`/api/v1/codelists`: the closed lists of codes, flat or as trees; names that are only searched are never shown."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import open_engine
from dantoc.model.codes import MAIN_HIERARCHY, Code, CodeList
from dantoc.model.dataset import Catalogue
from dantoc.model.errors import UnknownOption
from dantoc.model.text import Locale
from dantoc.web import answers, asking

Json = dict[str, object]
SHAPES = ("list", "tree")


def codelists(request: Request) -> Response:
    """The code lists there are, with their size and hierarchies."""
    asking.only(request, ("lang",))
    locale = asking.locale_of(request)
    catalogue = open_engine().catalogue
    said = {"language": locale, "codelists": [_short(catalogue, own, locale) for own in catalogue.codelists.values()]}
    return answers.respond(request, answers.json_answer(said, locale))


def codelist(request: Request) -> Response:
    """One code list: its codes in printed order, or nested with ``as=tree`` along a ``hierarchy``."""
    asking.only(request, ("lang", "as", "hierarchy"))
    locale = asking.locale_of(request)
    catalogue = open_engine().catalogue
    own = catalogue.codelist(request.path_params["id"])
    shape = asking.one_of(request, "as", SHAPES)
    hierarchy = asking.one_of(request, "hierarchy", own.hierarchies or (MAIN_HIERARCHY,)) or MAIN_HIERARCHY
    if request.query_params.get("hierarchy") and shape != "tree":
        raise UnknownOption("as", shape, ("tree",))
    codes = _tree(own, hierarchy, locale) if shape == "tree" else [_code(code, locale) for code in own]
    return answers.respond(request, answers.json_answer({**_short(catalogue, own, locale), "codes": codes}, locale))


def _short(catalogue: Catalogue, own: CodeList, locale: Locale) -> Json:
    concept = catalogue.concepts.get(own.id)
    return {
        "id": own.id,
        "name": concept.name.say(locale) if concept else own.id,
        "size": len(own),
        "hierarchies": list(own.hierarchies),
        "link": f"{settings().base_url}/api/v1/codelists/{own.id}",
    }


def _code(code: Code, locale: Locale) -> Json:
    said: Json = {"code": code.id, "name": code.name.say(locale), "names": code.name.as_dict()}
    optional: Json = {
        "description": code.description.say(locale),
        "parents": dict(code.parents),
        "aliases": list(code.aliases),
        "valid_from": code.valid_from.isoformat() if code.valid_from else "",
        "valid_to": code.valid_to.isoformat() if code.valid_to else "",
        "grouping": code.grouping,
        "annotations": dict(code.annotations),
    }
    return said | {name: value for name, value in optional.items() if value}


def _tree(own: CodeList, hierarchy: str, locale: Locale) -> list[Json]:
    """The codes nested along the hierarchy; those that are not in it stand at the top in printed order."""
    below: dict[str | None, list[Code]] = {}
    for code in own:
        parent = code.parent(hierarchy)
        below.setdefault(parent if parent in own else None, []).append(code)
    return [_branch(code, below, locale) for code in below.get(None, [])]


def _branch(code: Code, below: dict[str | None, list[Code]], locale: Locale) -> Json:
    children = [_branch(child, below, locale) for child in below.get(code.id, [])]
    return _code(code, locale) | ({"children": children} if children else {})
