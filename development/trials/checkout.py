"""Where the code of a trial is: a folder with checkouts, or one with bare repositories from which a commit is unpacked."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_SYMBOLIC_LINK = "120000"
_EXECUTABLE = "100755"


@dataclass
class Checkouts:
    """Finds repositories below ``folder`` and unpacks commits below ``scratch``, each once.

    Looked for as OWNER/NAME, OWNER+NAME, OWNER+NAME/repo and NAME, with or without ``.git``: a bare repository or a working tree.
    """

    folder: Path | None
    scratch: Path
    _made: dict[tuple[str, str], Path | None] = field(default_factory=dict)

    def get(self, repository: str, commit: str) -> Path | None:
        """The directory with that commit; None when the repository or the commit is not there."""
        key = (repository, commit)
        if key not in self._made:
            self._made[key] = self._make(repository, commit)
        return self._made[key]

    def _make(self, repository: str, commit: str) -> Path | None:
        if self.folder is None:
            return None
        owner, _, name = repository.partition("/")
        for place in (f"{owner}/{name}", f"{owner}+{name}", f"{owner}+{name}/repo", name, f"{owner}/{name}.git"):
            path = self.folder / place
            git = path / ".git" if (path / ".git").exists() else path
            if not (git / "HEAD").is_file():
                continue
            target = self.scratch / f"{owner}+{name}" / commit[:12]
            return target if _unpack(git, commit, target) else None
        return None


def _git(directory: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "--git-dir", str(directory), *arguments], capture_output=True, check=False)


def _unpack(directory: Path, commit: str, target: Path) -> bool:
    """Write the files of a commit; those whose content the repository lacks (large ones) are left out."""
    listed = _git(directory, "ls-tree", "-r", "-z", commit)
    if listed.returncode != 0:
        return False
    for mode, name, content in _blobs(directory, listed.stdout):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if mode == _SYMBOLIC_LINK:
            path.symlink_to(content.decode())
            continue
        path.write_bytes(content)
        if mode == _EXECUTABLE:
            path.chmod(0o755)
    return True


def _blobs(directory: Path, listing: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Mode, path and content of each file in a listing of ``ls-tree -z``, read in one go."""
    rows = []
    for line in filter(None, listing.decode().split("\0")):
        meta, _, name = line.partition("\t")
        mode, kind, digest = meta.split()
        if kind == "blob":
            rows.append((mode, name, digest))
    asked = "".join(f"{digest}\n" for _, _, digest in rows).encode()
    answer = subprocess.run(
        ["git", "--git-dir", str(directory), "cat-file", "--batch"],
        input=asked,
        capture_output=True,
        check=True,
    ).stdout
    at = 0
    for mode, name, _ in rows:
        end = answer.index(b"\n", at)
        header = answer[at:end].split()
        at = end + 1
        if header[1] == b"missing":
            continue
        size = int(header[2])
        yield mode, name, answer[at : at + size]
        at += size + 1
