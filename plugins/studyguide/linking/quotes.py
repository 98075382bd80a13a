"""The sentence that a link stands in, as backlinks quote it."""

from functools import lru_cache

from studyguide.markdown.sentences import SENTENCE_END

# Characters of a backlink's sentence: a paragraph without a stop, such as a list in commas, would fill the page.
SENTENCE_LIMIT = 300


def quoted(text: str, mention: str) -> str:
    """Cut the sentence with the mention out of a paragraph."""
    wanted = " ".join(mention.split())
    flat, sentences = _split(text)
    if wanted:
        flat = next((sentence for sentence in sentences if wanted in sentence), flat)
    if len(flat) <= SENTENCE_LIMIT:
        return flat.strip()
    # The mention in the middle, and no half words at the cuts.
    at = max(0, flat.find(wanted) - SENTENCE_LIMIT // 2)
    cut = flat[at : at + SENTENCE_LIMIT]
    before, after = at > 0, at + SENTENCE_LIMIT < len(flat)
    cut = cut.partition(" ")[2] or cut if before else cut
    cut = cut.rpartition(" ")[0] or cut if after else cut
    return "…" * before + cut.strip() + "…" * after


@lru_cache(maxsize=16)  # every mention in a paragraph asks for the same one
def _split(text: str) -> tuple[str, list[str]]:
    flat = " ".join(text.split())
    return flat, SENTENCE_END.split(flat)
