"""Ways out of a built guide: a plugin for MkDocs, a plain project, a book, a deck, a feed, data, repairs."""
