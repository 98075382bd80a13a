"""Of four times a hostile input, the time is about four times as long; beyond a cap, a problem takes a hang's place.

The machine may be busy, so the fastest run of each size counts, in CPU time. Sizes are such that a quadratic rule would
show: one that takes a microsecond a step takes seconds.
"""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from casefiles import write_notes
from fuzz import core
from studyguide import suggestions
from studyguide.build import build

GROWTH = 4
RATIO = GROWTH ** (4 / 3)
"""Nearer to a line, of which four times the size takes four times as long, than to a square, where it is sixteen: so a
square shows beside much that is none. Caches and a logarithm make more of a line than noise does, but not so much."""

ENOUGH = 0.05
"""Seconds that half of a size takes, from where half is enough: the clock is right about so much."""

ATTEMPTS = 6
"""Runs of each size at the first look. A square stays one however often it runs; noise does not."""

STEPS = 3
"""Looks at a shape before it is blamed, each at twice the sizes: what is large for a cache that others use too looks
like more than a line at one size, while a square shows the more the larger it is."""

LONG = 5
"""Seconds of one run that need no second look."""

SHORT = 0.01
"""Seconds below which the clock says more about the machine than about the code."""

SHAPES: dict[str, Callable[[int], str]] = {
    "opening brackets": lambda n: "[" * n,
    "opening brackets with words": lambda n: "[a " * n,
    "brackets closed late": lambda n: "[a" * n + "]" * n,
    "images without end": lambda n: "![" * n,
    "wikilinks without end": lambda n: "[[a" * n,
    "links without end": lambda n: "[a](<b" * n,
    "links with titles without end": lambda n: '[a](b "c' * n,
    "links in links": lambda n: "[" * 50 + "a" * n + "](b)" * 50,
    "stars": lambda n: "*" * n,
    "stars that open only": lambda n: "*a " * n,
    "stars that could do both": lambda n: "a**b" * n,
    "stars and underscores": lambda n: "*a _b " * n,
    "tildes": lambda n: "~a ~~b" * n,
    "equals signs": lambda n: "==a " * n,
    "dollars": lambda n: "$" * n,
    "dollars that open only": lambda n: "$a " * n,
    "dollars in twos that open only": lambda n: "$$a$b " * n,
    "dollars behind backslashes": lambda n: "$a\\$" * n,
    "dollars in twos on lines of their own": lambda n: "$$\n\na\n\n" * n,
    "dollars in twos in items": lambda n: "- $$\n" * n,
    "dollars and backticks": lambda n: "$`a " * n,
    "dollars in raw HTML": lambda n: "<div>" + "$a $$b " * n + "</div>",
    "money": lambda n: "$5 a month or 6$ b " * n,
    "formulas": lambda n: "$x_1$ " * n,
    "percent signs": lambda n: "%% a\n" * n,
    "backticks of growing length": lambda n: "".join("`" * k + " a " for k in range(1, int(n**0.5) + 1)),
    "backticks": lambda n: "`a`` " * n,
    "comments without end": lambda n: "a <!-- b " * n,
    "comments without end in blocks": lambda n: "<!-- a\n\n" * n,
    "processing instructions": lambda n: "a <? " * n,
    "declarations": lambda n: "a <!A " * n,
    "tags without end": lambda n: "<a b=" * n,
    "tags with quotes without end": lambda n: '<a b="' * n,
    "attributes without end": lambda n: "<a " + "b " * n,
    "elements without end": lambda n: "<div>\n\n" * n,
    "inline elements without end": lambda n: "<b>a " * n,
    "elements that overlap": lambda n: "<b><i></b></i>" * n,
    "closing tags": lambda n: "</div>\n\n" * n,
    "details in details": lambda n: "<details>\n<summary>a</summary>\n\n" * n,
    "quotes in quotes": lambda n: ">" * n + " a",
    "quotes in quotes on many lines": lambda n: (">" * 30 + " a\n\n") * (n // 30),
    "lists in lists": lambda n: "- " * n + "a",
    "lists in lists on many lines": lambda n: "".join("  " * (k % 40) + "- a\n" for k in range(n)),
    "definition lists in each other": lambda n: "".join(
        "    " * (k % 30) + f"a\n\n{'    ' * (k % 30)}:   b\n\n" for k in range(n)
    ),
    "definitions of one term": lambda n: "a\n" + ": b\n" * n,
    "admonitions in each other": lambda n: "".join("    " * (k % 30) + "!!! note\n" for k in range(n)),
    "tabs": lambda n: '=== "a"\n    b\n' * n,
    "a table of many columns": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n",
    "a table of many rows": lambda n: "|a|b|\n|-|-|\n" + "|c\n" * n,
    "a table of many columns and short rows": lambda n: "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|b\n" * (n // 100),
    "rows that begin no table": lambda n: "a | b\n" * n,
    "reference definitions": lambda n: "".join(f"[a{k}]: b\n" for k in range(n)),
    "references to one definition": lambda n: "[a]: b\n\n" + "[a] " * n,
    "footnotes": lambda n: "".join(f"[^{k}] " for k in range(n)) + "\n\n" + "".join(f"[^{k}]: a\n\n" for k in range(n)),
    "footnotes of many sections": lambda n: "".join(f"# a{k}\n\n[^{k}]\n\n[^{k}]: b\n\n" for k in range(n)),
    "footnotes in a chain": lambda n: "[^0]\n\n" + "".join(f"[^{k}]: [^{k + 1}]\n\n" for k in range(n)),
    "schemes of addresses": lambda n: "(mailto:" * n,
    "references to one footnote": lambda n: "[^a] " * n + "\n\n[^a]: b",
    "inline footnotes without end": lambda n: "^[a" * n,
    "dollar signs": lambda n: "$a " * n,
    "double dollar signs": lambda n: "$$a " * n,
    "addresses": lambda n: "https://a.b " * n,
    "addresses that go on": lambda n: "https://a.b/" + "(" * n,
    "parts of addresses": lambda n: "www.a" * n,
    "parts of mail addresses": lambda n: "a@" * n,
    "colons": lambda n: "http:" * n,
    "entities": lambda n: "&a" * n,
    "backslashes": lambda n: "\\" * n,
    "hash signs": lambda n: "#" * n,
    "tags of Obsidian": lambda n: "#a " * n,
    "spaces": lambda n: "# a" + " " * n + "b",
    "spaces at line ends": lambda n: "a" + " " * n + "\n" + "b",
    "headings of one name": lambda n: "# a\n\n" * n,
    "headings with comments": lambda n: "# a\n<!-- studyguide\nx: y\n-->\n\n" * n,
    "setext underlines": lambda n: "a\n=\n" * n,
    "lines of one paragraph": lambda n: "a\n" * n,
    "bullets of word processors": lambda n: "• a\n" * n,
    "glued dashes": lambda n: "-Like\n" * n,
    "fences without end": lambda n: "```\n" * n,
    "fences in lists": lambda n: "- ```\n" * n,
    "callouts": lambda n: "> [!note] a\n\n" * n,
    "rules": lambda n: "- - -\n" * n,
    "attribute lists": lambda n: "a\n{: .b }\n\n" * n,
    "braces": lambda n: "# " + "{#a " * n + "}",
    "classes of an attribute list": lambda n: "Text\n{: " + ".a " * n * 100 + "}\n",
    "acronyms behind their long forms": lambda n: "Aaa Bbb (AB) " * n * 3,
    "references": lambda n: "& " * n,
    "blanks that do not break": lambda n: "a\u00a0" * n,
    "abbreviations": lambda n: "*[A]: b\n" * n,
    "emoji": lambda n: "👩‍💻" * n,
    "combining marks": lambda n: "e" + "\u0301" * n,
    "combining marks of two classes": lambda n: "# e" + "\u0301\u0327" * n,
    "combining marks as entities": lambda n: "# e" + "&#769;&#807;" * n,
    "combining marks in names": lambda n: "[[e{0}]] #e{0}\n\n*[e{0}]: b\n".format("\u0301\u0327" * n),
    "a code block": lambda n: "```python\n" + "(" * n + "\n```",
    "blanks at the start of a line": lambda n: " " * n + "a",
    "options of a code block": lambda n: "```python " + "a" * n + "\nb\n```",
    "parentheses behind an address": lambda n: "https://a.b/" + ")" * n,
    "hints in each other": lambda n: '{% hint style="info" %}\n' * n + "a\n" + "{% endhint %}\n" * n,
    "hints without end": lambda n: '{% hint style="info" %}\na\n' * n,
    "ends of hints": lambda n: "{% endhint %}\n" * n,
    "hints that end too far in": lambda n: '{% hint style="info" %}\n- a\n  {% endhint %}\n' * n,
    "code with titles in each other": lambda n: '{% code title="a" %}\n' * n + "{% endcode %}\n" * n,
    "containers in each other": lambda n: ":::tip\n" * n + "a\n" + ":::\n" * n,
    "containers whose ends are too short": lambda n: ":::::tip\n" * n + ":::\n" * n,
    "unknown containers": lambda n: ":::unheard\na\n:::\n" * n,
    "tabs of Quarto in each other": lambda n: "::: {.panel-tabset}\n## a\n" * n + ":::\n" * n,
    "groups of code in each other": lambda n: "::: code-group\n```js [a]\n```\n" * n + ":::\n" * n,
    "directives in each other": lambda n: (
        "".join("`" * k + "{note}\n" for k in range(int(n**0.5), 2, -1))
        + "".join("`" * k + "\n" for k in range(3, int(n**0.5) + 1))
    ),
    "directives without end": lambda n: "```{note}\n" * n,
    "options of a directive": lambda n: "```{note}\n" + ":a: b\n" * n + "```\n",
    "tables of lists": lambda n: "```{list-table}\n* - a\n```\n" * n,
    "labels": lambda n: "(a)=\n" * n,
    "roles without end": lambda n: "{ref}`a " * n,
    "roles": lambda n: "{ref}`a` " * n,
    "components in each other": lambda n: "<Tabs>\n" * n + "a\n" + "</Tabs>\n" * n,
    "components without end": lambda n: "<Tabs>\n\na\n\n" * n,
    "components of two names": lambda n: "<Tabs>\n<Steps>\n" * n + "</Tabs>\n</Steps>\n" * n,
    "tags of components without end": lambda n: "<Tabs\n" * n,
    "tags with braces without end": lambda n: "<a b={" * n,
    "tags with attributes in braces": lambda n: "<a" + " b={c}" * n + ">",
    "imports without end": lambda n: "import {\n\n" * n,
    "imports that are used": lambda n: "import Abc from '@theme/x'\n" * n + "<Abc />\n" * n,
    "exports without end": lambda n: "import A from '@theme/x'\n\n" + "export const a = {\n\n" * n,
    "comments of JSX without end": lambda n: "{/* a\n\n" * n,
    "comments of JSX within a line": lambda n: "import A from '@theme/x'\n\n" + "{/* a " * n,
    "heads of pages": lambda n: "<head>\n" * n,
    "links without a text": lambda n: "(a)=\n# b\n\n" + "[](c)" * n,
    "tabs of code in Hugo": lambda n: '{{< tab lang="a" >}}\n{{< /tab >}}\n' * n,
    "comments of Jekyll": lambda n: "{% comment %}\na\n{% endcomment %}\n" * n,
    "lists of kramdown without end": lambda n: "[a](b){: .x " * n,
    "blanks before a mark of a line": lambda n: "```js\n" + " " * n + "x [!code \n```\n",
    "tabs that lines part": lambda n: "::: tabs\n" + "@tab a\n" * n + ":::\n",
    "emoji by their names": lambda n: ":smile:" * n,
    "names that are no emoji": lambda n: ":smil" * n,
    "names of an attribute list": lambda n: "# a {" + ".a" * n + "!}",
}

FOLDERS: dict[str, Callable[[int], dict[str, str]]] = {
    "aliases of one note": lambda n: {
        "a.md": f"---\naliases: [{', '.join(f'Al{k}x' for k in range(n))}]\n---\n# A\n",
        "b.md": "# B\n\n" + " ".join(f"Al{k}x" for k in range(n)),
    },
    "one alias of many notes": lambda n: {
        f"n{k}.md": f"---\naliases: [Same]\n---\n# N{k}\n\nSame [[Same]]\n" for k in range(n // 10)
    },
    "keys of front matter": lambda n: {"a.md": "---\n" + "".join(f"k{k}: {k}\n" for k in range(n)) + "---\n# A\n"},
    "tags of one note": lambda n: {"a.md": f"---\ntags: [{', '.join(f't{k}' for k in range(n))}]\n---\n# A\n"},
    "one tag of many notes": lambda n: {f"n{k}.md": f"---\ntags: [t, u]\n---\n# N{k}\n" for k in range(n // 10)},
    "facts": lambda n: {"a.md": "# A\n\n| At a glance | |\n|---|---|\n" + "".join(f"| f{k} | v |\n" for k in range(n))},
    "facts of many notes": lambda n: {
        f"n{k}.md": f"---\ntags: [c]\n---\n# N{k}\n\n| At a glance | |\n|---|---|\n"
        + "".join(f"| f{j} | v |\n" for j in range(20))
        for k in range(n // 20)
    },
    "terms": lambda n: {
        "a.md": "# A\n\n## Terms\n\n" + "".join(f"- **T{k}x** (Long {k}): T{k + 1}x\n" for k in range(n))
    },
    "acronyms in brackets": lambda n: {"a.md": "# A\n\n" + "word (AB" * n},
    "dead links": lambda n: {"a.md": "# A\n\n" + " ".join(f"[x](nope{k}.md) [[no{k}]]" for k in range(n // 4))},
    "dead anchors": lambda n: {  # beyond the number of names that are looked through for the one meant
        "a.md": "# A\n\n"
        + " ".join(f"[x](#nope{k})" for k in range(n // 40))
        + "\n\n"
        + "".join(f"## H{k}\n\n" for k in range(n // 2))
    },
    "sections that mention each other": lambda n: {
        "a.md": "".join(f"# S{k}\n\nSee S{k - 1}.\n\n" for k in range(n // 10))
    },
    "sections of one title": lambda n: {"a.md": "# Same\n\nThe same.\n\n" * (n // 10)},
    "questions": lambda n: {
        "a.md": "# A\n\n"
        + "".join(f"<details>\n<summary>Why {k}?</summary>\n\nSo.\n\n</details>\n\n" for k in range(n // 10))
    },
    "embeds in a chain": lambda n: {f"n{k}.md": f"# N{k}\n\n![[n{k + 1}]]\n" for k in range(n // 40)},
    "embeds that double": lambda n: {f"n{k}.md": f"# N{k}\n\n![[n{k + 1}]]\n\n![[n{k + 1}]]\n" for k in range(n // 40)},
    "blanks in a term": lambda n: {"a.md": "# A\n\n## Terms\n\n- **AB**" + " " * (n * 3) + "x\n"},
    "blanks in an option": lambda n: {
        "a.md": "# A\n\n<details>\n<summary>Why?</summary>\n\n- [x] a" + " " * (n * 3) + "b\n- [ ] c\n\n</details>\n"
    },
    "folders": lambda n: {f"d{k}/x.md": f"# N{k}\n" for k in range(n // 10)},
    "a word without end": lambda n: {"a.md": "# A" + "b" * (n * 8) + "\n\nText.\n"},
    "published addresses": lambda n: {
        "a.md": "# A\n",
        "published-urls.txt": "".join(f"a/{k}/\n" for k in range(n)),
    },
    "a long published address": lambda n: {"a.md": "# A\n", "published-urls.txt": "x/" * n * 4},
    "redirects in a chain": lambda n: {
        "a.md": "# A\n",
        "published-urls.txt": "".join(f"b{k}/ -> b{k + 1}/\n" for k in range(n)),
    },
}
"""Shapes that only a whole guide has."""


def lines(count: int, line: str) -> str:
    """Repeat a line; ``{0}`` in it is its number, ``{1}`` the next one's."""
    return "".join(line.format(number, number + 1) for number in range(count))


def many(count: int, text: str) -> dict[str, str]:
    """Make notes of one form."""
    return {f"n{number}.md": text.format(number, number + 1) for number in range(count)}


FACTS = "| At a glance | |\n|---|---|\n| f | v |\n\n"
QUESTION = "<details>\n<summary>Why {0}?</summary>\n\n{1}\n\n</details>\n\n"
GUIDES: dict[str, tuple[int, Callable[[int], dict[str, str]]]] = {
    "footnotes in a chain": (
        30,
        lambda n: {"a.md": lines(n, "# T{0}\n\nA[^0].\n\n") + lines(n, "[^{0}]: x[^{1}]\n\n")},
    ),
    "sections of a file": (250, lambda n: {"a.md": lines(n, "# Topic {0}\n\nWords.\n\n")}),
    "sections of a file that is split at H2": (
        250,
        lambda n: {"a.md": "---\nsplit: 2\n---\n# A\n\n" + lines(n, "## Topic {0}\n\n")},
    ),
    "files of a folder": (100, lambda n: many(n, "# Note {0}\n")),
    "headings of a page": (375, lambda n: {"a.md": "# A\n\n" + lines(n, "## Part {0}\n\n### Detail\n\n")}),
    "links of a page": (375, lambda n: {"a.md": "# A\n\n" + lines(n, "See [x](b.md).\n\n"), "b.md": "# B\n"}),
    "links to one page": (150, lambda n: {"a.md": "# Aim\n", "b.md": lines(n, "# Topic {0}\n\nSee [[Aim]].\n\n")}),
    "mentions of an ordinary heading": (
        150,
        lambda n: {"a.md": "# Aim\n\n## Long way\n", "b.md": lines(n, "# Topic {0}\n\nLong way: a long way.\n\n")},
    ),
    "mentions of one page": (150, lambda n: {"a.md": "# AIM\n", "b.md": lines(n, "# Topic {0}\n\nThe AIM.\n\n")}),
    "wikilinks to headings of a note": (
        300,
        lambda n: {"a.md": "# A\n\n" + lines(n, "## Part {0}\n\nWord.\n\n"), "b.md": lines(n, "[[a#Part {0}]]\n\n")},
    ),
    "wikilinks to sections of a file": (
        150,
        lambda n: {"a.md": lines(n, "# Part {0}\n\n"), "b.md": "# B\n\n" + lines(n, "[[a#Part {0}]]\n\n")},
    ),
    "embeds of headings of a note": (
        200,
        lambda n: {"a.md": "# A\n\n" + lines(n, "## Part {0}\n\nWord.\n\n"), "b.md": lines(n, "![[a#Part {0}]]\n\n")},
    ),
    "embeds of one note": (150, lambda n: {"aim.md": "# Aim\n\nWords.\n", "b.md": lines(n, "# B{0}\n\n![[aim]]\n\n")}),
    "block references": (
        250,
        lambda n: {"a.md": "# A\n\n" + lines(n, "Text. ^b{0}\n\n"), "b.md": lines(n, "[[a#^b{0}]]\n\n")},
    ),
    "names of blocks": (
        150,
        lambda n: {
            "a.md": "# A\n\n" + lines(n, "- x ^b{0}\n\n^l{0}\n\n> y\n> ^q{0}\n\n"),
            "b.md": lines(n, "![[a#^q{0}]]\n\n"),
        },
    ),
    "headings of one name": (
        150,
        lambda n: {"a.md": "# A\n\n" + lines(n, "## B{0}\n\n### Part\n\n[[a#B{0}#Part]]\n\n")},
    ),
    "notes of one name": (150, lambda n: {f"d{i}/plan.md": "# Plan\n\n[[plan]]\n" for i in range(n)}),
    "folder notes": (150, lambda n: {f"d{i}/d{i}.md": "# D\n\nText.\n" for i in range(n)}),
    "footnotes of sections": (150, lambda n: {"a.md": lines(n, "# T{0}\n\nA[^{0}].\n\n[^{0}]: Note.\n\n")}),
    "one footnote of many sections": (150, lambda n: {"a.md": lines(n, "# T{0}\n\nA[^a].\n\n") + "[^a]: Note.\n"}),
    "references of sections": (150, lambda n: {"a.md": lines(n, "# T{0}\n\n[x][r{0}]\n\n[r{0}]: https://a.b/{0}\n\n")}),
    "abbreviations of sections": (150, lambda n: {"a.md": lines(n, "# T{0}\n\nAB{0}.\n\n*[AB{0}]: Long {0}\n\n")}),
    "definitions of one term": (
        150,
        lambda n: {"a.md": lines(n, "# T{0}\n\n## Terms\n\n- **TXA**: text {0}\n\n")},
    ),
    "mentions of terms": (
        250,
        lambda n: {"a.md": "# A\n\n## Terms\n\n" + lines(n, "- **TX{0}**: text\n"), "b.md": lines(n, "A TX{0}.\n\n")},
    ),
    "terms of one address": (
        200,
        lambda n: {
            "a.md": "# A\n\n## Terms\n\n"
            + "".join(f"- **C{'+' * (k % 60)}{'!' * (k // 60)}d**: text\n" for k in range(n))
        },
    ),
    "facts of a table": (500, lambda n: {"a.md": "# A\n\n" + FACTS.strip() + "\n" + lines(n, "| f{0} | v |\n")}),
    "members of a comparison": (75, lambda n: many(n, "---\ntags: [c]\n---\n# Note {0}\n\n" + FACTS)),
    "comparisons": (
        75,
        lambda n: {f"n{k}.md": f"---\ntags: [c{k // 2}]\n---\n# Note {k}\n\n{FACTS}" for k in range(n)},
    ),
    "pairs": (50, lambda n: many(n, "---\nconfused_with: [n{1}]\n---\n# Note {0}\n\n" + FACTS)),
    "pairs with nothing": (125, lambda n: many(n, "---\nconfused_with: [no{0}]\n---\n# Note {0}\n")),
    "questions of a page": (
        200,
        lambda n: {
            "a.md": "# A\n\n"
            + "".join(f"The reason {k} is so.\n\n" + QUESTION.format(k, f"For reason {k} it is so.") for k in range(n))
        },
    ),
    "questions of one id": (
        250,
        lambda n: {"a.md": "# A\n\n" + "".join(QUESTION.format(k, "<!-- id: q -->\n\nSo.") for k in range(n))},
    ),
    "questions of sections": (
        125,
        lambda n: {"a.md": "".join(f"# T{k}\n\n" + QUESTION.format(k, "So.") for k in range(n))},
    ),
    "tags": (100, lambda n: many(n, "---\ntags: [t{0}, t{1}]\n---\n# Note {0}\n")),
    "tags of two spellings": (
        100,
        lambda n: {f"n{k}.md": f"---\ntags: [{'tT'[k % 2]}{k // 2}]\n---\n# Note {k}\n" for k in range(n)},
    ),
    "sections of one tag": (150, lambda n: {"a.md": "---\ntags: [t]\n---\n" + lines(n, "# Note {0}\n\n")}),
    "dead links of files": (125, lambda n: many(n, "# Note {0}\n\n[x](nothing-there-{0}.md)\n")),
    "dead wikilinks of files": (125, lambda n: many(n, "# Note {0}\n\n[[absent {0}]]\n")),
    "dead anchors of sections": (125, lambda n: {"a.md": lines(n, "# Part {0}\n\n[x](#gone-{0}) [[#gone {0}]]\n\n")}),
    "links of several meanings": (
        75,
        lambda n: many(n, "# Same\n") | {"b.md": "# B\n\n" + "[[Same]]\n\n" * n},
    ),
    "links to drafts of one name": (
        75,
        lambda n: (
            {f"d{k}/x.md": "---\ndraft: true\n---\n# X\n" for k in range(n)} | {"b.md": "# B\n\n" + "[[x]]\n\n" * n}
        ),
    ),
    "pages of a ledger that are gone": (
        350,
        lambda n: {"a.md": lines(n, "# T{0}\n\n"), "published-urls.txt": lines(n, "a/old-{0}/\n")},
    ),
    "anchors of a ledger that are gone": (
        250,
        lambda n: {"a.md": "# A\n\n" + lines(n, "## T{0}\n\n"), "published-urls.txt": lines(n, "a/#old-{0}\n")},
    ),
    "aliases": (100, lambda n: many(n, "---\naliases: [Al{0}]\n---\n# Note {0}\n\nAl{1} [[Al{1}]]\n")),
    "chapters": (75, lambda n: {f"d{k}/{j}.md": f"# N{k}-{j}\n" for k in range(n // 3) for j in range(3)}),
    "lists": (500, lambda n: {"a.md": "# A\n\n" + lines(n, "- item {0}\n  - inner\n")}),
    "quotes": (500, lambda n: {"a.md": "# A\n\n" + lines(n, "> quote {0}\n\n")}),
}
"""One dimension of a guide each, pages included, and the size from which it is doubled: a square would show there."""

SLOW = """\
code with titles in each other
components in each other
components of two names
components without end
containers in each other
containers whose ends are too short
definition lists in each other
dollars in twos in items
footnotes
footnotes in a chain
footnotes of many sections
groups of code in each other
headings of one name
headings with comments
hints in each other
hints that end too far in
lists in lists on many lines
setext underlines
tables of lists
tabs
tabs of Quarto in each other
unknown containers
""".splitlines()
"""Shapes whose pieces take a third of a millisecond each and more: a square of microseconds shows at half the size."""

SIZE = 1_000
SIZES = {
    "a code block": 500,
    "blanks at the start of a line": 2_500,
    "options of a code block": 2_500,
    "parentheses behind an address": 10_000,
    "references": 20_000,
    "blanks that do not break": 20_000,
    **dict.fromkeys(SLOW, 500),
    "names of an attribute list": 6,  # if the time doubles with every name, it is 262,144 times as long
}


@pytest.fixture(scope="module", autouse=True)
def _apart() -> Iterator[None]:
    """Leave what other tests made in this process out of the collections that precede each run."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def _few_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower a cap: up to it every link that is dead costs a look at every name, beyond it at as many as it says."""
    monkeypatch.setattr(suggestions, "SUGGESTIONS", 100)


def seconds(work: Callable[[], object]) -> float:
    """Measure some work in CPU time, without the garbage collector's pauses."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()


def check(work: Callable[[float], Callable[[], object]]) -> None:
    """Compare both sizes, and larger ones where the first look blames what may be noise."""
    first = 0.5 if seconds(work(0.5)) >= ENOUGH else 1
    for step in range(STEPS):
        small = first * 2**step
        least, most = fastest(work(small), work(small * GROWTH), ATTEMPTS // (step + 1))
        if most <= RATIO * max(SHORT, least):
            return
        if most > LONG:
            break
    raise AssertionError(f"{least:.3f} s become {most:.3f} s when the size grows {GROWTH} times")


def fastest(small: Callable[[], object], large: Callable[[], object], attempts: int) -> tuple[float, float]:
    """Measure both by turns, until the times are like a line's: a neighbour's noise only ever adds to a time."""
    least = most = float("inf")
    for _ in range(attempts):
        most = min(most, seconds(large))
        if most <= RATIO * SHORT:
            break  # whatever the small one takes
        least = min(least, seconds(small))
        if most <= RATIO * max(SHORT, least):
            break
    return least, most


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_as_the_size_does(shape: str) -> None:
    make, size = SHAPES[shape], SIZES.get(shape, SIZE)

    def work(times: float) -> Callable[[], object]:
        text = make(int(size * times))
        return lambda: core({"a.md": text})

    check(work)


def building(
    folder: Path, notes: Callable[[int], Mapping[str, str]], size: int
) -> Callable[[float], Callable[[], object]]:
    """Return what writes notes of some times the size and says how to build them."""

    def work(times: float) -> Callable[[], object]:
        root = write_notes(folder / str(times), notes(int(size * times)))
        return lambda: build(root)

    return work


@pytest.mark.parametrize("shape", FOLDERS)
@pytest.mark.usefixtures("_few_suggestions")
def test_the_time_of_a_guide_grows_as_its_size_does(shape: str, tmp_path: Path) -> None:
    check(building(tmp_path, FOLDERS[shape], SIZE))


@pytest.mark.parametrize("dimension", GUIDES)
@pytest.mark.usefixtures("_few_suggestions")
def test_a_guide_grows_in_one_dimension_in_linear_time(dimension: str, tmp_path: Path) -> None:
    size, notes = GUIDES[dimension]
    check(building(tmp_path, notes, size))


def test_a_square_is_noticed() -> None:
    def work(times: float) -> Callable[[], object]:
        steps = range(int(500 * times))
        return lambda: [0 for _ in steps for _ in steps]

    def is_noticed() -> bool:
        try:
            check(work)
        except AssertionError:
            return True
        return False

    # A neighbour that slows all the small runs of one look hides it; not those of three.
    assert any(is_noticed() for _ in range(3))


def test_there_are_as_many_shapes_as_promised() -> None:
    assert len(SHAPES) >= 25
