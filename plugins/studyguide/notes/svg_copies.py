"""How much a drawing becomes when it is drawn: what it uses is drawn again at each use, and that can multiply.

Twenty groups that each use the next one twice are a million in a kilobyte, and so are patterns that are filled with
patterns. A browser that prints a book, or a reader's, would draw them all. What is counted is never less than that.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

LIMIT = 500_000
"""Elements that are drawn; a plot of 100,000 points has that many."""

_URL = re.compile(r"""url\(\s*(?:"#([^"]*)"|'#([^']*)'|#([^)]*))""", re.IGNORECASE)
_ONCE = {"clip-path", "mask", "filter"}
"""Properties that what is inside does not inherit; of any other, each element inside may draw what it names."""

_PSEUDO = re.compile(r"::?[\w-]+(?!\w|-|\()")
_NAME = re.compile(r"[\w-]+")
_SPECIFIC = re.compile(r"[.#]([\w-]+)")
_NUMBER = re.compile(r"[\d.]+")
_UNDRAWN = {"linearGradient", "radialGradient", "stop"}
"""Colours; however often one is used, nothing more is drawn."""


@dataclass
class _Node:
    """The file, or an element with an id or a use, and what is around it up to the next one."""

    around: int
    own: int = 0
    corners: int = 0
    """Numbers in its lines; a marker may be drawn at every second one."""
    parts: list[int] = field(default_factory=list)
    once: Counter[str] = field(default_factory=Counter)
    """Ids that are drawn beside it, and how often."""
    masks: Counter[str] = field(default_factory=Counter)
    """The same by properties that are inherited only where a drawing says so."""
    each: set[str] = field(default_factory=set)
    """Ids that every element in it may draw."""


class _Cost(NamedTuple):
    """How many elements are drawn for a node, and corners in it where a marker around it would be."""

    drawn: int
    corners: int


