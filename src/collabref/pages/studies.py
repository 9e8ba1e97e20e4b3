"""Studies in one table per class of design."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Table
from collabref.model.reference import EFFECT, custom_of
from collabref.pages.coded import CODED, of_each_result
from collabref.query.counts import CLASSES, says
from collabref.query.studies import Study
from collabref.store import Store


def grid(store: Store, found: Sequence[Study]) -> Grid:
    """Studies in columns: on a screen what people compare, in data the coded fields."""
    items = [_item(study) for study in found]
    labels = {kind: store.labels(kind) for kind in ("axis", "direction", "design")}

    def field(name: str) -> Callable[[dict[str, Any]], Text]:
        return lambda item: Text(item[name])

    def label(kind: str, id: str) -> str:
        return str(labels[kind].get(id, id))

    def where(item: dict[str, Any]) -> Text:
        return Text("; ".join(filter(None, (item["setting"], item["size"]))))

    def found_on(item: dict[str, Any]) -> Text:
        """The finding; of a work that is listed for other axes than effect, its figures on these."""
        figures = [each["figure"] for each in item["results"] if each.get("figure")]
        return Text("; ".join(figures) if figures and EFFECT not in item["reports"] else item["finding"])

    def reports(item: dict[str, Any]) -> Text:
        return Text("; ".join(report(item, axis, id) for axis, id in item["reports"].items()))

    def report(item: dict[str, Any], axis: str, direction: str) -> str:
        if direction:
            return f"{label('axis', axis)}: {label('direction', direction)}{again(item, axis)}"
        return label("axis", axis) if says(axis, direction) else f"{label('axis', axis)}: no result"

    def again(item: dict[str, Any], axis: str) -> str:
        """A note on a result that is counted only once, with another report of the study."""
        return f" (counted once, with {item['study']})" if axis in item["repeats"] else ""

    def coded(item: dict[str, Any]) -> Text:
        return Text("; ".join(f"{axis}={id}" if id else axis for axis, id in item["reports"].items()))

    def each_result(name: str) -> Callable[[dict[str, Any]], Text]:
        return lambda item: Text(of_each_result(item["results"], name))

    return Grid(
        "study",
        items,
        (
            Column("id", "Study", lambda item: Text(item["id"], to=item["id"]), on="both"),
            Column("year", "Year", field("year")),
            Column("design-label", "Design", lambda item: Text(label("design", item["design"])), on="screen"),
            Column("design", "Design", field("design")),
            Column("class", "Class", field("class")),
            Column("where", "Setting; size", where, on="screen", wide=1),
            Column("setting", "Setting", field("setting")),
            Column("size", "Size", field("size")),
            Column("found", "What was found", found_on, on="screen", wide=2),
            Column("finding", "Finding", field("finding")),
            Column("direction", "Reports", reports, on="screen"),
            Column("reports", "Reports", coded),
            *(Column(name, "", each_result(name)) for name in CODED),
        ),
    )


def tables(store: Store, found: Sequence[Study]) -> Iterator[Table]:
    """A table for each class of design present, under its heading."""
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
        **{field: custom.get(field, "") for field in ("read", "reported-by")},
        "study": custom.get("study") or study.record["id"],
        "role": study.role,
        "reports": dict(study.reports),
        "repeats": sorted(study.repeats),
        "results": list(study.results),
    }
