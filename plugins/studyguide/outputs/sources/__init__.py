"""Whether the sources of a guide are still there and say the same. The only part that asks other servers."""
