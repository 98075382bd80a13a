"""The sentence of a paragraph that a backlink shows."""

from functools import lru_cache

from studyguide.markdown.sentences import SENTENCE_END

# A paragraph without a stop, such as a list in commas, would fill the page.
LIMIT = 300
"""Characters of a sentence."""


def around(text: str, mention: str) -> str:
    """Cut the sentence with the mention out of a paragraph."""
    wanted = " ".join(mention.split())
    flat, sentences = _split(text)
    if wanted:
        flat = next((sentence for sentence in sentences if wanted in sentence), flat)
    if len(flat) <= LIMIT:
        return flat.strip()
    # The mention in the middle, and no half words at the cuts.
    at = max(0, flat.find(wanted) - LIMIT // 2)
    cut = flat[at : at + LIMIT]
    before, after = at > 0, at + LIMIT < len(flat)
    cut = cut.partition(" ")[2] or cut if before else cut
    cut = cut.rpartition(" ")[0] or cut if after else cut
    return "…" * before + cut.strip() + "…" * after


@lru_cache(maxsize=16)  # every mention in a paragraph asks for the same one
def _split(text: str) -> tuple[str, list[str]]:
    flat = " ".join(text.split())
    return flat, SENTENCE_END.split(flat)
