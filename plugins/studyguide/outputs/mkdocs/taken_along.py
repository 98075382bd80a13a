"""What readers take along of a guide: feeds, and a copy on their devices, which is listed when all is written."""

from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from studyguide.options import Options
from studyguide.outputs import feed, offline_copy, writing
from studyguide.outputs.mkdocs import search_worker
from studyguide.outputs.offline_copy import Listed


def is_offered(option: object, files: Files, config: MkDocsConfig) -> bool:
    """Say whether it is: an owner's files of the same names stay, and a site for a folder is on a device already."""
    taken = any(files.get_file_from_path(name) for name in offline_copy.NAMES)
    return option is not False and not taken and not search_worker.is_offline(config)


def named(options: Options, files: Files) -> Mapping[str, str]:
    """Give the names of files that the head of every page names; no manifest where an owner's templates name his."""
    manifests = (file.src_uri for file in files if file.src_uri.endswith((".webmanifest", "manifest.json")))
    is_ours = options.offline_copy and all(name == offline_copy.MANIFEST for name in manifests)
    feeds = {"studyguide_feed": feed.FILE, "studyguide_json_feed": feed.JSON_FILE} if options.feeds else {}
    return {**feeds, **({"studyguide_manifest": offline_copy.MANIFEST} if is_ours else {})}


def list_files(site: Path, options: Options, listed: Listed) -> None:
    """List the files of a finished site."""
    if options.offline_copy:
        writing.write(site, offline_copy.LIST, listed.write(site))
