"""Put the guide's own search worker and its data in the place of the theme's."""

import hashlib
import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from studyguide.model import Library
from studyguide.outputs import search_data, writing

WORKER = "assets/studyguide/search/search-worker.js"
SHIM = "assets/studyguide/search/iframe-worker.js"
_STOCK_WORKER = re.compile(r"assets/javascripts/workers/search\.[^/]*js")
_STOCK_SHIM = "unpkg.com/iframe-worker"


def use_worker(env: Environment) -> None:
    """Give the templates the address of our worker where they ask for the theme's, whoever wrote them."""
    theirs = env.filters["url"]

    @pass_context
    def url(context: Context, value: Any) -> str:
        # Templates also ask for the address of what is not there, and expect the theme's own answer.
        return str(theirs(context, _STOCK_WORKER.sub(WORKER, value) if isinstance(value, str) else value))

    env.filters["url"] = url


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


def publish(site: Path, library: Library, ours: Collection[str]) -> None:
    """Write the guide's search data into a finished site; ``ours`` are the URLs of the guide's pages.

    Every page loads the theme's index at once, so it keeps only its settings; our worker loads the rest when needed.
    """
    stock = site / "search" / "search_index.json"
    if not stock.is_file():
        return  # the owner has no search
    index = json.loads(stock.read_text("utf-8"))
    names, texts = search_data.encode(library, search_data.own_pages(index["docs"], ours))
    # In the address, so that browsers neither keep old data nor load the same again.
    version = hashlib.sha256(names + texts).hexdigest()[:8]
    for name, data in (("names.js", names), ("texts.js", texts)):
        writing.write(site, f"search/{name}", data)
    files = {kind: f"search/{kind}.js?{version}" for kind in ("names", "texts")}
    config = index["config"] | {"studyguide": files}
    emptied = json.dumps({"config": config, "docs": []}, separators=(",", ":"))
    writing.write(site, "search/search_index.json", emptied.encode())
