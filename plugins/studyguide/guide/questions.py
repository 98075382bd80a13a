"""Collect the practice questions that stand in the notes."""

import hashlib
import re
from collections.abc import Collection, Container, Iterator, Mapping, Sequence

from markdown_it.token import Token

from studyguide import paths
from studyguide.guide import choices, prompts, question_comments, question_marks, written_cards
from studyguide.guide.prompts import Asked
from studyguide.linking.section_names import targets
from studyguide.markdown.plain_text import block_text, matching, plain
from studyguide.model import Option, Question, Section, Tokens
from studyguide.options import Exam
from studyguide.paths import HOME, PageName
from studyguide.problems import Place, Problem
from studyguide.reuse.memory import changed, kept
from studyguide.suggestions import nearest

# A blank must follow: "10:30" and "s3://" part nothing. Chinese and Japanese notes write the full-width colon.
# From the beginning of a run of blanks only; without a colon behind it, it would be tried at each of them.
_COLON = re.compile(r"(?<!\s)\s*+[:\uff1a](?:\s+|$)")


_ENOUGH = 3
"""Blocks of a section that ask, from which the others do so too."""


def collect(
    sections: Sequence[Section], exam: Exam | None = None, pool: Sequence[Section] = ()
) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """Return the questions in the order of the notes; those of the ``pool`` last, marked for the exam alone."""
    homes = {target.id: target.section.page for target in targets(sections)}
    pages = {section.page for section in sections}
    domains = [domain.tag for domain in exam.domains] if exam else []
    questions: list[Question] = []
    problems: list[Problem] = []
    first: dict[str, Place] = {}
    numbers: dict[str, int] = {}
    everything = (*sections, *pool)
    decks = {section.place.path for section in everything if written_cards.tagged(section)}
    for number, section in enumerate(everything):
        found, told = _of_section(section, in_deck=section.place.path in decks)
        problems += told
        for one in found:
            question = one
            if number >= len(sections):
                question = _of_pool(question, section, homes, pages, problems)
            question = changed(question, tags=_tags(question.tags, section.tags, domains))
            # Progress is kept by id in readers' browsers: the first question must not lose its own.
            if question.id in first:
                problems.append(_double(question, first[question.id]))
                question = changed(question, id=_numbered(question.id, first, numbers))
            first[question.id] = question.place
            questions.append(question)
    return tuple(questions), tuple(problems)


def in_section(section: Section) -> Sequence[Question]:
    """List the questions of one section, whatever stands in others."""
    return _of_section(section, in_deck=written_cards.tagged(section))[0]


@kept
def _of_section(section: Section, *, in_deck: bool) -> tuple[Sequence[Question], Sequence[Problem]]:
    """List the questions of a section by their lines."""
    problems: list[Problem] = []
    chosen = choices.found(section)
    taken = {choice.block for choice in chosen}
    found = [block for block in prompts.asking(section.tokens) if block[0] not in taken]
    asking = sum(question_marks.asks(prompt) for _, _, prompt in prompts.blocks(section.tokens))
    # Among questions, "Explain how it works" is one too; in any language.
    all_ask = asking >= _ENOUGH and 2 * asking >= len(found)
    made = [_question(section, block, problems, all_ask=all_ask) for block in _joined(section, found)]
    made += [_chosen(section, choice, problems) for choice in chosen]
    done = {id(choice.token) for choice in chosen}
    cards = written_cards.found(section, in_deck=in_deck)
    made += [_written(section, card) for card in cards if id(card.token) not in done]
    return sorted((q for q in made if q), key=lambda question: question.place.line), problems


def _joined(section: Section, found: Sequence[tuple[int, int, Tokens]]) -> Iterator[tuple[int, int, Tokens]]:
    """Make one block of all that answer one question: "Hint", then "Solution"."""
    starts = {start: (end, summary) for start, end, summary in found if not _is_own(section, start, end)}
    done = -1
    for start, end, summary in found:
        if start < done:
            continue
        done = end
        if not question_marks.asks(plain(summary)) and start in starts and prompts.before(section.tokens, start):
            done = prompts.further(section.tokens, end, starts)
        yield start, done, summary


