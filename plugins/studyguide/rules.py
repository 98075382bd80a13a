"""The rules by which problems are found: how grave each is, what it says, how to mend it, and where it is silenced."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from studyguide.problems import Severity

Level = Literal["off", "info", "warning", "error"]
LEVELS: tuple[Level, ...] = ("off", "info", "warning", "error")
"""What an owner can make of a rule; one that is off says nothing."""


@dataclass(frozen=True)
class Rule:
    """One rule, in the words of the documentation, Markdown."""

    says: str
    mend: str
    levels: tuple[Level, ...] = ("warning",)
    """How grave what it finds is, where the owner set nothing.

    ``off`` waits until it is asked for; behind others, what is less than they say does.
    """
    in_notes: bool = True
    """A comment in a note can silence it. Not what concerns no line of one, nor the addresses that a guide promised."""

    @property
    def severity(self) -> Severity:
        """How grave it mostly is, or where it is asked for."""
        level = self.levels[0]
        return "warning" if level == "off" else level


_INFO: tuple[Level, ...] = ("info",)
_ERROR: tuple[Level, ...] = ("error",)
_OFF: tuple[Level, ...] = ("off",)
_HALF: tuple[Level, ...] = ("warning", "off")

_FILES = {
    "no-notes": Rule(
        "the notes folder is missing or empty",
        "put notes there, or set `notes_dir`",
        ("error", "warning"),
        in_notes=False,
    ),
    "unreadable": Rule(
        "a file or folder cannot be read, or is no regular file",
        "change its rights, or remove it",
        _ERROR,
        in_notes=False,
    ),
    "outside": Rule(
        "a symbolic link leads out of the notes folder; it is not followed",
        "put the file itself there",
        _ERROR,
        in_notes=False,
    ),
    "encoding": Rule(
        "a file is not UTF-8, or holds a NUL character", "save it as UTF-8", ("error", "warning"), in_notes=False
    ),
    "too-long": Rule(
        "a file, line or run of marks is longer than a person writes; it is left out, or shown as text",
        "cut it",
        ("error", "warning"),
    ),
    "shallow-clone": Rule(
        "git has only the latest commits, so older changes have no date",
        "`fetch-depth: 0` fetches all",
        _INFO,
        in_notes=False,
    ),
    "excluded": Rule(
        "folders of templates are left out; said once",
        "set `exclude`",
        _OFF,
        in_notes=False,
    ),
    "drawing": Rule("an Excalidraw or canvas file; left out", "publish a picture of it", _OFF, in_notes=False),
    "unread-file": Rule(
        "files that other tools keep notes in (`.mdx`, `.qmd`, `.rst`, …) are not read; once for each kind. Beside "
        "several notes if asked for",
        "convert them to `.md`, or have their tool do so",
        _HALF,
        in_notes=False,
    ),
    "front-matter": Rule(
        "metadata is not valid YAML, never ends, or begins too late; or words between rules are none",
        "put values in quotes, end it with `---`, move it to the top",
        ("info", "warning", "error"),
    ),
    "metadata": Rule(
        "a key has a value that cannot be meant, or metadata stands where it is not read",
        "write one as the message shows",
        ("warning", "info"),
    ),
    "unknown-key": Rule(
        "a key that looks misspelt; said once for all files",
        "write the known one",
    ),
    "unread-key": Rule(
        "keys of other tools, which are not read; said once for all files",
        "leave them; of some the option `tags_from` makes tags",
        _OFF,
    ),
    "unknown-rule": Rule(
        "a comment silences a rule that is not there, or that no note can silence",
        "name a rule of this page",
        in_notes=False,
    ),
    "unclosed-comment": Rule(
        "an HTML comment never ends, or ends only where another one does, so that it hides text",
        "add `-->`",
        ("warning", "error"),
    ),
}
_PAGES = {
    "same-page": Rule(
        "two pages of the guide would be one file of the site, and only the first is there",
        "give an `id`, or rename the file",
        _ERROR,
        in_notes=False,
    ),
    "same-url": Rule(
        "two pages want one URL, or a page wants one that the guide uses", "give an `id`, or rename the file", _OFF
    ),
    "windows-name": Rule(
        "Windows has no file of a name that the site publishes (`con.png`); of a page that got another URL for it "
        "(`a:b`, a dot at the end), and of two files whose names are one there, if asked for",
        "rename the file",
        _HALF,
        in_notes=False,
    ),
    "double-id": Rule(
        "an id is used twice; of many, as another tool has them, if asked for", "choose another one", ("error", "off")
    ),
    "double-alias": Rule("two sections have the same alias, so it links to neither", "keep it at one of them", _OFF),
    "double-title": Rule(
        "two sections of a file have one title but for spaces and hyphens; of files, and of one spelling, if asked for",
        "join the sections, or give them distinct titles",
        _HALF,
    ),
    "misspelt-title": Rule(
        "a title's word is one slip away from a name that the text uses often", "write it as the text does", _INFO
    ),
    "empty-title": Rule("a heading without text", "write one"),
    "long-page": Rule("one long page that could be several; said once", "set `split: 2`", _OFF),
    "tag-spelling": Rule("several spellings of one tag", "use one of them", _OFF),
    "similar-tag": Rule("a tag of one section is one slip away from one of many", "write it as the others do"),
    "exam-tag": Rule("a tag below a domain of the exam is none of its tasks", "use one of `exam.domains`"),
    "dead-url": Rule(
        "an address that was published leads nowhere now (`published-urls.txt`)",
        "`studyguide fix`, or write where it went",
        in_notes=False,
    ),
    "moved-url": Rule(
        "an address that was published leads to another section or heading now; a hint where nobody can know",
        "`studyguide fix`",
        ("warning", "info"),
        in_notes=False,
    ),
}
_LINKS = {
    "dead-link": Rule(
        "a link leads to nothing in the notes; of many notes to be written one list, in a vault if asked for",
        "correct it, or write the note",
        _HALF,
    ),
    "dead-anchor": Rule(
        "the file exists, the heading or block does not, or nothing stands behind the `#`; of what only another tool "
        "can know if asked for",
        "name one that does",
        _HALF,
    ),
    "dead-image": Rule("an image does not exist", "correct its path", _HALF),
    "dead-footnote": Rule(
        "a footnote has no definition; in a file that defines none if asked for, for there it may be an example",
        "add `[^1]: …`",
        _HALF,
    ),
    "double-footnote": Rule("a footnote is defined twice", "give one another label"),
    "unused-footnote": Rule("a definition that no text refers to", "refer to it, or delete it", _INFO),
    "double-link": Rule("a link's address is defined twice; the first counts", "give one another label"),
    "unused-link": Rule(
        "an address that no link refers to, so that its words are on no page", "refer to it, or delete it", _OFF
    ),
    "table-cells": Rule(
        "cells beyond a table's head, which GitHub drops too, or a head that does not fit the row of hyphens below "
        "it; of bars within code, which other tools keep whole, if asked for",
        "widen the head, or write `|`",
        _HALF,
    ),
    "unclosed-fence": Rule("a code block begins and never ends", "add the mark that began it", _INFO),
    "empty-code": Rule(
        "a code block with words behind its mark and none below", "begin the code in a line below", _INFO
    ),
    "heading-in-html": Rule(
        "a heading right below raw HTML, which swallows it: here, as on GitHub, it is text",
        "put a blank line before it",
    ),
    "unclosed-details": Rule("a `<details>` that nothing closes", "add `</details>`"),
    "dead-snippet": Rule("an included file does not exist in the notes", "correct its path"),
    "embed-cycle": Rule("notes that embed each other in a circle", "link to one of them instead"),
    "ordinary-word": Rule(
        "headings that many sections mention as ordinary words become no links by themselves; said once",
        "give an alias, or `link: true`, to what should be linked",
        _OFF,
        in_notes=False,
    ),
    "ambiguous": Rule("a name fits several places", "use an id or a path", _OFF),
    "formula": Rule(
        "a formula cannot be drawn, and is shown as written; a hint where it has a command that is not known here",
        "write it as the message says",
        ("warning", "info"),
    ),
    "external-image": Rule(
        "a picture of another site is shown as a link: readers' browsers ask nobody else",
        "save it: `studyguide fix --fetch-images`; or show it from there: `external_images`",
        _INFO,
    ),
    "not-fetched": Rule(
        "`studyguide fix --fetch-images` could not bring a picture, or not write its new place",
        "save the picture by hand",
        in_notes=False,
    ),
    "github-link": Rule(
        "a link leads to the right place here, and nowhere on GitHub; not said where another tool shows the notes",
        "write it as the message says, or let `studyguide fix`",
        _INFO,
    ),
    "site-link": Rule(
        "more than ten links are written as for a site, such as `../setup/` for `../setup.md`; said once",
        "write `../setup.md` if the notes are read on GitHub",
        _OFF,
    ),
    "blank-in-address": Rule(
        "an address has a blank, so the link or picture is text, here as on GitHub; not said in a graph of Logseq's",
        "write it as the message says, or let `studyguide fix`",
    ),
    "unclosed-block": Rule(
        "a block of another tool, such as `{% hint %}` or `:::tip`, begins and never ends; it is text",
        "close it",
    ),
    "foreign-markup": Rule(
        "markup of another tool that is shown as text; said once for each kind of it", "write it as Markdown", _INFO
    ),
    "many-tags": Rule(
        "more tags stand in texts than a guide can use; the most frequent have pages",
        "set `inline_tags`",
        _INFO,
        in_notes=False,
    ),
    "program-link": Rule(
        "links that open a program of the reader's (`zotero:`, `obsidian:` without a note) are text; once a kind",
        "leave them out",
        _OFF,
    ),
    "foreign-block": Rule(
        "a code block that a plugin of Obsidian would run is shown as code; said once for each kind",
        "write down what it lists, or leave it out",
        _INFO,
    ),
    "foreign-label": Rule(
        "`[text][label]` whose label only another file defines: a definition serves its own file",
        "define it in this file, too",
    ),
    "language": Rule(
        "the guide has no words, or not all, in the language of the theme: readers see those of another",
        "add them",
        _INFO,
        in_notes=False,
    ),
    "unsafe-html": Rule("raw HTML that could run or load something is shown as text", "use Markdown", _INFO),
    "unsafe-file": Rule(
        "what is in a linked file could run, or is not what its name says (files)", "save it in another form", _ERROR
    ),
    "unpublished": Rule(
        "a link leads to a file that is not published because of its kind or place; of one that readers find in the "
        "repository if asked for",
        "link to where it is kept",
        _HALF,
    ),
    "left-out": Rule(
        "a drawing is published without what it would load from elsewhere, but for its style sheet",
        "put pictures and fonts into it",
        _INFO,
        in_notes=False,
    ),
    "related": Rule(
        "`related` names no section but nearly one; of other names if asked for",
        "use the id or the title of one",
        _HALF,
    ),
}
_LEARNING = {
    "double-definition": Rule(
        "a file defines a term twice, or a letter is wrong where it is written out; of other words for it if asked for",
        "keep one of them",
        _HALF,
    ),
    "no-definition": Rule("a term without a definition", "write it behind a colon"),
    "unused-term": Rule("a term of the list that no text mentions", "mention it, or leave it out", _INFO),
    "unexplained-acronym": Rule(
        "an acronym of several sections that none explains", "write it out once: `Recovery Point Objective (RPO)`", _OFF
    ),
    "no-facts": Rule("a section is compared but has no facts", "add an `At a glance` table"),
    "double-fact": Rule("two values of one fact under one heading", "keep one of them"),
    "similar-fact": Rule(
        "a fact is named like none in its comparison but one slip away from one", "write its name as the others do"
    ),
    "compare-member": Rule("the option `compare` names no section or tag", "correct the option", in_notes=False),
    "confused-with": Rule("`confused_with` names no section", "use the id of one"),
    "verdict": Rule(
        "`verdicts` has a key that is not in `confused_with`, or a second text on one pair",
        "correct the key, keep one text",
    ),
    "no-answer": Rule("a question without an answer, or without a right option", "write one"),
    "exam-only": Rule(
        "questions are marked `exam_only`, but the guide has no `exam` that asks them",
        "set the option `exam`",
        in_notes=False,
    ),
    "tag-page": Rule(
        "`about_tag` names a tag that no section has, or that another file is about",
        "write the tag as sections have it; join two files",
    ),
    "question-id": Rule("two questions have one id", "give one another", ("warning", "error")),
    "question-section": Rule(
        "a question for the exam alone names no section, or one that is not there", "write `sections: [id]`"
    ),
}
_ASKED = {
    "no-tags": Rule("a section without tags", "add `tags` below its heading", _OFF),
    "no-source": Rule(
        "a section without a source: no `sources`, and no footnote of a fact with a link", "add `sources`", _OFF
    ),
    "no-summary": Rule("a section without a summary", "add `summary`", _OFF),
    "no-review": Rule("a section whose sources were never reviewed", "add `reviewed`", _OFF),
    "no-glance": Rule("a section without facts", "add an `At a glance` table", _OFF),
    "no-question": Rule("a section that no question asks about", "write one", _OFF),
    "unsourced-fact": Rule(
        "a fact without a footnote or link, unless it says `(unchecked)`", "add a footnote with its source", _OFF
    ),
    "missing-fact": Rule(
        "a comparison of the option `compare` has an empty cell", "add the fact to the section's table", _OFF
    ),
    "no-verdict": Rule("two sections are confused, and nothing says when to choose which", "add `verdicts`", _OFF),
    "vague-verdict": Rule("a verdict that does not name both sections", "name them", _OFF),
    "price": Rule("a price, which will be wrong soon", "say what it depends on", _OFF),
    "few-options": Rule("a question with fewer than four options", "add wrong ones, each with a reason", _OFF),
    "no-reason": Rule("an option that does not say why it is right or wrong", "write it behind a colon", _OFF),
    "answer-count": Rule(
        "a question that does not say at its end how many answers are right, where that is not one",
        "end it with `(Choose two.)`",
        _OFF,
    ),
    "answer-length": Rule(
        "the right option is half as long again as any other, and so gives itself away", "make them alike", _OFF
    ),
    "rare-task": Rule(
        "a task of the exam that fewer than ten questions ask about",
        "write questions with its tag",
        _OFF,
        in_notes=False,
    ),
    "signal-form": Rule(
        'an item of the signals that is not `"words of a question" → **answer**: why`', "write it so", _OFF
    ),
    "plain-http": Rule("a link or source that is not `https`", "use `https`", _OFF),
    "bare-id": Rule(
        "a link that shows an id: `[[cost-management]]`", "write `[[cost-management|cost management]]`", _OFF
    ),
    "word-slip": Rule("a word that stands once and is one slip away from a common one", "correct it", _OFF),
}
_SOURCES = {
    "dead-source": Rule("a page that the notes cite is gone, or its server is", "find where it says this now"),
    "changed-source": Rule(
        "the text of a cited page changed after the section's `reviewed` date", "read it again, and set `reviewed`"
    ),
    "moved-source": Rule("a cited page has another address for good", "cite that one", _INFO),
    "private-source": Rule(
        "a cited page, or one that it redirects to, is not on the public net, and was not asked",
        "cite a public one, or `--allow-host`",
    ),
    "silent-source": Rule(
        "a server refused or gave no answer; nothing is known of the page", "open it in a browser", _INFO
    ),
}

RULES: Mapping[str, Rule] = _FILES | _PAGES | _LINKS | _LEARNING | _ASKED | _SOURCES
