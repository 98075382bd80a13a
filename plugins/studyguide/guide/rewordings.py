"""What sections said before their last change and what they say now, sentence by sentence, as git knows it.

Whole versions of files are read as the notes are, so that what no page ever showed (comments, drafts) is shown nowhere.
Sentences that were added and taken out on one day were hardly read by anybody; they are left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from pathlib import Path

from studyguide.guide import digest, readers_words, same_facts, versions
from studyguide.guide.differences import Run
from studyguide.guide.versions import Version
from studyguide.model import Edit, Rewording, Section
from studyguide.paths import PageName, SourcePath
from studyguide.reuse.memory import kept, recalled

EDITS = 8
"""Edits that are shown of a section; who rewrote more is better read on its page."""

LENGTH = 400
"""Characters that are shown of what was before and of what is now: about five lines."""

_DEPTH = 3
"""Days on which a file changed that are looked at for the last change of each of its sections."""

_MUCH = 1_500_000
"""Bytes of versions that a build reads: about two seconds."""

_PAIRED = 20
"""Sentences in a row of which each is compared with each."""

_AKIN = 0.35
"""The share of words that two forms of a sentence have in common; chosen by eye on some hundred edits of one guide."""

_STOPS = tuple(".!?…。！？।؟")
"""What sentences end with in the languages that we speak."""

_SIGNS = (
    (readers_words.QUESTION, "question_changed", "question_added", "question_removed"),
    (readers_words.ANSWER, "answer_changed", "", ""),
    (readers_words.DIAGRAM, "diagram_changed", "diagram_added", "diagram_removed"),
)
"""What is no sentence, with the words for one that became another, that came, and that went."""


@dataclass(frozen=True)
class Said:
    """What a section said: its sentences, and the hash that marks of readers are compared with."""

    sentences: Sequence[str]
    hash: str


Read = Callable[[SourcePath, bytes], Mapping[PageName, Said]]
"""Reads a version of a file as the notes are read, and says what its sections say."""


@dataclass
class _File:
    """A file whose sections wait for their last change."""

    path: SourcePath
    versions: Sequence[Version]
    waiting: dict[PageName, Said]
    """What they say in the oldest version that was looked at."""
    depth: int = 0
    ended: bool = False
    """Older versions are not known, or too much to read."""

    @property
    def next(self) -> Version | None:
        """The change that is looked at next."""
        if self.ended or not self.waiting or self.depth >= min(_DEPTH, len(self.versions)):
            return None
        return self.versions[self.depth]


@dataclass
class _Past:
    """The versions that were read, and how much more of them a build may read."""

    root: Path
    read: Read
    left: int = _MUCH
    known: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, names: Iterable[str]) -> None:
        wanted = tuple(name for name in dict.fromkeys(names) if name not in self.known)
        self.known |= recalled(lambda: versions.texts(self.root, wanted), "versions fetched", str(self.root), wanted)

    def said(self, path: SourcePath, name: str) -> Mapping[PageName, Said] | None:
        """Say what the sections of a version say; None where git has it not, or that is too much."""
        data = self.known.get(name) if name else b""
        if data is None or len(data) > self.left:
            return None
        self.left -= len(data)
        return self.read(path, data) if data else {}


def found(
    root: Path, sections: Sequence[Section], of_files: Mapping[SourcePath, Sequence[Version]], read: Read
) -> Mapping[PageName, Rewording]:
    """Find the last change of what each section says; ``sections`` are as they were read, before they were linked."""
    past = _Past(root, read)
    files = [file for path, known in of_files.items() if known and (file := _file(past, sections, path, known))]
    result: dict[PageName, Rewording] = {}
    while turn := [(file, version) for file in files if (version := file.next) is not None]:
        # The newest first, for what is read is counted.
        turn.sort(key=lambda entry: -entry[1].day.toordinal())
        past.fetch(version.before for _, version in turn if version.before)
        for file, version in turn:
            result |= _resolved(file, version, past.said(file.path, version.before))
    for file in (file for file in files if file.depth):
        # All that was looked at left them alone: what they say is at least as old.
        result |= {
            page: Rewording(file.versions[file.depth - 1].day, was=one.hash) for page, one in file.waiting.items()
        }
    return result


def _file(past: _Past, sections: Sequence[Section], path: SourcePath, known: Sequence[Version]) -> _File | None:
    """Take what was committed last: what is written since then has no day."""
    data = (past.root / path).read_bytes() if (past.root / path).is_file() else b""
    if versions.is_name_of(known[0].after, data):
        return _File(path, known, dict(said([section for section in sections if section.place.path == path])))
    past.fetch([known[0].after])
    committed = past.said(path, known[0].after)
    return _File(path, known, dict(committed)) if committed else None


def _resolved(file: _File, version: Version, before: Mapping[PageName, Said] | None) -> Mapping[PageName, Rewording]:
    """Tell of sections what a change did to them; those that it left alone wait for an older one."""
    if before is None:
        file.ended = True
        return {}
    file.depth += 1
    now, file.waiting = file.waiting, {}
    told: dict[PageName, Rewording] = {}
    for page, after in now.items():
        old = before.get(page)
        if old is not None and old.sentences == after.sentences:
            file.waiting[page] = old
        elif old is None:
            told[page] = Rewording(version.day)
        elif not (edits := _between(tuple(old.sentences), tuple(after.sentences))):
            file.waiting[page] = old  # it says the same by other names, or in another order
        else:
            told[page] = Rewording(version.day, edits[:EDITS], max(0, len(edits) - EDITS), old.hash)
    return told


@kept
def _between(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[Edit, ...]:
    """List what was done to sentences, then what was done to what is no sentence."""
    found = same_facts.told(before, after)
    told = [(_only_words(left), _only_words(right)) for left, right in found]
    gone = [text for left, _ in found for text in left]
    come = [text for _, right in found for text in right]
    return (*(edit for run in told for edit in _edits(run)), *_counted(gone, come))


def _only_words(texts: Sequence[str]) -> Sequence[str]:
    return [readers_words.shown(text) for text in texts if not readers_words.is_sign(text)]


def _counted(gone: Sequence[str], come: Sequence[str]) -> Iterator[Edit]:
    """Count what was done to questions, answers and diagrams: what they are is best seen on the page."""
    for sign, changed, added, removed in _SIGNS:
        less, more = (sum(text.startswith(sign) for text in some) for some in (gone, come))
        both = min(less, more)
        for kind, number in ((changed, both), (added, more - both), (removed, less - both)):
            if kind and number:
                yield Edit(kind=kind, number=number)


def _edits(run: Run) -> Iterator[Edit]:
    """Pair sentences that have many words in common, in order; what stands between pairs is one edit."""
    before, after = run
    if len(before) > _PAIRED or len(after) > _PAIRED:
        pairs: list[tuple[int, int]] = []
    elif len(before) == len(after):
        pairs = [(n, n) for n in range(len(before))]
    else:
        pairs = list(_pairs(before, after))
    i = j = 0
    for left, right in (*pairs, (len(before), len(after))):
        if i < left or j < right:
            yield Edit(_short(_joined(before[i:left])), _short(_joined(after[j:right])))
        if left < len(before):
            yield Edit(_short(before[left]), _short(after[right]))
        i, j = left + 1, right + 1


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    words = [set(text.split()) for text in after]
    start = 0
    for left, text in enumerate(before):
        own = set(text.split())
        shares = {right: len(own & words[right]) / len(own | words[right]) for right in range(start, len(after))}
        best = max(shares, key=lambda right: shares[right], default=0)
        if shares.get(best, 0) >= _AKIN:
            yield left, best
            start = best + 1


def _joined(texts: Sequence[str]) -> str:
    """Put sentences in a row; a heading and a row of a table, which end with no stop, have a line each."""
    ends = [text.rstrip('"”’»)]').endswith(_STOPS) for text in texts]
    between = [" " if one and next_one else "\n" for one, next_one in pairwise(ends)]
    return "".join(chain.from_iterable(zip(texts, [*between, ""], strict=True))) if texts else ""


def _short(text: str) -> str:
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1].rsplit(maxsplit=1)[0]}…"


def said(sections: Iterable[Section]) -> Mapping[PageName, Said]:
    """Say what sections say, but for drafts, which no reader has seen."""
    return {
        section.page: Said(readers_words.of(section), digest.content_hash(section))
        for section in sections
        if not section.meta.draft
    }
