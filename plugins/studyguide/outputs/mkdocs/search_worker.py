"""Put the guide's own search worker and its data in the place of the theme's, where that is Material's.

Other themes keep their own search and its index.
"""

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from studyguide.outputs import search_data, writing
from studyguide.outputs.search_data import Known, Own

WORKER = "assets/studyguide/search/search-worker.js"
SHIM = "assets/studyguide/search/iframe-worker.js"
_INDEX = "search/search_index.json"
_STOCK_WORKER = re.compile(r"assets/javascripts/workers/search\.[^/]*js")
_STOCK_SHIM = "unpkg.com/iframe-worker"


@dataclass
class Asked:
    """Whether a template asked for the theme's worker, and so got ours."""

    for_worker: bool = False


def use_worker(env: Environment) -> Asked:
    """Give the templates the address of our worker where they ask for the theme's, whoever wrote them."""
    theirs = env.filters["url"]
    asked = Asked()

    @pass_context
    def url(context: Context, value: Any) -> str:
        # Templates also ask for the address of what is not there, and expect the theme's own answer.
        ours, count = _STOCK_WORKER.subn(WORKER, value) if isinstance(value, str) else (value, 0)
        asked.for_worker |= count > 0
        return str(theirs(context, ours))

    env.filters["url"] = url
    return asked


def use_worker_in_later(theme: Any) -> None:
    """Do the same for templates that other plugins fill themselves when the site is written, such as print-site."""
    make = theme.get_env

    def get_env() -> Environment:
        env: Environment = make()
        use_worker(env)
        return env

    theme.get_env = get_env


def is_offline(config: Any) -> bool:
    """Say whether the site is meant to be opened from a folder."""
    found = (config.plugins.get(name) for name in ("offline", "material/offline"))
    return any(plugin is not None and plugin.config.get("enabled", True) for plugin in found)


def use_shim(config: Any) -> None:
    """Ship what starts a worker on pages opened from a folder; the theme's offline plugin loads it from elsewhere.

    ``config`` is the configuration of either host.
    """
    if not is_offline(config):
        return
    # Material adds its own from unpkg.com unless one is called `iframe-worker`.
    others = [script for script in config.extra.get("polyfills", []) if _STOCK_SHIM not in str(script)]
    config.extra["polyfills"] = [*others, SHIM]


@dataclass(frozen=True)
class Theirs:
    """What the theme's search says of the owner's pages; ``settings`` is None where no page asks our worker."""

    settings: Mapping[str, Any] | None = None
    pages: Sequence[Own] = ()
    is_there: bool = True


def publish(site: Path, known: Known, ours: Collection[str], *, lists: Collection[str], asked: Asked) -> Theirs:
    """Write what the search of a finished site reads.

    ``ours`` are the URLs of the guide's pages, ``lists`` those that only repeat what other pages say.
    """
    stock = site / _INDEX
    if not stock.is_file():
        return Theirs(is_there=False)  # the owner has no search
    index = json.loads(stock.read_text("utf-8"))
    if asked.for_worker:
        theirs = Theirs(index["config"], search_data.own_pages(index["docs"], ours))
        publish_ours(site, known, theirs)
        return theirs
    if "index" not in index:  # the owner had it made beforehand: it names every page
        index["docs"] = [entry for entry in index["docs"] if entry["location"].partition("#")[0] not in lists]
    writing.write(site, _INDEX, json.dumps(index, separators=(",", ":")).encode())
    return Theirs()


def publish_ours(site: Path, known: Known, theirs: Theirs) -> None:
    """Write what our worker reads."""
    files = _our_data(site, known, theirs.pages)
    # Every page loads this at once, so it keeps only its settings; our worker loads the rest when needed.
    index = {"config": {**(theirs.settings or {}), "studyguide": files}, "docs": []}
    writing.write(site, _INDEX, json.dumps(index, separators=(",", ":")).encode())


@cache
def _scripts() -> bytes:
    """Tell the scripts of the search from those of another version: each reads what it prepared itself."""
    folder = Path(__file__).parents[2] / "theme" / Path(WORKER).parent
    return hashlib.sha256(b"".join(script.read_bytes() for script in sorted(folder.glob("*.js")))).digest()


def _our_data(site: Path, known: Known, own: Sequence[Own]) -> dict[str, str]:
    """Write the data of our worker, and return the addresses of its files."""
    names, texts = search_data.written(known, own)
    # In the address, so that browsers neither keep old data nor load the same again, nor open what other scripts
    # prepared.
    version = hashlib.sha256(names + texts + _scripts()).hexdigest()[:8]
    for name, data in (("names.js", names), ("texts.js", texts)):
        writing.write(site, f"search/{name}", data)
    return {kind: f"search/{kind}.js?{version}" for kind in ("names", "texts")}
