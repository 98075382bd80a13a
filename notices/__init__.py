"""Writes the notices of the packages whose code lies in the theme. The guide and its builds never run this."""
