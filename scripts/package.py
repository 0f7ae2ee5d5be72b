"""Packs a release; scripts/package calls it."""

import gzip
import hashlib
import io
import pathlib
import sys
import tarfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXTS = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"]
FOLDERS = ["completions", "docs/man"]


def contents(program):
    """The files of the archive: their names in it, what they hold, and their modes."""
    yield program.name, program.read_bytes(), 0o755
    for name in TEXTS:
        yield name, (ROOT / name).read_bytes(), 0o644
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).iterdir()):
            yield f"{path.parent.name}/{path.name}", path.read_bytes(), 0o644


def packed(target, program):
    """The archive. Neither times nor names of users are in it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content, mode in contents(program):
            member = tarfile.TarInfo(f"gatecard-{target}/{name}")
            member.size, member.mode = len(content), mode
            archive.addfile(member, io.BytesIO(content))
    return gzip.compress(out.getvalue(), mtime=0)


def main():
    target, program, folder = sys.argv[1:]
    archive = pathlib.Path(folder) / f"gatecard-{target}.tar.gz"
    content = packed(target, pathlib.Path(program))
    archive.write_bytes(content)
    line = f"{hashlib.sha256(content).hexdigest()}  {archive.name}\n"
    archive.with_name(f"{archive.name}.sha256").write_bytes(line.encode())
    print(archive)


main()
