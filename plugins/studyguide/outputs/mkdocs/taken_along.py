"""Whether readers may keep a guide on their devices, and the list of what they keep, made when all else is written."""

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from studyguide.options import Options
from studyguide.outputs import offline_copy, writing
from studyguide.outputs.mkdocs import search_worker
from studyguide.outputs.offline_copy import Listed


def is_offered(option: object, files: Files, config: MkDocsConfig) -> bool:
    """Say whether it is: an owner's files of the same names stay, and a site for a folder is on a device already."""
    taken = any(files.get_file_from_path(name) for name in offline_copy.NAMES)
    return option is not False and not taken and not search_worker.is_offline(config)


def name_manifest(env: Environment, options: Options, files: Files) -> None:
    """Let pages name the manifest, where the owner has none that his templates name."""
    manifests = (file.src_uri for file in files if file.src_uri.endswith((".webmanifest", "manifest.json")))
    if options.offline_copy and all(name == offline_copy.MANIFEST for name in manifests):
        env.globals["studyguide_manifest"] = offline_copy.MANIFEST


def list_files(site: Path, options: Options, listed: Listed) -> None:
    """List the files of a finished site."""
    if options.offline_copy:
        writing.write(site, offline_copy.LIST, listed.write(site))
