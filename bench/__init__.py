"""Speed and memory of a build, side by side with plain Material for MkDocs on the same text."""
