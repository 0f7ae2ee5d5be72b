"""Times whole processes in turn and prints their medians and ratios; see scripts/bench."""

import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CARDS = 1000
PATTERN = r"^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))"
PYTHON = f"""
import pathlib, re, sys, yaml
for card in pathlib.Path(sys.argv[1]).rglob("README.md"):
    block = re.search({PATTERN!r}, card.read_text(encoding="utf-8"))
    if block:
        yaml.safe_load(block.group(2))
"""
NODE = f"""
const fs = require("fs"), path = require("path"), yaml = require("js-yaml");
for (const name of fs.readdirSync(process.argv[1], {{ recursive: true }})) {{
  if (path.basename(name) !== "README.md") continue;
  const block = /{PATTERN}/.exec(fs.readFileSync(path.join(process.argv[1], name), "utf8"));
  if (block) yaml.load(block[2]);
}}
"""


def corpus(folder):
    """A thousand cards, every tenth of them with mistakes."""
    texts = {name: (ROOT / "fixtures/cards" / name / "README.md").read_text()
             for name in ("cedar-7b", "lantern-vision", "harbor-speech")}
    names = ["cedar-7b", "cedar-7b", "cedar-7b"] + ["lantern-vision"] * 6 + ["harbor-speech"]
    for number in range(CARDS):
        card = folder / f"{number:04}" / "README.md"
        card.parent.mkdir()
        card.write_text(texts[names[number % len(names)]])


def seconds(command):
    """How long a command takes, whatever it prints and however it ends."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   cwd=ROOT / "tests", check=False)
    return time.perf_counter() - start


def compare(title, commands, rounds):
    """Runs the commands in turn; the first one is what the others are measured by."""
    times = {name: [] for name in commands}
    for round_ in range(rounds + 1):
        for name, command in commands.items():
            taken = seconds(command)
            if round_ > 0:
                times[name].append(taken)
    first = next(iter(times))
    print(f"\n{title}")
    for name, taken in times.items():
        pairs = [one / base for one, base in zip(taken, times[first])]
        print(f"  {name:<28} {statistics.median(taken) * 1000:9.2f} ms"
              f"   x {statistics.median(pairs):.2f}")


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    rounds = int(sys.argv[2])
    card = str(ROOT / "fixtures/cards/cedar-7b/README.md")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        corpus(folder)
        compare("one card", {
            "gatecard check": [binary, "check", card],
            "a process that does nothing": ["true"],
        }, rounds * 10)
        many = {"gatecard check": [binary, "check", name], "grep": ["grep", "-rc", "gated", name]}
        python = ROOT / "tests/.venv/bin/python"
        if python.exists():
            many["PyYAML, loading only"] = [str(python), "-c", PYTHON, name]
        if (ROOT / "tests/node_modules/js-yaml").exists():
            many["js-yaml, loading only"] = ["node", "-e", NODE, name]
        compare(f"{CARDS} cards", many, rounds)


main()
