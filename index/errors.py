"""What can go wrong in the archive, each error named for the fact.

ArchiveError
├── IndexNotBuilt            there is no archive at that path yet
├── CatalogUnreadable        its catalog is damaged, or a file of something else
├── ArchiveUnwritable        its folder cannot be made or written to
├── ArchiveTooNew            it was written by a later version of Knipsel
├── ArchiveTooOld            it was written by an earlier one, and has to be brought forward
├── ArchiveBusy              another process is writing to it
├── EncoderMismatch          its vectors were made by another encoder
├── EncoderUnreachable       that encoder is neither on disk nor to be fetched
├── MirrorUnreadable         the keywords or vectors are damaged; they can be rebuilt
│   └── VectorsUnreadable    the vectors are; a MeaningUnsearchable too
├── VectorsElsewhere         its vectors are not where the settings say, or what is there is another archive's
├── MeaningUnsearchable      words can be searched, meaning cannot for now
│   └── VectorServerUnreachable  the server that has the vectors does not answer
├── VectorServerRefused      it answers no: a wrong secret, a wrong address
├── SourceMissing            the folder or file to index is not there
├── FeedUnreachable          a feed cannot be fetched, or is not to be
├── SourcesOverlap           one source lies in another
├── SourcesUnreadable        the file that lists the sources is not there, or is not well formed
├── SourceKnown              a source is added that is read already
├── UploadTooLarge           a file that is uploaded has more bytes than one may have
├── UploadsFull              as many files were uploaded as there may be
├── ArticleUnprepared        an article on whose text the rules for figures and times fail
├── BackupUnreadable         a folder is no backup, or one that was damaged
├── PlaceTaken               there is something already where a backup or an archive is to be put
├── GlossaryUnreadable       a newsroom's own glossary is not there, or has a line that is no entry
└── ArticleUnknown           no article has that id
"""

from __future__ import annotations

from pathlib import Path


class ArchiveError(Exception):
    """Root of all that the archive reports; its message is written for the person at the keyboard."""


class IndexNotBuilt(ArchiveError):
    """There is no archive at that path yet."""


class CatalogUnreadable(ArchiveError):
    """The catalog is damaged, or is a file of something else."""

    @classmethod
    def because(cls, path: Path, why: object) -> CatalogUnreadable:
        """Return the error for the file of a catalog."""
        advice = "move that folder away and index its sources anew, or name another one (KNIPSEL_ARCHIVE)"
        return cls(f"the catalog {path} cannot be read ({why}); {advice}")


class ArchiveUnwritable(ArchiveError):
    """The archive's folder cannot be made or written to."""

    @classmethod
    def because(cls, where: Path, why: object) -> ArchiveUnwritable:
        """Return the error for a file or folder whose disk is full, or that may no longer be written, within a run."""
        advice = "make room on its disk, or see that you may write there, and run the same command again"
        return cls(f"cannot write {where}: {why}; {advice} (or with --rebuild, if that does not help); nothing is lost")


class ArchiveTooNew(ArchiveError):
    """The archive was written by a later version of Knipsel."""


class ArchiveTooOld(ArchiveError):
    """The archive was written by an earlier version of Knipsel and has to be brought forward."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class EncoderMismatch(ArchiveError):
    """The archive's vectors were made by another encoder than the one in use."""


class EncoderUnreachable(ArchiveError):
    """The encoder is neither on disk nor to be fetched from a model hub."""


class MirrorUnreadable(ArchiveError):
    """The keywords or the vectors are damaged; the catalog has all that is needed to rebuild them."""


class MeaningUnsearchable(ArchiveError):
    """The archive cannot be searched by meaning for now; it can be by its words."""


class VectorsUnreadable(MirrorUnreadable, MeaningUnsearchable):
    """The vectors in the archive's folder are damaged, as by a run that was killed while it wrote them."""


class VectorsElsewhere(ArchiveError):
    """The archive's vectors are not where the settings say, or what is there belongs to another archive."""


class VectorServerUnreachable(MeaningUnsearchable):
    """The server that has the vectors does not answer; it may again in a while."""


class VectorServerRefused(ArchiveError):
    """The server that has the vectors answers no, and will until a setting is changed."""


class SourceMissing(ArchiveError):
    """The folder or file to index is not there."""


class FeedUnreachable(ArchiveError):
    """A feed cannot be fetched, or its address is not to be fetched from."""


class SourcesOverlap(ArchiveError):
    """One source lies in another, so that its articles would be indexed twice."""


class SourcesUnreadable(ArchiveError):
    """The file that lists the sources is not there, or has an entry that is none."""


class SourceKnown(ArchiveError):
    """A source is added that is read already."""


class UploadTooLarge(ArchiveError):
    """A file that is uploaded has more bytes than one may have."""


class UploadsFull(ArchiveError):
    """As many files were uploaded as there may be."""


class ArticleUnprepared(ArchiveError):
    """The rules for passages, figures and times fail on the text of an article."""


class BackupUnreadable(ArchiveError):
    """A folder is no backup of an archive, or one whose files are not as they were written."""


class PlaceTaken(ArchiveError):
    """There is something already where a backup or an archive is to be put."""


class GlossaryUnreadable(ArchiveError):
    """A newsroom's own glossary is not there, or has a line that is no entry."""


class ArticleUnknown(ArchiveError):
    """No article in the archive has that id, or not that revision."""
