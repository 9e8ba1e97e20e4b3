r"""From a BibTeX file to its entries and their fields, each with its place, however broken the file is.

The grammar is BibTeX's (an entry is ``@type{key, name = value, …}`` or the same in parentheses; a value is ``{…}``,
``"…"``, a number or a word, joined by ``#``), relaxed for what other programs write: any characters in types and
field names, keys with spaces or missing keys, missing commas, remarks after ``%`` and between fields. Something
unreadable costs one field, and is reported.

An entry ends where its braces close. If they do not, it ends where the next entry begins: inside a value, only
at a line that can hardly be anything else (``@type{key, name =``), so that an abstract may have a line
beginning with ``@``. Once a value without an end has been found, the text it ran through is trusted less: there
entries begin at any line like ``@type{``, and then anywhere. So each part of a file is read a few times at most,
whatever it contains.

Text between entries is a comment; if it has braces it is probably the torn-off end of an entry, and is
returned as such. Lines beginning with ``%`` are always comments.

Why not a library: of nine kinds of irregular file that other programs write, pybtex reads three and
bibtexparser 2.1 five (and two more wrongly, without warning); neither gives the place of a field.

Sources: Patashnik, *BibTeXing*, 1988; btparse's ``bt_language`` (biber's grammar), for remarks in entries.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Word(str):
    """A value without braces: the name of an abbreviation, or text that should have had braces."""

    __slots__ = ()


class Field(NamedTuple):
    """A field as written: its name, the parts of its value (to be joined), and the offset of its name."""

    name: str
    parts: tuple[str, ...]
    start: int


class Fault(NamedTuple):
    """Something in an entry that is not BibTeX: its kind, its offset, and the words there.

    ``comma``: a comma is missing before it; ``field``: it is not a field; ``end``: its value does not end;
    ``inside``: it looks like an entry, but is in the value of another; ``unclosed``: the braces of the entry do not close.
    """

    kind: str
    start: int
    words: str


class Entry(NamedTuple):
    """An entry, or text outside any entry.

    Attributes:
        kind: the entry's type in lower case; empty for torn-off text.
        key: as written; empty for none.
        fields: in their order. Those of ``@string`` are the abbreviations.
        faults: in their order.
        start: the offset of its first character.
        length: how many characters it has.
        whole: whether any of it could be read; false if its first value does not end.
    """

    kind: str
    key: str
    fields: tuple[Field, ...]
    faults: tuple[Fault, ...]
    start: int
    length: int
    whole: bool


_HEAD = r"@[ \t]*(?P<type>[A-Za-z][\w:-]*)\s*(?P<bracket>[{(])"
_OUTSIDE = re.compile(rf"(?m)^[ \t]*%.*|{_HEAD}")
_FIRST_FIELD = r"""[ \t]*[A-Za-z][\w .:/+-]{0,60}=\s*[{"\w]"""
# Where an entry may begin inside a value, from the strictest pattern to the loosest.
_SURE = rf"^[ \t]*@(?=[ \t]*[A-Za-z][\w:-]*\s*[{{(](?:[^,{{}}=@]{{0,200}},)?\s*{_FIRST_FIELD})"
_LINE = r"^[ \t]*@[ \t]*[A-Za-z][\w:-]*\s*[{(]"
_ANY = r"@[ \t]*[A-Za-z][\w:-]*\s*[{(]"
_LINE_HEAD = re.compile(f"(?m){_LINE}")
_ANY_HEAD = re.compile(_ANY)

# White space and remarks, between the parts of an entry.
_GAP = re.compile(r"(?:\s|(?<=[\s,{}\"])%[^\n]*)*")
_COMMAS = re.compile(r"(?:[\s,;]|(?<=[\s,{}\"])%[^\n]*)*")
_KEY = re.compile(r"[^,={}@]{0,500}")
_KEY_IN_PARENTHESES = re.compile(r"[^,={}@)]{0,500}")
_NAME = re.compile(r"""(?P<name>[^\s=,{}"#%@()\\][^=,{}"#@\n]{0,80}?)\s*=""")
_WORDS = re.compile(r"""[^\s,;{}"#=()]+(?:[ \t]+[^\s,;{}"#=()]+(?![^\s,;{}"#=()]|\s*=)){0,50}""")
_JUNK = re.compile(rf"[{{}},\n]|{_ANY}")
# The sign of a value that has swallowed the fields after it.
_SWALLOWED = re.compile(r"""[\n,][ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{"\d]""")


class _Reading:
    """The expressions by which values are read; ``breaks`` is where another entry begins inside one."""

    def __init__(self, breaks: str) -> None:
        self.braces = re.compile(rf"(?m)[{{}}]|(?P<break>{breaks})")
        self.quotes = re.compile(rf'(?m)\\"|["{{}}]|(?P<break>{breaks})')


# The first also reads an entry inside a value as text, if all its braces close.
_TRUSTING, _SURELY, _BY_LINES, _ANYWHERE = map(_Reading, (_SURE, _SURE, _LINE, _ANY))
_PASSED_OVER = ("comment", "preamble")


class _TornError(Exception):
    """A value does not end: ``args[0]`` is where the text ends or another entry begins."""


def entries(text: str) -> Iterator[Entry]:
    """The entries of ``text`` and torn-off text between them, in order, in linear time.

    ``@comment`` and ``@preamble`` are skipped, unless they do not close.
    """
    at = 0  # the end of what has been returned
    search_from = 0
    sound = True  # no value without an end has been found yet
    doubtful = torn = 0  # the offsets up to which entries may begin at any line, and anywhere
    while head := _OUTSIDE.search(text, search_from):
        search_from = head.end()
        if not head["bracket"]:
            continue
        start = head.start()
        reading = _ANYWHERE if start < torn else _BY_LINES if start < doubtful else _TRUSTING if sound else _SURELY
        parser = _Parser(text, head, reading)
        whole = parser.read()
        if start < torn and not parser.fields and parser.kind not in _PASSED_OVER:
            continue
        yield from _torn_off(text, at, start)
        if parser.scanned:
            sound = False
            line = _LINE_HEAD.search(text, head.end(), parser.scanned)
            torn = max(torn, line.start() if line else parser.scanned)
            doubtful = max(doubtful, parser.scanned)
        if whole:
            at = search_from = parser.at
        else:
            following = _ANY_HEAD.search(text, head.end(), parser.scanned)
            at = following.start() if following else parser.scanned
        if parser.kind not in _PASSED_OVER or not whole:
            fields, faults = tuple(parser.fields), tuple(parser.faults)
            yield Entry(parser.kind, parser.key, fields, faults, start, at - start, whole)
    yield from _torn_off(text, at, len(text))


class _Parser:
    """One entry while it is being read, from after its first brace.

    Attributes:
        at: the current offset.
        scanned: how far a value without an end was followed; 0 if there was none.
    """

    def __init__(self, text: str, head: re.Match[str], reading: _Reading) -> None:
        self.at = head.end()
        self.kind = head["type"].lower()
        self.key = ""
        self.fields: list[Field] = []
        self.faults: list[Fault] = []
        self.scanned = 0
        self._text = text
        self._closing = ")" if head["bracket"] == "(" else "}"
        self._reading = reading
        self._mended = False

    def read(self) -> bool:
        """Read the entry, and return whether anything could be read, or there was nothing to read."""
        try:
            if self.kind in _PASSED_OVER:
                self._pass_over()
            else:
                self._read_key()
                self._read_fields()
        except _TornError as torn:
            self.scanned = max(self.scanned, torn.args[0])
            return False
        return True

    def _pass_over(self) -> None:
        """Skip the content of a comment, including entries."""
        if self._closing == "}":
            self._braces(trusting=self._reading is _TRUSTING)
            return
        end = (_PARENTHESIS if self._reading is _TRUSTING else _PARENTHESIS_OR_ENTRY).search(self._text, self.at)
        if not end or end[0] != ")":
            raise _TornError(end.start() if end else len(self._text))
        self.at = end.end()

    def _read_fields(self) -> None:
        while not self._closed():
            name = _NAME.match(self._text, self.at)
            if not name:
                self._pass_junk()
                continue
            start, self.at = self.at, name.end()
            faults = len(self.faults)
            field = name["name"].rstrip().lower()
            try:
                self.fields.append(Field(field, tuple(self._value()), start))
            except _TornError as torn:
                self.scanned = max(self.scanned, torn.args[0])
                if not self._mend(field, start, torn.args[0]):
                    if not self.fields:
                        raise
                    self._fault_at("unclosed", start)
                    self.at = torn.args[0]
                    return
            if len(self.faults) == faults:
                self._comma()

    def _mend(self, field: str, start: int, end: int) -> bool:
        """End a value that ran on over other fields before the first of them; once per entry."""
        other = _ANY_HEAD.search(self._text, start, end)
        swallowed = _SWALLOWED.search(self._text, start, other.start() if other else end)
        if self._mended or not swallowed:
            return False
        self._mended = True
        value = self._text[start : swallowed.start()].partition("=")[2].strip()
        self.fields.append(Field(field, (value.removeprefix("{").removeprefix('"').rstrip(","),), start))
        self._fault_at("end", start)
        self.at = swallowed.start()
        return True

    def _read_key(self) -> None:
        words = (_KEY if self._closing == "}" else _KEY_IN_PARENTHESES).match(self._text, self.at)
        assert words  # it may be empty
        if self._text.startswith("=", words.end()):
            # No comma: these words are the first field's name, perhaps after the key.
            key, _, name = words[0].rstrip().rpartition("\n" if "\n" in words[0].strip() else " ")
            self.key = key.strip()
            self.at += len(words[0].rstrip()) - len(name)
            if self.key:
                self._fault("comma")
        else:
            self.key = words[0].strip()
            self.at = words.end()

    def _closed(self) -> bool:
        """Whether the entry ends here; skips whatever is between fields."""
        self._pass(_COMMAS)
        here = self._text[self.at : self.at + 1]
        if not here or _ANY_HEAD.match(self._text, self.at):
            # The values are complete, unless one of them ran on over others and took the entry's own brace.
            for number, field in enumerate(self.fields):
                if any(map(_SWALLOWED.search, field.parts)):
                    end, self.fields = self.at, self.fields[:number]
                    if self._mend(field.name, field.start, end):
                        return self._closed()
            self._fault("unclosed")
            return True
        if here == self._closing or here == "}":
            self.at += 1
            return True
        return False

    def _comma(self) -> None:
        self._pass(_GAP)
        if self._text[self.at : self.at + 1] not in (",", "}", self._closing, "") and _NAME.match(self._text, self.at):
            self._fault("comma")

    def _pass(self, expression: re.Pattern[str]) -> None:
        gap = expression.match(self._text, self.at)
        self.at = gap.end() if gap else self.at

    def _pass_junk(self) -> None:
        """Skip what is not a field, up to a comma or line end outside braces."""
        start = self.at
        while token := _JUNK.search(self._text, self.at):
            if token[0] == "{":
                self.at = token.end()
                self._braces()
                continue
            self.at = token.end() if token[0] in ",\n" else token.start()
            break
        else:
            self.at = len(self._text)
        self.at = max(self.at, start + 1)
        self.faults.append(Fault("field", start, self._text[start : min(self.at, start + 60)].strip(" ,\n")))

    def _value(self) -> Iterator[str]:
        while True:
            self._pass(_GAP)
            here = self._text[self.at : self.at + 1]
            if here == "{":
                self.at += 1
                yield self._braces()
            elif here == '"':
                self.at += 1
                yield self._quotes()
            elif words := _WORDS.match(self._text, self.at):
                self.at = words.end()
                yield words[0] if words[0].isdecimal() else Word(words[0])
            self._pass(_GAP)
            if not self._text.startswith("#", self.at):
                return
            self.at += 1

    def _braces(self, trusting: bool = False) -> str:
        """The text up to the brace that closes the one just passed; moves past it."""
        start, depth, inside = self.at, 1, 0
        for token in (_ONLY_BRACES if trusting else self._reading.braces).finditer(self._text, start):
            if token[0] == "{":
                depth += 1
            elif token[0] != "}":
                if self._reading is not _TRUSTING:
                    raise _TornError(token.start())
                inside = inside or token.start()
            elif depth == 1:
                if inside:
                    self.faults.append(Fault("inside", inside, self._text[inside : inside + 60].split("{")[0].strip()))
                self.at = token.end()
                return self._text[start : token.start()]
            else:
                depth -= 1
        raise _TornError(inside or len(self._text))

    def _quotes(self) -> str:
        r"""The same for a quotation mark: outside braces, and not after a backslash (``\"`` is an accent)."""
        start, depth = self.at, 0
        for token in self._reading.quotes.finditer(self._text, start):
            if token[0] == "{":
                depth += 1
            elif token[0] == "}":
                if depth == 0:  # the entry's own brace: the closing quotation mark is missing
                    return self._unquoted(start, token)
                depth -= 1
            elif token.lastgroup == "break":
                raise _TornError(token.start())
            elif token[0] == '"' and depth == 0:
                self.at = token.end()
                return self._text[start : token.start()]
        raise _TornError(len(self._text))

    def _unquoted(self, start: int, brace: re.Match[str]) -> str:
        """Drop a value, but not the fields on the lines after its first."""
        line_end = self._text.find("\n", start, brace.start())
        self.at = start
        self._fault("field")
        self.at = line_end if line_end >= 0 else brace.start()
        return ""

    def _fault(self, kind: str) -> None:
        line = self._text[self.at : self.at + 60].partition("\n")[0]
        self.faults.append(Fault(kind, self.at, line.partition("=")[0].strip()))

    def _fault_at(self, kind: str, start: int) -> None:
        here, self.at = self.at, start
        self._fault(kind)
        self.at = here


_ONLY_BRACES = re.compile("[{}]")
_PARENTHESIS = re.compile(r"\)")
_PARENTHESIS_OR_ENTRY = re.compile(rf"\)|{_ANY}")


def _torn_off(text: str, start: int, end: int) -> Iterator[Entry]:
    """The text between two offsets, if it has braces; lines that begin with % are always comments."""
    outside = text[start:end]
    bare = re.sub(r"(?m)^[ \t]*%.*$", lambda line: " " * len(line[0]), outside)
    if "{" in bare or "}" in bare:
        blank = len(bare) - len(bare.lstrip())
        yield Entry("", "", (), (), start + blank, len(outside) - blank, False)
