"""What can go wrong in a library, in words that say what to do about it."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.library_address import LibraryAddress


class LibraryError(Exception):
    """Anything a user of a library can mend; the message says what happened, where, and what to do.

    `code` and `facts` let the command line and the browser say the same thing in the user's language; `str()` is English.
    """

    code = "library"

    def __init__(self, message: str, **facts: str) -> None:
        super().__init__(message)
        self.facts = facts


class UnreadableFile(LibraryError):
    """A file that can't become a document: `reason` is a key of the wording catalogue, `file` its name."""

    code = "unreadable"

    def __init__(self, file: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{file}: {reason}" + (f" ({detail})" if detail else ""), file=file, reason=reason, detail=detail)


class MissingLibrary(LibraryError):
    """There is no library at this place, or none with a complete generation."""

    code = "missing"


class DamagedLibrary(LibraryError):
    """A generation whose files don't match its manifest, or that this version can't read."""

    code = "damaged"

    @classmethod
    def by(cls, library: "LibraryAddress", fault: str) -> "DamagedLibrary":
        """The error for a fault, with the command that mends it."""
        return cls(f"The library in {library} is damaged: {fault}. Go back: berufslotse index rollback --library {library}", library=str(library), reason=fault)


class EncoderMismatch(LibraryError):
    """A library whose vectors come from another encoder than the one that was asked for."""

    code = "encoder_mismatch"


class LibraryBusy(LibraryError):
    """Another process is writing to this library."""

    code = "busy"


class UnwritableLibrary(LibraryError):
    """The folder of the library can't be written: read-only, no space, or a file where a folder should be."""

    code = "unwritable"

    @classmethod
    def by(cls, library: "LibraryAddress", reason: str) -> "UnwritableLibrary":
        """The error for a reason. Whoever raises it has left the library as it was."""
        return cls(
            f"{library} can't be written: {reason}. Nothing was changed. Free space, allow writing there, or name another folder with --library.",
            library=str(library),
            reason=reason,
        )


class EncoderUnavailable(LibraryError):
    """The encoder that was asked for can't be loaded."""

    code = "encoder_unavailable"


class BadAddress(LibraryError):
    """What was named starts like a library in Milvus and isn't one."""

    code = "bad_address"

    @classmethod
    def of(cls, text: str) -> "BadAddress":
        """The error for what was typed, without a password that was typed with it."""
        text = re.sub(r"(?<=//)[^/]*@", "…@", text)
        return cls(
            f"{text} names no library. Write milvus://HOST:PORT/NAME (NAME: letters and digits, a letter first) or milvus-lite:FOLDER, or name a folder.",
            text=text,
        )


class UnreachableLibrary(LibraryError):
    """The server that holds the library doesn't answer, refuses, or has lost something of it."""

    code = "unreachable"

    @classmethod
    def by(cls, library: "LibraryAddress", reason: str) -> "UnreachableLibrary":
        """The error for a reason, in the server's words."""
        return cls(
            f"{library} can't be reached: {reason}. Nothing was changed. Check that Milvus runs there, and user and password.",
            library=str(library),
            reason=reason,
        )


class UnusableWorkers(LibraryError):
    """Processes that were to read and encode can't be reached, run another version, or die again and again."""

    code = "workers"

    @classmethod
    def by(cls, reason: str, detail: str) -> "UnusableWorkers":
        """The error for a reason (unreachable, unfit, lost), with what is known about it. Whoever raises it has left the library as it was."""
        return cls(
            f"The processes for this change are {reason}: {detail}. Nothing was changed. Check Ray's address and that all machines have the same berufslotse.",
            reason=reason,
            detail=detail,
        )


class MissingExtra(LibraryError):
    """A package that only one kind of library, or only many workers need, isn't installed."""

    code = "missing_extra"

    @classmethod
    def named(cls, extra: str) -> "MissingExtra":
        """The error, with the command that installs it."""
        return cls(f'A package for this isn\'t installed. Install it: pip install "berufslotse[{extra}]"', extra=extra)
