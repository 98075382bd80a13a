"""Words that join others inside of a name and carry no meaning themselves, in the languages that write acronyms.

A closed class: languages gain nouns every day, and hardly a preposition in a century. Of other languages words of three
letters pass for such.
"""

CONJUNCTIONS = frozenset("and or und oder et ou och og y e u en ed od oraz lub или та".split())
_ARTICLES = """
a an the of
del della delle dello degli der des die das dem den ein eine einem einen einer eines het een ett
el la las le les lo los il gli una uno une um uma os as o i
de do dos da das di du von van af av
"""
_PREPOSITIONS = """
as at by for from in into on onto per than that to upon via with within without over under between through
against around about across among toward towards
auf aus bei bis durch für gegen mit nach ohne seit über unter vom von vor zum zur zwischen
ans au aux avec chez contre dans par pour sans selon sous sur vers entre
al ante bajo como con desde hacia hasta para por según sin sobre tras
ao aos com contra após até num numa nas nos pela pelas pelo pelos sem sob
agli alla alle allo col dai dal dalla dalle fra nei nel nella nelle sul sulla sulle tra verso senza
aan bij door met naar naast om onder op uit voor zonder till från för med mellan inom under utan
без для до за из между на над не от перед по под при про через
"""
_VERBS = """
is are was were has stands means es son era fue è sono é são est sont ist sind war er är jest są це є это
"""
_PARTICLES = "by in off on out over up with".split()

JOINING = CONJUNCTIONS.union(_ARTICLES.split())
"""Words that begin no name."""

SMALL = JOINING.union(_PREPOSITIONS.split())

GOVERNING = SMALL.difference(CONJUNCTIONS)
"""Words that something follows: all of "in the 21st century" says when."""

BEHIND = SMALL.union(_VERBS.split())
"""Words before which a name is over."""

CLOSING = SMALL.difference(_PARTICLES)
"""Words that end no name; "Single sign on" ends in another."""

_SHORT = 3
"""Letters of a word that may be a small one of any language."""


def small(word: str) -> bool:
    """Say whether a word, written small, may stand in a name and give it no letter."""
    return word.islower() and (len(word) <= _SHORT or word in SMALL)
