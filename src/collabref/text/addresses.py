"""Web addresses, and those of DOIs and PubMed records."""

import re

from collabref.text.safe import printable

# What is percent-encoded in the path of an address; also % itself, unless the text already comes from an address.
_NOT_IN_ADDRESS = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9%/:()!$&'*,=@._~-]")


def is_web(address: str) -> bool:
    """Whether an address is a complete web address: other people's libraries may hold any other kind."""
    return re.fullmatch(r"(?i)https?://[^\s<>]+", address) is not None and printable(address) == address


def doi_address(doi: str) -> str:
    """The address of a DOI. A DOI may contain any character (those from SICIs have < and >); its address may not.

    Source: DOI Handbook, “Encoding issues”; RFC 3986, section 3.3.
    """
    return f"https://doi.org/{_in_address(doi)}"


def pmid_address(pmid: str) -> str:
    """The address of a PubMed record."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{_in_address(pmid)}/"


def _in_address(text: str) -> str:
    return _NOT_IN_ADDRESS.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode(errors="replace")), text
    )
