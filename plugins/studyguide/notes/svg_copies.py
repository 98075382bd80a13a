"""How much a drawing becomes when it is drawn: what it uses is drawn again at each use, and that can multiply.

Twenty groups that each use the next one twice are a million in a kilobyte. A browser that prints a book, or a reader's,
would draw them all.
"""

import re
from dataclasses import dataclass, field

LIMIT = 500_000
"""Elements that are drawn; a plot of 100,000 points has that many."""

_USED = re.compile(r"(?:^\s*|url\(\s*[\"']?)#([^\s\"')]+)")


@dataclass
class Copies:
    """Counts elements by the nearest element around them that has an id. The first of them, 0, is the file."""

    own: list[int] = field(default_factory=lambda: [0])
    parts: dict[int, list[int]] = field(default_factory=dict)
    uses: dict[int, list[str]] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    stack: list[int] = field(default_factory=lambda: [0])

    def start(self, identity: str) -> None:
        """Begin an element, with its id or an empty one."""
        around = self.stack[-1]
        if identity:
            self.stack.append(len(self.own))
            self.own.append(1)
            self.parts.setdefault(around, []).append(self.stack[-1])
            # Of two elements of one id, a browser takes the first.
            self.ids.setdefault(identity, self.stack[-1])
        else:
            self.stack.append(around)
            self.own[around] += 1

    def used(self, value: str) -> None:
        """Say what an attribute of the element begun last uses."""
        if "#" in value:
            self.uses.setdefault(self.stack[-1], []).extend(_USED.findall(value))

    def end(self) -> None:
        """End the element begun last."""
        self.stack.pop()

    def fault(self) -> str:
        """Say why a browser could not draw all of it, or nothing."""
        costs: dict[int, int] = {}
        open_: set[int] = set()
        waiting = [0]
        while waiting:
            node = waiting[-1]
            inside = self._inside(node)
            if node not in open_:
                open_.add(node)
                if any(part in open_ and part not in costs for part in inside):
                    return "something in it uses itself"
                waiting += (part for part in inside if part not in costs)
            else:
                waiting.pop()
                costs[node] = min(LIMIT + 1, self.own[node] + sum(costs[part] for part in inside))
        return f"more than {LIMIT:,} elements would be drawn" if costs[0] > LIMIT else ""

    def _inside(self, node: int) -> list[int]:
        used = (self.ids[name] for name in self.uses.get(node, ()) if name in self.ids)
        return [*self.parts.get(node, ()), *used]
