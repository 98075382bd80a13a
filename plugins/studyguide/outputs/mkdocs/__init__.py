"""The guide as a site of MkDocs or ProperDocs."""
