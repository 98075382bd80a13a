"""Say what to install where an output needs packages that are not there, or not as it needs them."""

from importlib.util import find_spec


def advice(error: ImportError, extra: str) -> str:
    """Say what an import lacked. A package that is there may be of another version, or broken."""
    wanted = f"'mkdocs-studyguide[{extra}]'"
    package = (error.name or "").partition(".")[0]
    if isinstance(error, ModuleNotFoundError) and package and find_spec(package) is None:
        return f"{package} is missing: pip install {wanted}"
    shown = " ".join(str(error).split())
    return f"{package or 'a package'} is installed and does not work here ({shown}): pip install --upgrade {wanted}"
