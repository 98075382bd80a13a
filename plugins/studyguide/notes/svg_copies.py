"""How much a drawing becomes when it is drawn: what it uses is drawn again at each use, and that can multiply.

Twenty groups that each use the next one twice are a million in a kilobyte, and so are patterns that are filled with
patterns. A browser that prints a book, or a reader's, would draw them all. What is counted is never less than that.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

LIMIT = 500_000
"""Elements that are drawn; a plot of 100,000 points has that many."""

_TARGET = re.compile(r"^\s*#([^\s\"')]+)")
_URL = re.compile(r"url\(\s*[\"']?#([^\s\"')]+)", re.IGNORECASE)
_ONCE = {"clip-path", "mask", "filter"}
"""Properties that what is inside does not inherit; of any other, each element inside may draw what it names."""

_PSEUDO = re.compile(r"::?[\w-]+(?!\w|-|\()")
_NAME = re.compile(r"[\w-]+")
_SPECIFIC = re.compile(r"[.#]([\w-]+)")
_UNDRAWN = {"linearGradient", "radialGradient", "stop"}
"""Colours; however often one is used, nothing more is drawn."""


@dataclass
class Copies:
    """Counts elements by the nearest one around them that is a node: the file, 0, one with an id or with a use."""

    own: list[int] = field(default_factory=lambda: [0])
    parts: dict[int, list[int]] = field(default_factory=dict)
    once: dict[int, Counter[str]] = field(default_factory=dict)
    """Ids that are drawn beside what is in a node, and how often."""
    each: dict[int, set[str]] = field(default_factory=dict)
    """Ids that every element in a node may draw."""
    ids: dict[str, int] = field(default_factory=dict)
    named: dict[str, Counter[int]] = field(default_factory=dict)
    """Where a style sheet finds elements: by class, id and tag, the nodes that they are in, and how many there are."""
    stack: list[int] = field(default_factory=lambda: [0])
    room: int = 4 * LIMIT
    """How many uses by rules of sheets are still counted."""

    def start(self, tag: str, identity: str, classes: str, *, apart: bool) -> None:
        """Begin an element; ``apart``: it uses something, which is not its neighbours' use."""
        around = self.stack[-1]
        cost = int(tag not in _UNDRAWN)
        if identity or apart:
            self.stack.append(len(self.own))
            self.own.append(cost)
            self.parts.setdefault(around, []).append(self.stack[-1])
            if identity:  # of two elements of one id, a browser takes the first
                self.ids.setdefault(identity, self.stack[-1])
        else:
            self.stack.append(around)
            self.own[around] += cost
        for name in {tag, identity, *classes.split()}:
            self.named.setdefault(name, Counter())[self.stack[-1]] += 1

    def used(self, address: str) -> None:
        """Say what the address of the element begun last leads to."""
        for target in _TARGET.findall(address):
            self.once.setdefault(self.stack[-1], Counter())[target] += 1

    def styled(self, attribute: str, value: str) -> None:
        """Say what a style or presentation attribute of the element begun last uses."""
        if "#" in value:
            for declaration in value.split(";") if attribute == "style" else [f"{attribute}:{value}"]:
                self._declared(Counter({self.stack[-1]: 1}), declaration)

    def ruled(self, uses: Iterable[tuple[str, str]]) -> None:
        """Say what the rules of a sheet use, given as selectors and declarations, when all elements have begun."""
        for selectors, declaration in uses:
            targets = _URL.findall(declaration)
            found = self._selected(selectors) if targets else ()
            self.room -= sum(map(len, found)) * len(targets)
            if self.room < 0:
                return
            for nodes in found:
                self._declared(nodes, declaration)

    def _declared(self, nodes: Counter[int], declaration: str) -> None:
        targets = _URL.findall(declaration)
        for node, count in nodes.items() if targets else ():
            if declaration.partition(":")[0].strip().lower() in _ONCE:
                found = self.once.setdefault(node, Counter())
                found.update(dict.fromkeys(targets, count))
            else:
                self.each.setdefault(node, set()).update(targets)

    def _selected(self, selectors: str) -> Sequence[Counter[int]]:
        """Return the nodes with elements that a rule may find, and too many where that is hard to say."""
        found: list[Counter[int]] = []
        for selector in selectors.split(","):
            subject = re.split(r"[\s>+~]+", _PSEUDO.sub("", selector).strip())[-1]
            names = _SPECIFIC.findall(subject) or _NAME.findall(subject)
            if not names or re.search(r"[*\[()\]]", subject):
                return [Counter(dict(enumerate(self.own)))]
            found += [self.named[name] for name in names[:1] if name in self.named]
        return found

    def end(self) -> None:
        """End the element begun last."""
        self.stack.pop()

    def fault(self) -> str:
        """Say why a browser could not draw all of it, or nothing."""
        if self.room < 0:
            return "its style sheets name parts of it too often"
        costs: dict[int, int] = {}
        open_: set[int] = set()
        waiting = [0]
        while waiting:
            node = waiting[-1]
            inside = list(self._inside(node))
            if node not in open_:
                open_.add(node)
                if any(part in open_ and part not in costs for part in inside):
                    return "something in it uses itself"
                waiting += (part for part in inside if part not in costs)
            else:
                waiting.pop()
                costs[node] = min(LIMIT + 1, self._cost(node, costs))
        return f"more than {LIMIT:,} elements would be drawn" if costs[0] > LIMIT else ""

    def _inside(self, node: int) -> Iterator[int]:
        yield from self.parts.get(node, ())
        for name in (*self.once.get(node, ()), *self.each.get(node, ())):
            if name in self.ids:
                yield self.ids[name]

    def _cost(self, node: int, costs: dict[int, int]) -> int:
        named = (*self.once.get(node, ()), *self.each.get(node, ()))
        known = {name: costs[self.ids[name]] for name in named if name in self.ids}
        drawn = self.own[node] + sum(costs[part] for part in self.parts.get(node, ()))
        drawn += sum(known.get(name, 0) * count for name, count in self.once.get(node, Counter()).items())
        return drawn * (1 + sum(known.get(name, 0) for name in self.each.get(node, ())))
