"""The pages that every guide gets, and the addresses that are taken by them and by the host."""

from studyguide.paths import PageName

RESERVED = frozenset(
    {
        "tags",
        "glossary",
        "compare",
        "coverage",
        "practice",
        "print",
        "changes",
        "search",
        "assets",
        "404",
        "stylesheets",
        "javascripts",
        "sitemap.xml",
        "sitemap.xml.gz",
        "studyguide.json",
        "feed.xml",
        "practice.apkg",
    }
)
"""First parts of URLs that the guide or its host uses."""


GLOSSARY = PageName("glossary")


TAGS = PageName("tags/index")


COMPARE = PageName("compare/index")


PRACTICE = PageName("practice")


PRINT = PageName("print")


CHANGES = PageName("changes")


COVERAGE = PageName("coverage")


GENERATED = (GLOSSARY, TAGS, COMPARE, PRACTICE, PRINT, CHANGES, COVERAGE)
"""Pages every guide gets; no page of the notes may take their URLs."""
