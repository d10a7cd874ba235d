"""Puts a backup back in an empty place, its files compared with what was written when it was made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.archive import CATALOG
from index.backup import made_whole, require_free
from index.catalog import Catalog
from index.encoder import Encoder
from index.errors import BackupUnreadable
from index.forget import Elsewhere, forget
from index.forgotten import Forgotten
from index.gauge import Progress
from index.manifest import Kept, Manifest
from index.writing import writing


@dataclass(frozen=True, slots=True)
class Restored:
    """An archive that was restored; `forgotten` is how many articles of it a later state had forgotten."""

    manifest: Manifest
    forgotten: int = 0


def restore(
    backup: Path,
    folder: Path,
    encoder: Encoder,
    *,
    forgotten_in: Path | None = None,
    elsewhere_in: Callable[[Path], Elsewhere] = lambda folder: lambda article_ids, texts: None,
    progress: Progress = lambda stage, done, total: None,
) -> Restored:
    """Put the archive of a backup into `folder`, which must be empty or not there, whole or not at all.

    `forgotten_in` is a later state of the same archive, its folder or a newer backup: what was forgotten there is
    forgotten here before anybody can ask for it, and does not come back; `elsewhere_in` gives what `forget` is to call
    for others that keep anything in a folder. Raises BackupUnreadable, PlaceTaken, ArchiveUnwritable and what opening
    an archive raises.
    """
    require_free(folder)
    manifest, checked = Manifest.read(backup), 0

    def tell(kept: Kept) -> None:
        nonlocal checked
        checked += kept.size
        progress("restore", checked, manifest.size)

    with made_whole(folder) as copy:
        for name in manifest.files:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copy2(backup / name, copy / name)
            except FileNotFoundError:
                continue  # told with the others
            except OSError as unreadable:
                told = f"{backup / name} cannot be read: {unreadable.strerror}"
                raise BackupUnreadable(f"{told}; nothing was restored, take another backup") from None
        manifest.require_same(copy, tell)
        Catalog.open(copy / CATALOG).close()
        forgotten = _forget(copy, forgotten_in, encoder, elsewhere_in(copy), progress) if forgotten_in else 0
    return Restored(manifest, forgotten)


def _forget(folder: Path, later: Path, encoder: Encoder, elsewhere: Elsewhere, progress: Progress) -> int:
    """Forget what a later state of the archive had forgotten; return how many articles that was."""
    with (
        closing(Catalog.open(later / CATALOG)) as known,
        writing(folder, encoder, None) as mirrors,
        mirrors.catalog.transaction(),
    ):
        still_here = Forgotten(mirrors.catalog).take_over(known)
    if still_here:
        forget(folder, still_here, encoder, elsewhere=elsewhere, progress=progress)
    return len(still_here)
