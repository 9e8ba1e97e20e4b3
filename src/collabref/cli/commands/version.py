"""`collabref version`."""

from collabref.cli.streams import write_stdout


def command() -> None:
    """Show the version.

    \b
    Examples:
      collabref version

    """
    from collabref import __version__

    write_stdout(f"collabref {__version__}\n")
