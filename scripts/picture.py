"""Draws a run of `gatecard check` in a terminal as an SVG file; scripts/picture calls it.

The picture needs nothing from elsewhere: no font, no script, no request.
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

FOLDER = "fixtures/cards/harbor-speech"
COMMAND = ["gatecard", "check", "README.md"]
COLUMNS = 80

# Dark, with every colour at a contrast of 4.5:1 or more on the background.
BACKGROUND, FOREGROUND, DIM = "#161b22", "#e6edf3", "#9198a1"
COLOURS = {
    31: "#ff7b72",
    32: "#56d364",
    33: "#e3b341",
    34: "#79c0ff",
    35: "#d2a8ff",
    36: "#56d4dd",
}
FONTS = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace'
SIZE, CELL, LINE, MARGIN, BAR = 14, 8.4, 17, 16, 30


@dataclass(frozen=True)
class Style:
    """What a piece of text looks like."""

    colour: str = FOREGROUND
    bold: bool = False
    underlined: bool = False

    def after(self, code: int) -> "Style":
        """The style after a number of a `CSI ... m` sequence."""
        if code == 0:
            return Style()
        if code == 1:
            return replace(self, bold=True)
        if code == 2:
            return replace(self, colour=DIM)
        if code == 4:
            return replace(self, underlined=True)
        if code == 24:
            return replace(self, underlined=False)
        if code == 39:
            return replace(self, colour=FOREGROUND)
        return replace(self, colour=COLOURS[code])

    def attributes(self) -> str:
        """The same in SVG."""
        names = []
        if self.colour != FOREGROUND:
            names.append(f'fill="{self.colour}"')
        if self.bold:
            names.append('font-weight="bold"')
        if self.underlined:
            names.append('text-decoration="underline"')
        return " ".join(names)


def printed() -> str:
    """What the command prints in a terminal, findings and summary."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 200, COLUMNS, 0, 0))
    for variable in ("NO_COLOR", "NO_GRAPHICS", "COLUMNS"):
        os.environ.pop(variable, None)
    look = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "FORCE_HYPERLINK": "1"}
    process = subprocess.Popen(
        COMMAND, cwd=FOLDER, env={**os.environ, **look}, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    output = b""
    try:
        while part := os.read(ours, 65536):
            output += part
    except OSError:
        pass  # Linux says so when the terminal has no program left.
    assert process.wait() == 1, "the card has mistakes"
    return output.decode().replace("\r\n", "\n")


def pieces(output: str):
    """The pieces of each line: where they start, how they look, what they say."""
    output = re.sub(r"\x1b]8;[^\x1b\x07]*(?:\x1b\\|\x07)", "", output)
    style = Style()
    for line in output.splitlines():
        found, column = [], 0
        for part in re.split(r"(\x1b\[[\d;]*m)", line):
            if part.startswith("\x1b"):
                for code in part[2:-1].split(";"):
                    style = style.after(int(code or 0))
                continue
            # Blanks are drawn by leaving them out: renderers disagree on them.
            for text in re.finditer(r"\S+(?: \S+)*", part):
                found.append((column + text.start(), style, text.group()))
            column += len(part)
        assert column <= COLUMNS, line
        yield found


def svg(output: str) -> str:
    """The terminal as a picture."""
    prompt = f"\x1b[32m$\x1b[0m \x1b[1m{' '.join(COMMAND)}\x1b[0m\n\n"
    lines = list(pieces(prompt + output))
    width = round(COLUMNS * CELL + 2 * MARGIN)
    height = len(lines) * LINE + BAR + MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f"<title>{escape(' '.join(COMMAND))} in a terminal</title>",
        f'<rect width="{width}" height="{height}" rx="8" fill="{BACKGROUND}"/>',
    ]
    for number, colour in enumerate(["#ff5f57", "#febc2e", "#28c840"]):
        out.append(f'<circle cx="{MARGIN + 6 + 20 * number}" cy="16" r="6" fill="{colour}"/>')
    out.append(f"<g fill=\"{FOREGROUND}\" font-size=\"{SIZE}\" font-family='{FONTS}'>")
    for row, found in enumerate(lines):
        y = BAR + LINE * (row + 1) - 4
        for column, style, text in found:
            x = round(MARGIN + CELL * column, 1)
            length = round(CELL * len(text), 1)
            attributes = f'x="{x}" y="{y}" textLength="{length}" {style.attributes()}'
            out.append(f"<text {attributes.strip()}>{escape(text, quote=False)}</text>")
    return "\n".join([*out, "</g>", "</svg>"]) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(svg(printed()), encoding="utf-8")
