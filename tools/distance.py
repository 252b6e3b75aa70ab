"""Plots how long a question about an earlier moment takes against the distance from the snapshot
that it is folded from.

    python3 tools/distance.py target/release/jejak FOLDER > docs/distance.svg

FOLDER is a ledger that nothing else uses. Asks for balances as recorded at moments spread over it,
and for what the events before each moment moved (`diff`), takes the time of the live answer off,
and prints a picture. Seconds are of the processor, so that others on the machine do not count.
"""

import json
import pathlib
import resource
import subprocess
import sys

WIDTH, HEIGHT, MARGIN = 640, 320, 56
MOMENTS = 8
RUNS = 3
# Events that `diff` looks at.
WINDOW = 10_000
COLOURS = {"balances --as-recorded": "#1f5f8b", "diff": "#b3541e"}


def seconds(jejak: str, folder: str, asked: list[str]) -> float:
    """Processor seconds of the shortest of a few runs."""
    command = [jejak, "--data", folder, *asked, "--json"]
    best = float("inf")
    for _ in range(RUNS):
        before = spent()
        subprocess.run(command, check=True, capture_output=True)
        best = min(best, spent() - before)
    return best


def spent() -> float:
    """Processor seconds of all runs so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def size_of(jejak: str, folder: str) -> int:
    """Events of the ledger."""
    live = subprocess.run(
        [jejak, "--data", folder, "balances", "--json"], check=True, capture_output=True
    )
    return json.loads(live.stdout)["size"]


def measured(jejak: str, folder: str) -> dict[str, list[tuple[int, float]]]:
    """Distance in events and seconds of each question, for moments spread over the ledger."""
    size = size_of(jejak, folder)
    base = seconds(jejak, folder, ["balances"])
    names = pathlib.Path(folder, "snapshots").glob("*.snapshot")
    snapshots = sorted([0, *(int(path.stem) for path in names)])
    points = {question: [] for question in COLOURS}
    for step in range(1, MOMENTS + 1):
        moment = size * step // (MOMENTS + 1)
        earlier = max(moment - WINDOW, 0)
        asked = {
            "balances --as-recorded": ["balances", "--as-recorded", str(moment)],
            "diff": ["diff", str(earlier), str(moment)],
        }
        for question, words in asked.items():
            begun = earlier if question == "diff" else moment
            nearest = max(taken for taken in snapshots if taken <= begun + 1)
            took = seconds(jejak, folder, words) - base
            points[question].append((moment + 1 - nearest, max(took, 0.0)))
    return {question: sorted(taken) for question, taken in points.items()}


def picture(points: dict[str, list[tuple[int, float]]]) -> str:
    """The points as an SVG, a line for each question."""
    every = [point for taken in points.values() for point in taken]
    far = max(distance for distance, _ in every) or 1
    long = max(took for _, took in every) or 1.0
    across = WIDTH - 2 * MARGIN
    down = HEIGHT - 2 * MARGIN

    def place(distance: int, took: float) -> tuple[float, float]:
        return MARGIN + distance / far * across, HEIGHT - MARGIN - took / long * down

    drawn = ""
    for number, (question, taken) in enumerate(points.items()):
        colour, placed = COLOURS[question], [place(*point) for point in taken]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        drawn += f'<polyline points="{line}" fill="none" stroke="{colour}"/>\n'
        drawn += "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in placed
        )
        drawn += (
            f'\n<text x="{MARGIN + 12}" y="{MARGIN + 16 * number + 4}" '
            f'fill="{colour}">{question}</text>\n'
        )
    bottom, left = HEIGHT - MARGIN, MARGIN
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" \
viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="seconds against distance from the snapshot">
<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>
<g font-family="ui-sans-serif, DejaVu Sans, sans-serif" font-size="12" fill="#1b2733">
<line x1="{left}" y1="{bottom}" x2="{WIDTH - MARGIN}" y2="{bottom}" stroke="#1b2733"/>
<line x1="{left}" y1="{MARGIN}" x2="{left}" y2="{bottom}" stroke="#1b2733"/>
{drawn}<text x="{WIDTH - MARGIN}" y="{bottom + 18}" text-anchor="end">{far:,} events</text>
<text x="{left}" y="{bottom + 34}">events from the nearest snapshot to the moment asked for</text>
<text x="{left - 6}" y="{MARGIN + 4}" text-anchor="end">{long:.2f} s</text>
<text x="{left}" y="{MARGIN - 16}">processor seconds to fold, opening the ledger not counted</text>
</g></svg>"""


def main() -> None:
    """Measures and prints."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    points = measured(sys.argv[1], sys.argv[2])
    for question, taken in points.items():
        for distance, took in taken:
            print(f"{question:<24}{distance:>10} events {took:8.3f} s", file=sys.stderr)
    print(picture(points))


if __name__ == "__main__":
    main()
