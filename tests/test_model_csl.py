import msgspec
import pytest

from collabref.model import csl


def test_no_variable_is_declared_twice():
    names = [*csl.NAMES, *csl.DATES, *csl.TEXTS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("variable", ["container-title", "archive_location", "non-dropping-particle", "DOI"])
def test_variables_are_spelt_as_csl_spells_them(variable: str):
    item = {"id": "a", "type": "book", "author": [{"family": "A"}]}
    (item["author"][0] if variable.startswith("non") else item)[variable] = "x"  # type: ignore[index]
    assert msgspec.to_builtins(msgspec.convert(item, csl.Item)) == item


def test_an_unknown_variable_is_refused():
    with pytest.raises(msgspec.ValidationError, match="unknown field `container_title`"):
        msgspec.convert({"id": "a", "type": "book", "container_title": "x"}, csl.Item)
