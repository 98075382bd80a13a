"""Ask for all addresses: hosts beside each other, each host for one page at a time, with a pause between."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from studyguide.outputs.sources.asking import Answer, ask

HOSTS = 8
"""Hosts that are asked at the same time."""
TRIES = 3
PATIENCE = 3
"""Pages of a host that may fail one after the other; then it is left alone."""


class OfflineError(Exception):
    """No server at all could be reached; the message says so in one line."""


@dataclass(frozen=True)
class Manners:
    """How servers are asked: seconds between two questions to one host, and seconds to wait for an answer.

    ``allowed`` are hosts that may be asked though they are not on the public net, as :func:`reach.name` writes them.
    """

    pause: float = 0.5
    timeout: float = 20.0
    allowed: frozenset[str] = frozenset()


def ask_all(tags: Mapping[str, str], manners: Manners, progress: Callable[[str], None]) -> Mapping[str, Answer]:
    """Ask for each address, given with the version of it that is known."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for address in sorted(tags):
        hosts[_host(address)].append(address)
    answers: dict[str, Answer] = {}

    def one(addresses: Sequence[str]) -> None:
        for address, answer in _host_answers(addresses, tags, manners):
            answers[address] = answer
            progress(f"{len(answers)}/{len(tags)} {address}")

    with ThreadPoolExecutor(HOSTS) as pool:
        for done in [pool.submit(one, addresses) for addresses in hosts.values()]:
            done.result()
    if answers and all(answer.unreachable for answer in answers.values()):
        reason = next(iter(answers.values())).reason
        raise OfflineError(
            f"none of {len(hosts)} hosts can be reached ({reason}): nothing was checked; is there a network?"
        )
    return answers


def _host_answers(addresses: Sequence[str], tags: Mapping[str, str], manners: Manners) -> Iterator[tuple[str, Answer]]:
    """Ask one host. Where it cannot be reached, or fails again and again, the rest gets the same answer unasked."""
    failed = 0
    last = Answer("silent")
    for address in addresses:
        if failed < PATIENCE and not last.unreachable:
            last = _patiently(address, tags[address], manners)
            failed = failed + 1 if last.again else 0
        yield address, last


def _patiently(address: str, tag: str, manners: Manners) -> Answer:
    """Try again after what may pass, as late as the server asks, else later each time."""
    for attempt in range(1, TRIES + 1):
        answer = ask(address, tag, manners.timeout, manners.allowed)
        time.sleep(manners.pause)
        if not answer.again:
            break
        if attempt < TRIES:
            time.sleep(answer.wait or manners.pause * 2**attempt)
    return answer


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return address