@dataclass
class Copies:
    """Counts elements by nodes; the file is node 0."""

    nodes: list[_Node] = field(default_factory=lambda: [_Node(-1)])
    ids: dict[str, int] = field(default_factory=dict)
    named: dict[str, Counter[int]] = field(default_factory=dict)
    """Where a style sheet finds elements: by class, id and tag, the nodes that they are in, and how many there are."""
    stack: list[int] = field(default_factory=lambda: [0])
    room: int = 4 * LIMIT
    """How many uses by rules of sheets are still counted."""
    inherits: bool = False
    marks: bool = False
    """It has markers."""
    contextual: bool = False
    """What is in a marker may be painted as the line that it stands on (SVG 2, 13.2: `context-fill`)."""
    aim: str = ""
    """What the animation begun last changes; empty for what it stands in."""
    animated: list[tuple[str, int, str]] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str], *, animates: bool) -> None:
        """Begin an element. What an animation uses is used by what it changes, which may come later."""
        around = self.stack[-1]
        addresses = (value for key, value in attributes.items() if key.rpartition("}")[2] == "href")
        self.aim = unquote(next(addresses, "").strip().removeprefix("#"))
        identity = "" if animates else attributes.get("id", "")
        if identity or (not animates and any("#" in value for value in attributes.values())):
            self.stack.append(len(self.nodes))
            self.nodes[around].parts.append(len(self.nodes))
            self.nodes.append(_Node(around))
            if identity:  # of two elements of one id, a browser takes the first
                self.ids.setdefault(identity, self.stack[-1])
        else:
            self.stack.append(around)
        self.drawn(int(tag not in _UNDRAWN))
        self.nodes[self.stack[-1]].corners += len(_NUMBER.findall(attributes.get("points") or attributes.get("d", "")))
        for name in {tag, identity, *attributes.get("class", "").split()}:
            self.named.setdefault(name, Counter())[self.stack[-1]] += 1

    def drawn(self, count: int) -> None:
        """Count elements in the one begun last."""
        self.nodes[self.stack[-1]].own += count

    def used(self, address: str) -> None:
        """Say what the address of the element begun last leads to."""
        if address.strip().startswith("#"):
            self.nodes[self.stack[-1]].once[unquote(address.strip()[1:])] += 1

    def styled(self, attribute: str, value: str, *, animates: bool) -> None:
        """Say what a style or presentation attribute of the element begun last uses."""
        if animates:
            self.animated.append((self.aim, self.stack[-1], value))
            return
        for declaration in value.split(";") if attribute == "style" else [f"{attribute}:{value}"]:
            self._declared({self.stack[-1]: 1}, declaration, declaration)

    def ruled(self, uses: Iterable[tuple[str, str]]) -> None:
        """Say what the rules of a sheet use, given as selectors and declarations, when all elements have begun."""
        for aim, around, value in self.animated:
            self._declared({self.ids.get(aim, around) if aim else around: 1}, "", value)
        for selectors, declaration in uses:
            found = self._selected(selectors)
            self.room -= sum(map(len, found)) * (1 + declaration.count("#"))
            if self.room < 0:
                return
            for nodes in found or [Counter()]:
                self._declared(nodes, declaration, declaration)

    def _declared(self, nodes: dict[int, int], declaration: str, value: str) -> None:
        name = declaration.partition(":")[0].strip().lower()
        self.inherits |= "inherit" in value.lower()
        self.contextual |= "context-" in value.lower()
        self.marks |= name.startswith("marker") or not name
        if "#" not in value:
            return
        targets = Counter(unquote("".join(found)).strip() for found in _URL.findall(declaration or value))
        for node, count in nodes.items():
            if name in _ONCE:
                self.nodes[node].masks.update({target: times * count for target, times in targets.items()})
            else:
                self.nodes[node].each.update(targets)

    def _selected(self, selectors: str) -> Sequence[Counter[int]]:
        """Return the nodes with elements that a rule may find, and too many where that is hard to say."""
        found: list[Counter[int]] = []
        for selector in selectors.split(","):
            subject = re.split(r"[\s>+~]+", _PSEUDO.sub("", selector).strip())[-1]
            names = _SPECIFIC.findall(subject) or _NAME.findall(subject)
            if not names or re.search(r"[*\[()\]]", subject):
                return [Counter({number: 1 + node.own for number, node in enumerate(self.nodes)})]
            found += [self.named[name] for name in names[:1] if name in self.named]
        return found

    def end(self) -> None:
        """End the element begun last."""
        self.stack.pop()

    def total(self) -> int:
        """Count what would be drawn.

        Raises:
            ValueError: where a browser could not draw all of it; the message says why.
        """
        if self.room < 0:
            raise ValueError("its style sheets name parts of it too often")
        costs: dict[int, _Cost] = {}
        open_: set[int] = set()
        waiting = [0]
        while waiting:
            number = waiting[-1]
            inside = [*self.nodes[number].parts, *self._targets(number).values()]
            if number not in open_:
                open_.add(number)
                if any(part in open_ and part not in costs for part in inside):
                    raise ValueError("something in it uses itself")
                waiting += (part for part in inside if part not in costs)
            else:
                waiting.pop()
                costs[number] = self._cost(number, costs)
        if costs[0].drawn > LIMIT:
            raise ValueError(f"more than {LIMIT:,} elements would be drawn")
        return costs[0].drawn

    def _targets(self, number: int) -> dict[str, int]:
        """Return the nodes that a node uses. By a style nothing is drawn in itself: browsers leave that out."""
        node = self.nodes[number]
        around = set(self._around(number))
        styled = {name: self.ids[name] for name in (*node.masks, *node.each) if name in self.ids}
        used = {name: self.ids[name] for name in node.once if name in self.ids}
        return {name: target for name, target in styled.items() if target not in around} | used

    def _around(self, number: int) -> Iterator[int]:
        while number > 0:
            yield number
            number = self.nodes[number].around

    def _cost(self, number: int, costs: dict[int, _Cost]) -> _Cost:
        node = self.nodes[number]
        targets = self._targets(number)
        known = {name: costs[target].drawn for name, target in targets.items()}
        corners = (node.corners // 2 if self.marks else 0) + sum(costs[part].corners for part in node.parts)
        corners += sum(costs[targets[name]].corners * times for name, times in node.once.items() if name in targets)
        drawn = node.own + sum(costs[part].drawn for part in node.parts)
        drawn += sum(known.get(name, 0) * times for name, times in (*node.once.items(), *node.masks.items()))
        each = sum(known.get(name, 0) for name in {*node.each, *(node.masks if self.inherits else ())})
        if self.contextual:  # what is a marker of it is painted with its paint, and so are markers further out
            each += each * each
            corners += corners * each
        return _Cost(min(LIMIT + 1, drawn + (drawn + corners) * each), min(LIMIT + 1, corners))
