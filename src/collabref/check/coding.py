"""Rules for how studies are coded: what a result says, and whether it agrees with the design.

They follow the protocol of docs/methods.md, section “How studies are coded”.
"""

from collections.abc import Iterator
from typing import Any

from collabref.check.bibliography import WITHOUT_RESULTS, references
from collabref.check.rules import Fault, rule
from collabref.check.structure import results, sound
from collabref.errors import NOTE
from collabref.load import Entry
from collabref.load.datafile import Path
from collabref.load.overlay import Overlay
from collabref.model.reference import COMPARED, DIRECTED, ECONOMICS, EFFECT, UNSEEN
from collabref.text.wording import join_words

# Class of design -> the kinds of comparison that such a design makes; a class not listed here may make any.
# Source: docs/methods.md, “Design and comparison”.
COMPARISONS = {
    "synthesis": ("nothing",),
    "randomised": ("randomised-controls",),
    "controlled": ("concurrent-controls", "external-trend"),
    "time-series": ("own-baseline", "external-trend"),
    "uncontrolled": ("own-baseline", "within-group", "nothing"),
    "explanatory": ("concurrent-controls", "external-trend", "own-baseline", "within-group", "nothing"),
}

# The fields that only a result with a direction has, and those that only an economic one has.
ON_EFFECT = ("direction", "points", "outcome", "outcome-named")
ON_ECONOMICS = ("perspective", "horizon", "price-year", "basis")


@rule(NOTE)
def old_form(overlay: Overlay) -> Iterator[Fault]:
    """A direction on an axis other than effect or sustainability, as older libraries have, is not counted."""
    for entry in sound(overlay):
        for path, result in results(entry):
            if result["axis"] not in DIRECTED and result.get("direction"):
                message = f"The direction on {result['axis']} is not used: the work is taken to speak to that axis."
                yield Fault(entry, (*path, "direction"), message, _instead(result["axis"]))


@rule("house")
def result_axis(overlay: Overlay) -> Iterator[Fault]:
    """A result is on effect, sustainability or economics, and has only the fields of that axis."""
    for entry in references(overlay):
        for path, result in results(entry):
            axis = result["axis"]
            if axis in DIRECTED:
                surplus = [field for field in ON_ECONOMICS if field in result]
                hint = "Leave it out, or make it a result on economics."
            elif axis == ECONOMICS:
                surplus = [field for field in ON_EFFECT if field in result]
                hint = "Leave it out: on economics a result has a figure."
            else:
                yield Fault(entry, (*path, "axis"), f"There are no results on {axis}.", _instead(axis))
                continue
            for field in surplus:
                yield Fault(entry, (*path, field), f"A result on {axis} has no “{field}”.", hint)


@rule("house")
def result_fields(overlay: Overlay) -> Iterator[Fault]:
    """A result on effect or sustainability says on which outcome (but for a synthesis), compared with what, and the figure."""
    classes = _classes(overlay)
    for entry, path, result in _directed(overlay):
        needed = ["compared-with"]
        if _class(entry, classes) != "synthesis":
            needed.append("outcome")
        if result.get("direction") != UNSEEN:
            needed.append("figure")
        if missing := [field for field in needed if not result.get(field)]:
            message = f"This result on {result['axis']} lacks {join_words(missing, 'and')}."
            yield Fault(entry, path, message, "Add it from the work itself.")


@rule("house")
def design_comparison(overlay: Overlay) -> Iterator[Fault]:
    """The comparison of a result fits the design, or a note says why not."""
    classes = _classes(overlay)
    for entry, path, result in _directed(overlay):
        compared, allowed = result.get("compared-with"), COMPARISONS.get(_class(entry, classes))
        if compared and allowed and compared not in allowed and not result.get("note"):
            message = f"A {_design(entry)} is not compared with {compared}."
            hint = f"Choose from: {', '.join(allowed)}; or correct the design, or say why in a note."
            yield Fault(entry, (*path, "compared-with"), message, hint)


