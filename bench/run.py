"""Times gatecard and what people would use instead, in turn; see scripts/bench.

Every round runs gatecard and one other program after each other, so that a machine whose speed drifts
slows both down: the ratios can be relied on, the times only tell their order.
"""

import argparse
import dataclasses
import importlib.metadata
import json
import os
import pathlib
import platform
import random
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- made by scripts/bench -->", "<!-- end of what scripts/bench makes -->"
CARDS = 1000
BROKEN = 9
SECONDS = 40
SCHEMA = ROOT / "crates/gatecard-cli/schemas/gate.json"
VENV = HERE / ".venv/bin"
MODULES = HERE / "node_modules"
WORDS = (
    "access affiliation agree amber archive cedar cite city clinic company country data date degree"
    " delta email field form group harbor image institute intended lantern license model name note"
    " paper phone project purpose records region report research role sample share signal speech"
    " study team terms text title train university use valley voice work year"
).split()


@dataclasses.dataclass
class Peer:
    """A program, and how it is told to look at one card and at a folder of them."""

    name: str
    does: str
    one: list
    many: list
    # Whether it finds a misspelt key.
    finds: bool = False


def python_version(package):
    """The version of a package in the environment of the bench."""
    paths = [str(path) for path in VENV.parent.glob("lib/*/site-packages")]
    found = list(importlib.metadata.distributions(name=package, path=paths))
    return found[0].version


def node_version(package):
    """The version of a package for Node.js."""
    return json.loads((MODULES / package / "package.json").read_text())["version"]


def peers(folder, number, binaries):
    """All that is compared, with gatecard in front, and how it looks at the card of that number."""
    card = card_path(folder, number)
    block, blocks = card.with_name("block.yaml"), sorted(map(str, folder.rglob("block.yaml")))
    gatecard, floor = binaries
    check_py = [VENV / "python", HERE / "check.py"]
    check_mjs = ["node", HERE / "check.mjs", SCHEMA]
    schema = [VENV / "check-jsonschema", "--schemafile", SCHEMA]
    rumdl = [VENV / "rumdl", "check", "--no-cache", "--no-config", "--quiet"]
    yamllint = [VENV / "yamllint", "--config-data", "relaxed", "--format", "parsable"]
    remark = [MODULES / ".bin/remark", "--no-stdout", "--frail", "--quiet", "--rc-path", HERE / "remarkrc.mjs"]
    return [
        Peer("gatecard check", "reads, checks and reports", [gatecard, "check", card], [gatecard, "check", folder], True),
        Peer("walking and reading only", "the floor for many cards: nothing is checked", [], [floor, folder]),
        Peer("a process that does nothing", "the floor for one card", ["true"], []),
        Peer(f"huggingface_hub {python_version('huggingface_hub')} and a script",
             "RepoCard, then checks by hand", [*check_py, card], [*check_py, folder], True),
        Peer(f"js-yaml {node_version('js-yaml')} and ajv {node_version('ajv')}",
             "a script with a JSON Schema", [*check_mjs, card], [*check_mjs, folder], True),
        Peer(f"check-jsonschema {python_version('check-jsonschema')}",
             "the YAML block, cut out beforehand, by a JSON Schema", [*schema, block], [*schema, *blocks], True),
        Peer(f"yamllint {python_version('yamllint')}",
             "the YAML block, cut out beforehand, as YAML", [*yamllint, block], [*yamllint, *blocks]),
        Peer(f"remark-lint-frontmatter-schema {node_version('remark-lint-frontmatter-schema')}",
             "the card by a JSON Schema", [*remark, card], [*remark, folder], True),
        Peer(f"rumdl {python_version('rumdl')}", "the card as Markdown, not its gate", [*rumdl, card], [*rumdl, folder]),
    ]


def words(random_, least, most):
    """Some words in a row."""
    return " ".join(random_.choices(WORDS, k=random_.randint(least, most)))


def field(random_, number):
    """One field of a form, as most cards write it."""
    label = f"{words(random_, 1, 4).capitalize()} {number}"
    kind = random_.choice(("text", "text", "country", "checkbox", "select"))
    if kind != "select":
        return f"  {label}: {kind}\n"
    options = "".join(f"      - {word}\n" for word in dict.fromkeys(random_.choices(WORDS, k=4)))
    return f"  {label}:\n    type: select\n    options:\n{options}"