def _is_own(section: Section, start: int, end: int) -> bool:
    """Say whether a block is a question by what stands in it."""
    body = section.tokens[start + 1 : end]
    return bool(question_comments.read(body, section.at(section.tokens[start]), []).id) or bool(_options(body))


def _written(section: Section, card: written_cards.Card) -> Question:
    place = section.at(card.token)
    last = (card.token.map or (0, 0))[1] + section.offset
    asked = Asked(card.asked)
    identity = _identity(section, prompts.as_written(card.asked))
    return Question(
        identity,
        section.page,
        place,
        max(place.line, last),
        asked.prompt,
        card.answer,
        (),
        (),
        explicit_id=False,
        asked=card.asked,
    )


def _chosen(section: Section, choice: choices.Choice, problems: list[Problem]) -> Question:
    # What hides the answer is where the question is: paper leaves it out there.
    place = section.at(choice.token if choice.block is None else section.tokens[choice.block])
    comment = question_comments.read(choice.body, place, problems)
    return Question(
        comment.id or _identity(section, prompts.as_written(choice.asked)),
        section.page,
        place,
        max(place.line, choice.last + section.offset),
        choice.prompt,
        choice.body,
        choice.options,
        comment.tags,
        explicit_id=bool(comment.id),
        asked=choice.asked,
        lead=choice.lead,
    )


def _identity(section: Section, prompt: str) -> str:
    # Of the question alone: a better answer keeps readers' progress. With the section, for two may ask the same.
    return "q-" + hashlib.sha256(f"{section.id}\n{prompt}".encode()).hexdigest()[:10]


@kept
def _sections_named(question: Question) -> tuple[str, ...]:
    return question_comments.read(question.body, question.place, []).sections


def _of_pool(
    question: Question,
    section: Section,
    homes: Mapping[str, PageName],
    pages: Collection[PageName],
    problems: list[Problem],
) -> Question:
    """Give a question for the exam alone the page that answers it: its own section's, or the first one it names."""
    named = _sections_named(question)
    found = [homes[name] for name in named if name in homes]
    if section.page in pages:
        found.append(section.page)
    for name in named:
        if name not in homes:
            message = f"`sections`: no section `{name}`{_hint(nearest(name, homes, 0.6))}"
            problems.append(Problem(question.place, "question-section", message))
    if not found:
        message = f"“{question.prompt[:60]}” names no section to read again: write `sections: [id]` below its id"
        problems.append(Problem(question.place, "question-section", message))
    return changed(question, exam_only=True, page=found[0] if found else next(iter(homes.values()), HOME))


def _hint(close: str) -> str:
    return f": did you mean `{close}`?" if close else ": use the id of a section"


def is_marked(section: Section, start: int, end: int) -> bool:
    """Say whether the block between two tokens is a question for the exam alone."""
    return question_comments.read(section.tokens[start + 1 : end], section.at(section.tokens[start]), []).exam_only


def _numbered(wanted: str, taken: Container[str], numbers: dict[str, int]) -> str:
    """Return an id with the next free number behind it; ``numbers`` remembers the one given out last."""
    number = numbers.get(wanted, 1) + 1
    while f"{wanted}-{number}" in taken:
        number += 1
    numbers[wanted] = number
    return f"{wanted}-{number}"


def _double(question: Question, first: Place) -> Problem:
    """Report two questions with one id: readers' progress with one would count for the other."""
    if question.explicit_id:
        message = f"the id `{question.id}` is used in {first} too: give this question another one"
        return Problem(question.place, "question-id", message, "error")
    message = f"“{question.prompt[:60]}” is asked in {first} too: join the two, or give this one an id"
    return Problem(question.place, "question-id", f"{message}, `<!-- id: {question.id}-2 -->`")


