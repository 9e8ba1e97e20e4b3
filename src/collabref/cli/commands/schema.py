"""`collabref schema`."""

from typing import Annotated, Optional

import typer

from collabref.cli.completion import keys
from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, sharing
from collabref.cli.output import save
from collabref.cli.streams import write_stdout
from collabref.pages.schema import schema


@sharing("library", "strict")
def command(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="A top-level key, such as approaches; none means all.",
            show_default=False,
            autocompletion=keys,
        ),
    ] = "",
    output: Annotated[
        Optional[str], typer.Option("--output", "-o", metavar="FILE", help="Write to FILE.", show_default=False)
    ] = None,
    *,
    options: Options,
) -> None:
    """Write the JSON Schema of a data file, for editors.

    \b
    Examples:
      collabref schema -o schema.json
      collabref schema references

    An editor with YAML support completes and checks a data file while you write, if its first
    line names the schema. Keep it outside the library, where .json files are references:

    \b
      # yaml-language-server: $schema=../schema.json

    Coded fields may hold the words of the built-in library and of any -L. Only `collabref check`
    can check what a record names in another file.
    """
    text = schema(open_libraries(options), kind)
    if output:
        save(output, text, options.libraries)
    else:
        write_stdout(text)
