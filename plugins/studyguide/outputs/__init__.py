"""Ways out of a built guide: a plugin for MkDocs, a plain project for other engines."""
