"""Where sentences end."""

import re

# Not before a small letter: "e.g. this". Chinese and Japanese have no blank behind the stop.
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[^a-z])|(?<=[。！？])")
"""Between two sentences; splits a text whose white space is single spaces."""
