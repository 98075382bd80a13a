"""Where sentences end."""

import re

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[^a-z])|(?<=[。！？])")
"""Between two sentences; splits a text whose white space is single spaces."""
