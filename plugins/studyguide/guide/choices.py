"""Questions with options as people write them down: with the right ones named below, or ticked in the text."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from studyguide.guide import choice_keys, prompts, question_marks
from studyguide.guide.choice_keys import Key
from studyguide.guide.choice_options import Offered, Offers
from studyguide.markdown.plain_text import lines as lines_of
from studyguide.markdown.plain_text import matching, plain, text_and_formulas
from studyguide.model import Option, Section, Tokens

_ENOUGH = 3
"""Questions that ask by their mark, from which others of their form do so too."""

_TICKED = 2
"""Lists with ticked boxes below a question; a single one may be a list of what is to be done."""

_STRESSED = 3
"""Lists of which one item is bold as a whole, or has a sign; fewer may be stressed for another reason."""

_PARAGRAPHS = frozenset({"paragraph_open", "heading_open"})


@dataclass(frozen=True)
class Choice:
    """What is asked, the blocks that belong to it, and the answer: a task list, and what explains it."""

    asked: Tokens
    lead: Tokens
    body: Tokens
    token: Token
    last: int
    """The line behind it, from 0, in its file."""
    block: int | None = None
    """Where the block begins that hides the answer."""
    alike: int = 0
    """How many of its form a section has where that is what tells it: nothing but ticks says which are right."""
    options: tuple[Option, ...] = ()

    @property
    def prompt(self) -> str:
        """The question in a line of text."""
        return " ".join(plain(self.asked).split())


@dataclass(frozen=True)
class _Open:
    """A question whose answer stands elsewhere; ``number`` is its own."""

    choice: Choice
    offered: tuple[Offered, ...]
    number: int


def found(section: Section) -> Sequence[Choice]:
    """Find the questions with options of a section, in the order of its text."""
    tokens = section.tokens
    answered: list[Choice] = []
    waiting: list[_Open] = []
    for blocks, number in _containers(tokens):
        for at in range(len(blocks)):
            one = _at(tokens, blocks, at, number)
            if isinstance(one, Choice):
                answered.append(one)
            elif one is not None:
                waiting.append(one)
    keys = choice_keys.listed(tokens) if len(waiting) > 1 else {}
    answered += [_with_key(one, keys[one.number]) for one in waiting if one.number in keys and _fits(one, keys)]
    asking = [question_marks.asks(choice.prompt) for choice in answered]
    alike = Counter(choice.alike for choice in answered)
    all_ask = sum(asking) >= _ENOUGH and 2 * sum(asking) >= len(asking)
    return [
        choice
        for choice, asks in zip(answered, asking, strict=True)
        if (asks or all_ask) and choice.alike <= alike[choice.alike]
    ]


def _containers(tokens: Sequence[Token]) -> Iterator[tuple[list[tuple[int, int]], int]]:
    """Yield the blocks at the top, and those of each list item with its number."""
    yield _blocks(tokens, 0, len(tokens)), 0
    depth = 0  # within what hides its content
    for index, token in enumerate(tokens):
        depth += token.nesting if token.type in {"raw_open", "raw_close", "admonition_open", "admonition_close"} else 0
        if token.type == "list_item_open" and not depth:
            number = int(token.info[:6]) if token.info[:6].isdecimal() else 0
            yield _blocks(tokens, index + 1, matching(tokens, index)), number


def _blocks(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    """List where the blocks of a container begin and end; what shows nothing is left out."""
    found: list[tuple[int, int]] = []
    while start < end:
        close = matching(tokens, start) if tokens[start].nesting > 0 else start
        blank = tokens[start].type == "raw_text" and not tokens[start].content.strip()
        if not blank and tokens[start].type != "comment":
            found.append((start, close))
        start = close + 1
    return found


def _at(tokens: Sequence[Token], blocks: Sequence[tuple[int, int]], at: int, number: int) -> Choice | _Open | None:
    """Read the question that begins at a block, if one does and options follow it."""
    start, _ = blocks[at]
    if tokens[start].type not in _PARAGRAPHS:
        return None
    offers = Offers.below(tokens, blocks, at)
    if offers is None:
        return None
    inline = tokens[start + 1]
    asked = tuple(text_and_formulas(offers.question, pictures=True))
    last = _last_line(tokens[start : blocks[offers.end - 1][1] + 1])
    bare = Choice(asked, offers.lead, (), inline, last)
    ticked = sum(one.ticked for one in offers.options)
    stressed = any(one.stressed for one in offers.options)
    if ticked == 1 or (ticked and not stressed and ticked < len(offers.options)):
        alike = _STRESSED if stressed else _TICKED
        return _with_block(tokens, blocks, offers, replace(_marked(bare, offers.options, ()), alike=alike))
    if (choice := _keyed(tokens, blocks, offers, bare)) is not None:
        return choice
    own = number or choice_keys.number(plain(asked))
    return _Open(bare, offers.options, own) if own and offers.lettered else None


def _keyed(tokens: Sequence[Token], blocks: Sequence[tuple[int, int]], offers: Offers, bare: Choice) -> Choice | None:
    """Find the letters of those that are right: in the same paragraph, the next one, or a block that hides them."""
    letters = "".join(one.letter for one in offers.options)
    if key := choice_keys.of_lines(offers.rest, letters):
        return _answered(bare, offers.options, key)
    if offers.rest or offers.end >= len(blocks):
        return None
    start, end = blocks[offers.end]
    if tokens[start].type == "paragraph_open":
        key = choice_keys.of_lines(lines_of(tokens[start + 1]), letters)
        last = _last_line(tokens[start : end + 1])
        return _answered(replace(bare, last=last), offers.options, key) if key else None
    hidden = _hidden(tokens, (start, end))
    key = choice_keys.of_blocks(hidden, letters) if hidden is not None else None
    last = _last_line(tokens[start : end + 1])
    return replace(_answered(bare, offers.options, key), block=start, last=last) if key else None


def _with_block(tokens: Sequence[Token], blocks: Sequence[tuple[int, int]], offers: Offers, choice: Choice) -> Choice:
    """Add what a block right below hides: it explains what is ticked."""
    follows = blocks[offers.end] if offers.end < len(blocks) and not offers.rest else None
    hidden = _hidden(tokens, follows) if follows else None
    if hidden is None or follows is None:
        return choice
    last = _last_line(tokens[follows[0] : follows[1] + 1])
    return replace(choice, body=(*choice.body, *hidden), block=follows[0], last=last, alike=0)


def _hidden(tokens: Sequence[Token], block: tuple[int, int]) -> Tokens | None:
    """Return what a block hides, if it does, and asks nothing itself."""
    start, end = block
    summary = next((asked for begins, _, asked in prompts.asking(tokens[start : end + 1]) if not begins), None)
    has_options = any("checked" in (token.meta or {}) for token in tokens[start:end])
    if summary is None or has_options or question_marks.asks(plain(summary)):
        return None
    inside = tokens[start + 1 : end]
    at = next((n for n, token in enumerate(inside) if token.type == "raw_open" and token.tag == "summary"), None)
    return tuple(inside if at is None else [*inside[:at], *inside[matching(inside, at) + 1 :]])


def _fits(one: _Open, keys: Mapping[int, Key]) -> bool:
    return keys[one.number].right <= {offered.letter for offered in one.offered}


def _with_key(one: _Open, key: Key) -> Choice:
    return _answered(one.choice, one.offered, key)


def _answered(choice: Choice, offered: Sequence[Offered], key: Key) -> Choice:
    return _marked(choice, [replace(one, ticked=one.letter in key.right) for one in offered], key.reason)


def _marked(choice: Choice, offered: Sequence[Offered], reason: Tokens) -> Choice:
    options = tuple(Option(one.text, one.ticked, ()) for one in offered)
    return replace(choice, body=_body(offered, reason), options=options)


def _body(offered: Sequence[Offered], reason: Tokens) -> Tokens:
    """Write the options as a task list."""
    out = [Token("bullet_list_open", "ul", 1, attrs={"class": "contains-task-list"})]
    for one in offered:
        meta = {"checked": one.ticked}
        out.append(Token("list_item_open", "li", 1, attrs={"class": "task-list-item"}, meta=meta))
        # Within an element, so that a colon parts no reason from the text.
        text = [Token("raw_open", "span", 1), *one.text, Token("raw_close", "span", -1)]
        out += [Token("paragraph_open", "p", 1, hidden=True), Token("inline", "", 0, children=text)]
        out += [Token("paragraph_close", "p", -1, hidden=True), *one.more, Token("list_item_close", "li", -1)]
    return (*out, Token("bullet_list_close", "ul", -1), *reason)


def _last_line(tokens: Sequence[Token]) -> int:
    return max((token.map[1] for token in tokens if token.map), default=0)
