"""Where a link leads that means a file or folder and no note: what is published, kept elsewhere, or left out."""

from dataclasses import dataclass
from urllib.parse import quote

from studyguide import paths
from studyguide.linking import faults
from studyguide.linking.faults import Fault
from studyguide.linking.target_index import Index
from studyguide.notes import other_notes
from studyguide.notes.left_out import is_hidden
from studyguide.paths import PageName, SourcePath
from studyguide.reuse.memory import passing

_VIEW = ".base"


@dataclass(frozen=True)
class Way:
    """Where a link leads: to a page, to a file, elsewhere, or, where all are missing, nowhere."""

    page: PageName | None = None
    anchor: str = ""
    asset: SourcePath | None = None
    fault: Fault | None = None
    elsewhere: str = ""
    """The address of a file that is not published, where it is kept."""
    own: str | None = None
    """The address below the site's root of one of the owner's own pages or files, without the fragment."""
    fragment: str = ""
    amend: tuple[str, bool] | None = None
    """How GitHub finds it too, and whether it is written as for a site."""


def holds_files(index: Index, folder: str) -> bool:
    """Say whether a file, of whatever kind, lies below a folder."""
    return any(path.startswith(f"{paths.fold(folder)}/") for path in index.assets)


def to_folder(index: Index, folder: str) -> Way:
    """Follow a link to a folder without notes, which the repository shows as a list."""
    elsewhere = index.repository.shown(folder) if index.repository else ""
    message = f"`{folder}/` is a folder without notes: link to a file in it, or write a README there"
    return Way(elsewhere=elsewhere, fault=None if elsewhere else Fault("dead-link", message, "info"))


def unread(index: Index, path: str) -> Way | None:
    """Say that a link leads to a note that is left out, or lead to it in the repository; None where there is none."""
    passing()  # what is not read lies on the disk, and may be gone the next time
    if drawing := index.drawings.get(paths.fold(path)):
        message = f"{drawing} is a drawing that only Obsidian shows: export it as SVG or PNG, and show that"
        return Way(fault=Fault("dead-link", f"{message}; the link's text is shown without it"))
    if path.lower().endswith(_VIEW):
        return Way(fault=_view(path))
    known = index.rules.unread if index.rules else {}
    found = known.get(paths.fold(path)) or known.get(paths.fold(f"{path}.md"))
    if found is None:
        return None
    hidden = next((part for part in found.split("/") if is_hidden(part)), "")
    if hidden and index.repository:
        return Way(elsewhere=index.repository.shown(found))
    reason = f"is hidden, for `{hidden}` begins with a dot" if hidden else "is left out: change `exclude`"
    kept = ": link to where it is kept, or rename it" if hidden else ", or leave out the link"
    return Way(fault=Fault("dead-link", f"{found} {reason}{kept}; the link's text is shown without it"))


def _view(path: str) -> Fault:
    message = f"`{path}` is a view of notes that only Obsidian makes: write down what it lists"
    return Fault("dead-link", f"{message}; the link's text is shown without it", "info")


def to_file(index: Index, path: SourcePath, fragment: str = "") -> Way:
    """Follow a link to a file, or say why it is not published."""
    refusal = index.refused.get(path)
    if refusal is None:
        return Way(asset=path, fragment=fragment)
    if path.lower().endswith(_VIEW):
        return Way(fault=_view(path))
    elsewhere = index.repository.shown(path) if index.repository else ""
    fault = (
        faults.of_other_tool(path, path) if other_notes.is_one(path) else faults.unpublished(path, refusal, elsewhere)
    )
    return Way(fault=fault, elsewhere=elsewhere)


def own(index: Index, path: str, fragment: str = "") -> Way | None:
    """Find one of the owner's own files: on the site, or where it is kept if the output has no such pages."""
    path, address = index.own.get(paths.fold(path), ("", ""))
    if address:
        return Way(own=address, fragment=fragment)
    return Way(elsewhere=shown(index, path, fragment)) if path else None


def shown(index: Index, path: str, fragment: str) -> str:
    """Return where the repository shows a file; nothing where none is known."""
    return index.repository.shown(path) + (f"#{quote(fragment)}" if fragment else "") if index.repository else ""
