"""Which files of the notes folder are published: none that could run, or speak for the site."""

from studyguide.page_kinds import kept_from_notes
from studyguide.paths import SourcePath, fold

SPEAKING = frozenset({"robots.txt", "ads.txt", "app-ads.txt", "security.txt", "manifest.json"})
"""Files at a site's root by which its owner speaks to search engines, sellers and browsers; notes come from anybody."""


IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp")


PUBLISHED = (
    *IMAGES,
    *(
        ".pdf",
        ".mp4",
        ".webm",
        ".mp3",
        ".ogg",
        ".wav",
        ".csv",
        ".tsv",
        ".txt",
        ".json",
        ".yml",
        ".yaml",
        ".zip",
    ),
    *(".drawio", ".docx", ".xlsx", ".pptx", ".ipynb", ".tf", ".sh", ".py", ".sql", ".apkg"),
)
"""Files a note may link to; others (scripts, HTML) would run or be shown in the site's name."""


def publishable(path: SourcePath) -> bool:
    """Say whether a file may be on the site, should a note link to it."""
    return path.lower().endswith(PUBLISHED) and path.lower() not in SPEAKING and not kept_from_notes(fold(path))
