"""The book beside the pages, where its owner wants one."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from studyguide import paths
from studyguide.outputs import extras
from studyguide.outputs.mkdocs import host_files
from studyguide.site import Site

log = get_plugin_logger("studyguide")


def write(site: Site, notes: Path, config: MkDocsConfig) -> None:
    """Print a guide as a PDF into the finished site."""
    target = Path(config.site_dir) / paths.BOOK
    if target.exists():
        message = f"no book: there is a file {paths.BOOK} already, rename yours"
        raise PluginError(message)
    try:
        from studyguide.outputs.book import browser, pdf

        printed = pdf.write(site, notes, target, host_files.language(config), log.info)
    except ImportError as error:
        message = f"no book: {extras.advice(error, 'book')}"
        raise PluginError(message) from None
    except browser.BookError as error:
        message = f"no book: {error}"
        raise PluginError(message) from None
    for left_out in printed.warnings:
        log.warning("%s", left_out)