@rule("house")
def unread_result(overlay: Overlay) -> Iterator[Fault]:
    """A result that was not retrieved (nothing was read, or only part and no figure) has the direction unseen."""
    for entry, path, result in _directed(overlay):
        read = _custom(entry).get("read")
        unread = read == "none" or (read == "part" and not result.get("figure"))
        if unread and result.get("direction", UNSEEN) != UNSEEN:
            message = f"The result was not read (read: {read}), and has the direction {result['direction']}."
            yield Fault(entry, (*path, "direction"), message, "Read it, or make it unseen.")


@rule("house")
def points_design(overlay: Overlay) -> Iterator[Fault]:
    """Only randomised and controlled studies have points, on every result on effect that was read."""
    classes = _classes(overlay)
    for entry, path, result in _directed(overlay):
        pointed = _class(entry, classes) in COMPARED
        if result.get("points") and not pointed:
            message = f"A {_design(entry)} has no points."
            yield Fault(
                entry, (*path, "points"), message, "Leave them out: without controls an estimate says too little."
            )
        elif pointed and not result.get("points") and result["axis"] == EFFECT and result.get("direction") != UNSEEN:
            message = f"This result of a {_design(entry)} has no points."
            yield Fault(entry, path, message, "Say which way the estimate lies: favours, against, even or unreported.")


@rule("house")
def result_role(overlay: Overlay) -> Iterator[Fault]:
    """A result says in which role it counts for its approaches, or the reference says why it counts for none."""
    for entry in references(overlay):
        for path, result in results(entry):
            if result["about"] and not result.get("as"):
                yield Fault(
                    entry,
                    path,
                    "This result does not say in which role it counts.",
                    "Add as: itself, part or addition.",
                )
            elif not result["about"] and not _custom(entry).get("not-counted"):
                yield Fault(
                    entry,
                    (*path, "about"),
                    "This result counts for no approach, and nothing says why.",
                    "Add not-counted to the reference.",
                )


@rule("house")
def main_report(overlay: Overlay) -> Iterator[Fault]:
    """A further report names the main report, which is another work and not itself a further report."""
    studies = {entry.id: _custom(entry).get("study") for entry in references(overlay)}
    for entry in references(overlay):
        if main := studies[entry.id]:
            path = ("custom", "study")
            if main == entry.id:
                yield Fault(
                    entry, path, "A work is not a further report of itself.", "Leave study out of a main report."
                )
            elif studies.get(main):
                message = f"“{main}” is itself a further report, of “{studies[main]}”."
                yield Fault(entry, path, message, "Name the main report.")


@rule("house")
def reporting(overlay: Overlay) -> Iterator[Fault]:
    """An empirical work with results says who reports them, and how much of it was read."""
    for entry in references(overlay):
        custom = _custom(entry)
        if custom.get("results") and custom.get("design") not in WITHOUT_RESULTS:
            for field in ("read", "reported-by"):
                if not custom.get(field):
                    yield Fault(entry, ("custom",), f"The annotation “{field}” is missing.", "Add it under custom.")


def _custom(entry: Entry) -> dict[str, Any]:
    custom: dict[str, Any] = entry.data.get("custom") or {}
    return custom


def _directed(overlay: Overlay) -> Iterator[tuple[Entry, Path, dict[str, Any]]]:
    """The results on axes that have directions."""
    for entry in references(overlay):
        for path, result in results(entry):
            if result["axis"] in DIRECTED:
                yield entry, path, result


def _classes(overlay: Overlay) -> dict[str, str]:
    """Design -> its class."""
    return {entry.id: entry.data.get("class", "") for entry in overlay.of("design")}


def _class(entry: Entry, classes: dict[str, str]) -> str:
    return classes.get(_design(entry), "")


def _design(entry: Entry) -> str:
    return str(_custom(entry).get("design", ""))


def _instead(axis: str) -> str:
    if axis == ECONOMICS:
        return "Leave it out, and give the figure and whose costs it counts."
    return f"Write speaks-to: [{axis}] under custom instead."