def card_text(random_, broken):
    """A card with a gate, and a text of a few thousand bytes below."""
    fields = "".join(field(random_, number) for number in range(random_.randint(2, 8)))
    key = "extra_gated_promt" if broken else "extra_gated_prompt"
    paragraphs = "\n\n".join(words(random_, 40, 90) for _ in range(random_.randint(4, 16)))
    block = f"license: other\ntags:\n- {words(random_, 1, 1)}\n{key}: {words(random_, 9, 60)}\nextra_gated_fields:\n{fields}"
    return block, f"---\n{block}---\n\n# {words(random_, 2, 4)}\n\n{paragraphs}\n"


def card_path(folder, number):
    """Where the card of that number lies."""
    return folder / f"{number // 100:02}" / f"{number:04}" / "README.md"


def corpus(folder):
    """A thousand cards, every tenth of them with a misspelt key; each beside its YAML block alone."""
    random_ = random.Random(1)
    for number in range(CARDS):
        block, text = card_text(random_, broken=number % 10 == BROKEN)
        card = card_path(folder, number)
        card.parent.mkdir(parents=True)
        card.write_text(text)
        card.with_name("block.yaml").write_text(block)


def run(command, folder):
    """How long a command takes, and how it ends, whatever it prints."""
    schema = os.path.relpath(SCHEMA, folder)
    start = time.perf_counter()
    result = subprocess.run(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            cwd=folder, env={**os.environ, "SCHEMA": schema}, check=False)
    taken = time.perf_counter() - start
    if result.returncode not in (0, 1):
        raise SystemExit(f"{command[0]} failed with {result.returncode}")
    return taken, result.returncode


def prove(folder, binaries):
    """Ends the bench unless each program does what the table says: a check that finds nothing is fast."""
    for good, bad in zip(peers(folder, 0, binaries), peers(folder, BROKEN, binaries)):
        ends = [run(peer.one, folder)[1] for peer in (good, bad) if good.finds]
        if good.finds and ends != [0, 1]:
            raise SystemExit(f"{good.name} does not tell a good card from a broken one: {ends}")


def compare(folder, base, other, rounds):
    """The median time of a command, and the median of its ratios to the base, round by round."""
    times, ratios, started = [], [], time.perf_counter()
    run(base, folder)
    run(other, folder)
    while len(times) < 3 or (len(times) < rounds and time.perf_counter() - started < SECONDS):
        first, _ = run(base, folder)
        times.append(run(other, folder)[0])
        ratios.append(times[-1] / first)
    return statistics.median(times), statistics.median(ratios)


def shown(time_):
    """A time with three digits that count."""
    milliseconds = time_ * 1000
    digits = max(0, 2 - len(str(int(milliseconds)))) + (milliseconds < 10)
    return f"{milliseconds:,.{digits}f} ms"


def factor(ratio):
    """A ratio with two digits that count."""
    return f"{ratio:.1f}" if ratio < 10 else f"{ratio:,.0f}"


def table(folder, all_peers, rounds):
    """The rows of the table, each as it is measured."""
    yield "| What | Does | One card | Ratio | 1,000 cards | Ratio |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    gatecard = all_peers[0]
    for peer in all_peers:
        cells = [peer.name, peer.does]
        for base, command, most in ((gatecard.one, peer.one, rounds * 10), (gatecard.many, peer.many, rounds)):
            if command:
                taken, ratio = compare(folder, base, command, most)
                cells += [shown(taken), "1" if peer is gatecard else factor(ratio)]
            else:
                cells += ["", ""]
        yield "| " + " | ".join(cells) + " |"


def machine():
    """What it is measured on."""
    cpu = pathlib.Path("/proc/cpuinfo")
    names = [line for line in cpu.read_text().splitlines() if line.startswith("model name")] if cpu.exists() else []
    name = names[0].partition(":")[2].strip() if names else platform.processor()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}"


def write_down(lines):
    """Puts the lines into the page."""
    before, rest = PAGE.read_text().split(BEGIN + "\n")
    _, after = rest.split(END + "\n")
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}\n{after}")


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("--update", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--rounds", type=int, default=15, help="how often each program runs at the most")
    parser.add_argument("binaries", nargs=2, type=pathlib.Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        corpus(folder)
        binaries = [binary.resolve() for binary in options.binaries]
        prove(folder, binaries)
        version = subprocess.run([binaries[0], "--version"], capture_output=True, text=True, check=True)
        lines = ["", f"{version.stdout.strip()}; {machine()}; {time.strftime('%B %Y')}.", ""]
        for line in lines:
            print(line)
        for row in table(folder, peers(folder, 0, binaries), options.rounds):
            print(row, flush=True)
            lines.append(row)
    if options.update:
        write_down([*lines, ""])


main()