def _question(
    section: Section, block: tuple[int, int, Tokens], problems: list[Problem], *, all_ask: bool
) -> Question | None:
    """Make a question of a block; one that nothing marks as a question is an aside."""
    start, end, summary = block
    close = matching(section.tokens, start)
    body = [*_without_summary(section.tokens[start + 1 : close]), *section.tokens[close + 1 : end + 1]]
    place = section.at(section.tokens[start])
    comment = question_comments.read(body, place, problems)
    options = _answers(_options(body))
    is_admonition = section.tokens[start].type in {"admonition_open", "callout_open"}
    asked, marked = _asked(section, start, summary, sure=bool(comment.id) or is_admonition)
    # Boxes of which none is ticked are a list of things to do.
    marked = marked or any(option.correct for option in options) or (all_ask and not options and bool(block_text(body)))
    if not marked or not asked.prompt:
        return None
    if not options and not comment.id and _is_form(body):
        return None
    prompt = asked.prompt
    answered = any(option.correct for option in options)
    if options and not answered and not (comment.id or question_marks.asks(prompt) or is_admonition):
        return None  # a list of what is to be done
    problems += _unanswered(prompt, body, options, place)
    last = _last_line(section, section.tokens[start:end])
    written = "\n".join([prompts.as_written(asked.tokens), *(token.content for token in asked.own)])
    return Question(
        comment.id or _identity(section, written),
        section.page,
        place,
        last,
        prompt,
        tuple(body),
        options,
        comment.tags,
        explicit_id=bool(comment.id),
        asked=asked.tokens,
        lead=asked.lead,
    )


def _asked(section: Section, start: int, summary: Tokens, *, sure: bool) -> tuple[Asked, bool]:
    """Return what a block asks, by its summary or by what stands above it, and whether something marks it so."""
    shown = prompts.blocks_in_summary(section.tokens[start : matching(section.tokens, start)])
    own = Asked(summary, shown, shown)
    if sure or question_marks.asks(own.prompt):
        return own, True
    above = prompts.before(section.tokens, start)
    return (above, True) if above else (own, False)


def _unanswered(prompt: str, body: Sequence[Token], options: Sequence[Option], place: Place) -> Iterator[Problem]:
    """Report a question that nothing answers."""
    if options and not any(option.correct for option in options):
        message = f"no option of “{prompt[:60]}” is marked as right: write `- [x]` before the right one"
        yield Problem(place, "no-answer", message)
    if not options and not block_text(body).strip():
        yield Problem(place, "no-answer", f"“{prompt[:60]}” has no answer: write it below the summary")


