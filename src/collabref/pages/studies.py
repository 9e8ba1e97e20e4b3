"""Studies in a table for each class of design."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Table
from collabref.query.counts import CLASSES
from collabref.query.studies import Study
from collabref.reference import custom_of
from collabref.store import Store


def grid(store: Store, found: Sequence[Study]) -> Grid:
    """Studies under columns: on a screen what people compare, in data their coded fields."""
    items = [_item(study) for study in found]
    labels = {kind: {word["id"]: word["label"] for word in store.all(kind)} for kind in ("axis", "direction", "design")}

    def field(name: str) -> Callable[[dict[str, Any]], Text]:
        return lambda item: Text(item[name])

    def label(kind: str, id: str) -> str:
        return str(labels[kind].get(id, id))

    def where(item: dict[str, Any]) -> Text:
        return Text("; ".join(filter(None, (item["setting"], item["size"]))))

    def reports(item: dict[str, Any]) -> Text:
        return Text(
            "; ".join(f"{label('axis', axis)}: {label('direction', id)}" for axis, id in item["reports"].items())
        )

    def coded(item: dict[str, Any]) -> Text:
        return Text("; ".join(f"{axis}={direction}" for axis, direction in item["reports"].items()))

    return Grid("study", items, (
        Column("id", "Study", lambda item: Text(item["id"], to=item["id"]), on="both"),
        Column("year", "Year", field("year")),
        Column("design-label", "Design", lambda item: Text(label("design", item["design"])), on="screen"),
        Column("design", "Design", field("design")),
        Column("class", "Class", field("class")),
        Column("where", "Setting; size", where, on="screen", wide=1),
        Column("setting", "Setting", field("setting")),
        Column("size", "Size", field("size")),
        Column("finding", "What was found", field("finding"), on="both", wide=2),
        Column("direction", "Reports", reports, on="screen"),
        Column("reports", "Reports", coded),
    ))  # fmt: skip


def tables(store: Store, found: Sequence[Study]) -> Iterator[Table]:
    """A table for each class of design that there is, under its heading."""
    whole = grid(store, found)
    for design_class, heading in CLASSES.items():
        items = [item for study, item in zip(found, whole.items, strict=True) if study.design_class == design_class]
        if items:
            yield Table(heading, whole._replace(items=items))


def _item(study: Study) -> dict[str, Any]:
    custom = custom_of(study.record)
    return {
        "id": study.record["id"],
        "kind": "study",
        "title": study.record.get("title", ""),
        "year": study.year,
        "design": custom.get("design", ""),
        "class": study.design.get("class", ""),
        **{field: custom.get(field, "") for field in ("setting", "size", "finding")},
        "reports": dict(study.reports),
    }
