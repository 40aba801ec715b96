"""Sample objects for the gallery of components: invented, in both languages, every state once.

`samples(locale)` gives the variables of `templates/gallery/index.html`. The texts are samples, not
texts of the portal, and so stay out of its catalogue.
"""

from web.presenters.gallery.cases import cases
from web.presenters.gallery.desk import desk
from web.presenters.gallery.filing import filing
from web.presenters.gallery.finding import facets, results, search
from web.presenters.gallery.invented import CODE, NAME_UG, NAME_ZH
from web.presenters.gallery.messages import messages
from web.presenters.gallery.promise import promise
from web.presenters.gallery.record import record, table, timeline
from web.presenters.gallery.repair import repair
from web.presenters.gallery.signed import signed


def samples(locale: str) -> dict[str, object]:
    """The sample objects in the words of `locale` ("zh" or "ug")."""

    def say(chinese: str, uyghur: str) -> str:
        return uyghur if locale == "ug" else chinese

    made: dict[str, object] = {"code": CODE, "name_zh": NAME_ZH, "name_ug": NAME_UG}
    for part in (
        search,
        results,
        facets,
        record,
        timeline,
        table,
        messages,
        filing,
        cases,
        desk,
        promise,
        repair,
        signed,
    ):
        made |= part(say)
    return made