def _answers(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Leave out boxes without a word, which are to be filled in and no answers."""
    return tuple(option for option in options if plain(option.text).strip())


def _is_form(body: Sequence[Token]) -> bool:
    """Say whether there are boxes, and nothing else."""
    return bool(_options(body)) and not block_text(body).strip()


def _tags(own: Sequence[str], around: Sequence[str], domains: Sequence[str]) -> tuple[str, ...]:
    """Join a question's tags and its section's. A section may serve several parts of an exam, a question serves one."""
    folded = [paths.fold(domain) for domain in domains]

    def of_exam(tag: str) -> bool:
        name = paths.fold(tag.strip().lstrip("#"))
        return any(name == domain or name.startswith(f"{domain}/") for domain in folded)

    # Else a question about cost in a section tagged D1 and D4 would count as both in the exam's score.
    chosen = any(map(of_exam, own))
    return tuple(dict.fromkeys([*own, *(tag for tag in around if not (chosen and of_exam(tag)))]))


def _last_line(section: Section, tokens: Sequence[Token]) -> int:
    """Return the last line (from 1, in the file) with text; containers also count the blank lines below them."""
    first = section.at(tokens[0]).line
    return max((t.map[1] + section.offset for t in tokens if t.map and _exact(t)), default=first)


def _exact(token: Token) -> bool:
    # A list or admonition ends, for the parser, where the next block begins; GitHub would mark those blank lines too.
    return not token.nesting or token.type == "raw_open"


def _without_summary(tokens: Sequence[Token]) -> list[Token]:
    if tokens and tokens[0].type == "admonition_title_open":
        return list(tokens[3:])  # opening, text, closing
    start = next((i for i, t in enumerate(tokens) if t.type == "raw_open" and t.tag == "summary"), None)
    if start is None:
        return list(tokens)
    return [*tokens[:start], *tokens[matching(tokens, start) + 1 :]]


def _options(body: Sequence[Token]) -> tuple[Option, ...]:
    """Read the first task list of an answer: its top items are the options."""
    options = []
    index = 0
    while index < len(body):
        token = body[index]
        if token.type == "list_item_open" and "checked" in (token.meta or {}):
            end = matching(body, index)
            options.append(_option(body[index + 1 : end], correct=bool(token.meta["checked"])))
            index = end
        index += 1
    return tuple(options)


def _option(item: Sequence[Token], *, correct: bool) -> Option:
    """Split an item into text and reason: a nested list, further paragraphs, or what follows a colon."""
    inline = next((i for i, token in enumerate(item) if token.type == "inline"), None)
    if inline is None:
        return Option((), correct, ())
    text: Tokens = tuple(item[inline].children or ())
    reason = tuple(child for token in item[inline + 1 :] if token.type == "inline" for child in token.children or ())
    if not reason:
        text, reason = _at_colon(text)
    return Option(text, correct, reason)


def _at_colon(children: Tokens) -> tuple[Tokens, Tokens]:
    """Split at the first colon outside of other elements that a blank, or the next piece, follows."""
    text, _, reason = _around_colon(children)
    return text, reason


def _around_colon(children: Tokens) -> tuple[Tokens, str, Tokens]:
    """Return what stands before the colon, the colon itself, and what stands after it."""
    depth = 0
    for index, child in enumerate(children):
        depth += child.nesting
        # Not inside code or a link: `s3:GetObject` and [Note: …](…) are one thing.
        match = _COLON.search(child.content) if child.type == "text" and not depth else None
        if match:
            before, after = child.content[: match.start()].rstrip(), child.content[match.end() :]
            text = (*children[:index], child.copy(content=before)) if before else children[:index]
            rest = children[index + 1 :]
            reason = (child.copy(content=after), *rest) if after else rest
            # A colon at either end ("Use:") leaves no option or no reason to show.
            return (text, match[0], reason) if text and reason else (children, "", ())
    return children, "", ()


def parted(body: Sequence[Token]) -> list[Token]:
    """Put an element of its own around the text of every option, and around its reason, for the scripts of the page."""
    out: list[Token] = []
    index = 0
    while index < len(body):
        end = index
        if body[index].type == "list_item_open" and "checked" in (body[index].meta or {}):
            end = matching(body, index)
            out += [body[index], *_parted_item(body[index + 1 : end]), body[end]]
        else:
            out.append(body[index])
        index = end + 1
    return out


def _parted_item(item: Sequence[Token]) -> list[Token]:
    at = next((i for i, token in enumerate(item) if token.type == "inline"), None)
    if at is None:
        return list(item)
    children: Tokens = tuple(item[at].children or ())
    after = item[at + 2 :]  # behind the end of its paragraph
    if any(token.type == "inline" for token in after):
        text = item[at].copy(children=_within("span", "option", children))
        return [*item[:at], text, item[at + 1], *_within("div", "reason", after)]
    before, colon, reason = _around_colon(children)
    inside = _within("span", "option", before)
    if reason:
        between = _within("span", "colon", [Token("text", "", 0, content=colon)])
        inside += [*between, *_within("span", "reason", reason)]
    return [*item[:at], item[at].copy(children=inside), *item[at + 1 :]]


def _within(tag: str, part: str, tokens: Sequence[Token]) -> list[Token]:
    opening = Token("raw_open", tag, 1, attrs={f"data-sg-{part}": ""})
    return [opening, *tokens, Token("raw_close", tag, -1)]
