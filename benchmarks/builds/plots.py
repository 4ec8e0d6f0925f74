"""Plots as SVG, drawn as text: legible on light and dark, with a text alternative, one file each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final
from xml.sax.saxutils import escape

from benchmarks.builds.engines import ENGINES, SVOD
from benchmarks.builds.record import Record, middle
from benchmarks.builds.report import cost, kind_of, sizes

WIDTH: Final = 720
_STYLE: Final = """
    svg { --paper: #fbfaf7; --ink: #1d1c1a; --faint: #5c574e; --line: #ddd8cc; --ours: #7a1f2b;
          --theirs: #a8a294;
          font: 14px "PT Sans", system-ui, sans-serif; font-variant-numeric: tabular-nums }
    @media (prefers-color-scheme: dark) {
      svg { --paper: #171614; --ink: #ece7dc; --faint: #a49d90; --line: #37342f; --ours: #e0a0a0;
            --theirs: #6b665c }
    }
    .paper { fill: var(--paper) } .line { stroke: var(--line); fill: none }
    text { fill: var(--ink) } .title { font-size: 16px; font-weight: bold } .faint { fill: var(--faint) }
    .ours { fill: var(--ours) } .theirs { fill: var(--theirs) } .label { font-weight: bold }
    .wall { stroke: var(--ours); fill: none; stroke-width: 2 }
    .cpu { stroke: var(--faint); fill: none; stroke-width: 2; stroke-dasharray: 6 4 }
    .wall-dot { fill: var(--ours) } .cpu-dot { fill: var(--faint) }
"""
_LEFT, _RIGHT, _TOP, _BAR, _STEP = 160, 70, 56, 20, 32
_PLOT_HEIGHT: Final = 220
_TICKS: Final = 4
_LABEL: Final = 18  # between two lines of text


def plots(record: Record) -> dict[str, str]:
    """Return the SVG of each plot that ``record`` has the runs for, by the name of its file."""
    drawn = {}
    for edit in (0, *record.edits()):
        walls = {
            engine: middle(runs, lambda run: run.wall)
            for engine in record.engines()
            if (runs := record.of(engine, edit))
        }
        if walls:
            name = f"edit-{edit}.svg" if edit else "cold.svg"
            drawn[name] = draw_bars(f"{kind_of(edit)}, {record.acts:,} acts, seconds", walls)
    if len(sizes(record)) > 1:
        drawn["series.svg"] = draw_series(record)
    return drawn


def draw_bars(title: str, values: Mapping[str, float]) -> str:
    """Return horizontal bars, the shortest first."""
    ordered = sorted(values.items(), key=lambda entry: entry[1])
    scale = (WIDTH - _LEFT - _RIGHT) / (max(values.values()) or 1)
    shapes = []
    for row, (name, value) in enumerate(ordered):
        top, length = _TOP + row * _STEP, max(1.0, value * scale)
        ours = name == SVOD
        label, line = ' class="label"' if ours else "", top + _BAR - 5
        shapes += [
            f'<text{label} x="{_LEFT - 10}" y="{line}" text-anchor="end">{escape(_title(name))}</text>',
            f'<rect class="{"ours" if ours else "theirs"}" x="{_LEFT}" y="{top}" width="{length:.1f}" '
            f'height="{_BAR}"/>',
            f'<text{label} x="{_LEFT + length + 8:.1f}" y="{line}">{seconds(value)}</text>',
        ]
    told = "; ".join(f"{_title(name)} {seconds(value)}" for name, value in ordered)
    return _svg(title, told, _TOP + len(ordered) * _STEP + 4, shapes)


def _title(name: str) -> str:
    return ENGINES[name].title


def seconds(value: float) -> str:
    """Return seconds with three significant digits at most."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class _Axes:
    """From numbers of acts, on a logarithmic scale, and milliseconds to places in the picture."""

    least: float
    most: float
    highest: float

    def x(self, acts: float) -> float:
        share = (log10(acts) - log10(self.least)) / (log10(self.most) - log10(self.least))
        return 60 + share * (WIDTH - 60 - 110)

    def y(self, milliseconds: float) -> float:
        return _TOP + 4 + _PLOT_HEIGHT * (1 - milliseconds / self.highest)


def draw_series(record: Record) -> str:
    """Return wall and CPU time of svod per act against the number of acts, which has a logarithmic axis."""
    numbers = sizes(record)
    lines = {
        "wall": [(acts, cost(record.of(SVOD, 0, acts), lambda run: run.wall)) for acts in numbers],
        "CPU": [(acts, cost(record.of(SVOD, 0, acts), lambda run: run.cpu)) for acts in numbers],
    }
    step = _round_step(max(value for line in lines.values() for _, value in line) / _TICKS)
    highest = step * ceil(max(value for line in lines.values() for _, value in line) / step)
    axes = _Axes(numbers[0], numbers[-1], highest)
    shapes = [*_grid(axes, step, numbers)]
    label = 0.0
    for name, points in sorted(lines.items(), key=lambda line: -line[1][-1][1]):  # the upper one first
        shapes += _line(axes, name, points)
        label = max(axes.y(points[-1][1]) + 5, label + _LABEL)
        shapes.append(f'<text x="{WIDTH - 98}" y="{label:.1f}">{name} {points[-1][1]:.2f}</text>')
    told = "; ".join(
        f"{acts:,} acts: " + ", ".join(f"{name} {dict(points)[acts]:.2f}" for name, points in lines.items())
        for acts in numbers
    )
    title = "Cost of an act in a cold build by svod, milliseconds, by the number of acts"
    return _svg(title, told, _TOP + _PLOT_HEIGHT + 40, shapes)


def _round_step(step: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, … and of 0.5, 0.2, … that is not smaller than ``step``."""
    power: float = 10.0 ** floor(log10(step))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step)


def _grid(axes: _Axes, step: float, numbers: Sequence[int]) -> Iterable[str]:
    for tick in range(round(axes.highest / step) + 1):
        y = axes.y(tick * step)
        yield f'<path class="line" d="M60 {y:.1f}H{WIDTH - 110}"/>'
        yield f'<text class="faint" x="50" y="{y + 5:.1f}" text-anchor="end">{tick * step:g}</text>'
    for acts in numbers:
        yield (
            f'<text class="faint" x="{axes.x(acts):.1f}" y="{axes.y(0) + 24:.1f}" text-anchor="middle">'
            f"{acts:,}</text>"
        )


def _line(axes: _Axes, name: str, points: Sequence[tuple[int, float]]) -> Iterable[str]:
    style = name.lower()
    places = [(axes.x(acts), axes.y(value)) for acts, value in points]
    yield f'<path class="{style}" d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>'
    yield from (f'<circle class="{style}-dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in places)


def _svg(title: str, told: str, height: int, shapes: Sequence[str]) -> str:
    body = "\n  ".join(shapes)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" \
height="{height}" role="img" aria-labelledby="title told">
  <title id="title">{escape(title)}</title>
  <desc id="told">{escape(told)}</desc>
  <style>{_STYLE}  </style>
  <rect class="paper" width="{WIDTH}" height="{height}"/>
  <text class="title" x="16" y="30">{escape(title)}</text>
  {body}
</svg>
"""
