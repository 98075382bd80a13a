"""The command ``init``: from nothing, notes, a vault or a project to a guide that builds and can be published."""
