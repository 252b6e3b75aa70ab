"""Draws the text of a terminal session as an SVG picture: standard input to standard output.

    { echo '$ cargo run --release -- demo'; jejak demo; } | python3 tools/terminal_svg.py > docs/demo.svg
"""

import html
import sys

LINE = 17
CHAR = 7.8


def main() -> None:
    """Reads lines, writes the picture."""
    lines = [line.rstrip("\n") for line in sys.stdin]
    width = int(max((len(line) for line in lines), default=1) * CHAR) + 32
    height = len(lines) * LINE + 28
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="jejak demo in a terminal">'
    )
    print(f'<rect width="{width}" height="{height}" rx="8" fill="#10151c"/>')
    print('<g font-family="ui-monospace, DejaVu Sans Mono, monospace" font-size="13" fill="#d7dde5">')
    for number, line in enumerate(lines):
        colour = ""
        if line[:2] in {"1.", "2.", "3.", "4.", "5."}:
            colour = ' fill="#8fd0ff" font-weight="bold"'
        elif "FAILED" in line or " asked Rp" in line:
            colour = ' fill="#ff9d8a"'
        elif line.startswith("$") or line.lstrip().startswith("jejak "):
            colour = ' fill="#a5e08c"'
        text = html.escape(line, quote=False)
        # Whatever font there is, columns stay columns and nothing leaves the box.
        fit = f'textLength="{len(line) * CHAR:.1f}" lengthAdjust="spacingAndGlyphs"' if line else ""
        place = f'x="16" y="{number * LINE + 26}" {fit}'
        print(f'<text {place} xml:space="preserve"{colour}>{text}</text>')
    print("</g></svg>")


if __name__ == "__main__":
    main()
