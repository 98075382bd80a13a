"""Write the page of a section as Markdown: title, text, what is in it, what belongs with it."""

from collections.abc import Iterator

from studyguide import paths
from studyguide.html.context import Context
from studyguide.language.language import ENGLISH_WORDS, Language
from studyguide.model import Section
from studyguide.options import PictureHosts
from studyguide.outputs.export import escaping
from studyguide.outputs.export.inline import Printing
from studyguide.outputs.export.markdown import Printer
from studyguide.page_kinds import GLOSSARY
from studyguide.pages.sections import title_anchor
from studyguide.paths import PageName
from studyguide.site import Site


def write(site: Site, section: Section) -> str:
    """Write the page of a section of the site."""
    children = [other for other in site.library.sections if other.parent == section.page]
    listed = "\n".join(_item(section.page, child.page, child.title) for child in children)
    options = site.library.options
    return body(section, listed, *_mentions(site, section), language=options.language, pictures=options.pictures)


def body(
    section: Section,
    *after: str,
    language: Language = ENGLISH_WORDS,
    pictures: PictureHosts = PictureHosts(),  # noqa: B008  it never changes
) -> str:
    """Write what a note says, and what else stands ``after`` it, before the footnotes."""
    name = section.page
    context = Context(
        page=lambda page, anchor: paths.relative(name, page, anchor),
        asset=lambda asset: paths.relative_to_root(name, paths.quoted(asset)),
        term=lambda term: paths.relative(name, GLOSSARY.address, term.anchor),
        footnotes=section.footnotes,
        charts=True,
        language=language,
        pictures=pictures,
    )
    printing = Printing(
        page=lambda page, anchor: paths.to_source(name, page, anchor),
        asset=lambda asset: paths.asset_from_source(name, asset),
        term=lambda term: paths.to_source(name, GLOSSARY.address, term.anchor),
        language=language,
    )
    printer = Printer(printing, context)
    title = printer.title(section.head.inline, title_anchor(section))
    parts = [title, printer.blocks(section.tokens), *after, printer.footnotes()]
    return "\n\n".join(filter(None, parts))


def _mentions(site: Site, section: Section) -> Iterator[str]:
    """List the pages that lead here, each with a sentence that does."""
    titles = {other.page: other.title for other in site.library.sections}
    mentions = {found.origin: found for found in site.library.links if found.page == section.page}
    lines = [
        f"{_item(section.page, origin, titles[origin])}: {escaping.text(found.sentence)}"
        for origin, found in mentions.items()
        if origin in titles
    ]
    if lines:
        yield f"## {escaping.text(site.library.options.language.word('section.mentioned'))} {{ #mentioned-in }}"
        yield "\n".join(lines)


def _item(here: PageName, page: PageName, title: str) -> str:
    return f"- [{escaping.text(title, linked=True)}]({escaping.address(paths.to_source(here, page))})"
