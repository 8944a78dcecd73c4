"""The command ``tefter``."""

from __future__ import annotations

import errno
import os
import sys
from typing import NoReturn

import typer

from tefter import __version__
from tefter.cli import (
    agreement,
    cases,
    claims,
    codes,
    compare,
    desk,
    language,
    mask,
    publish,
    read,
    run,
    verify,
)
from tefter.cli.console import complain, say
from tefter.errors import TefterError

app = typer.Typer(
    name="tefter",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Turn scraped posts into a report whose every number can be traced.

The way of a case: **new** makes it, **add** takes exports into custody, **run** goes the whole
way into `reports/`, **verify** checks a run later, **claims** checks a story's numbers against a
run, **compare** says what moved between two runs, **publish** makes the readers' site. **desk**
offers all this in a browser. **read** looks into any export on its own, **language** into any
column of texts, **mask** takes personal data out of one.

    tefter new my-case
    tefter add my-case ~/Downloads/zeeschuimer-export.ndjson --from "Zeeschuimer, my capture"
    tefter run my-case -p date_from=2023-01-01 -p countries=XK,AL
""",
)
app.command("new")(cases.new)
app.command("add")(cases.add)
app.command("read")(read.read)
app.command("run")(run.run)
app.command("verify")(verify.verify)
app.command("claims")(claims.claims)
app.command("compare")(compare.compare)
app.command("publish")(publish.publish)
app.command("desk")(desk.desk)
app.command("language")(language.language)
app.command("mask")(mask.mask)
app.command("agreement")(agreement.agreement)
app.add_typer(codes.app, name="codes")


def _version(show: bool) -> None:
    if show:
        typer.echo(f"tefter {__version__}")
        raise typer.Exit


@app.callback()
def _tefter(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None: ...


def main() -> None:
    """Run the command line: one sentence and status 1 for what a user can mend."""
    try:
        app()
    except TefterError as error:
        complain(error)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(141)
    except OSError as error:
        if error.errno not in NOT_OURS:
            _defect(error)
        complain(_of_the_system(error))
        sys.exit(1)
    except Exception as error:
        _defect(error)


def _defect(error: Exception) -> NoReturn:
    """Say where a defect of ours is. Its message may quote a record, and terminals are copied."""
    # Here, because polars takes a second to load.
    from tefter.privacy.notebook import without_words  # noqa: PLC0415

    for line in without_words(error):
        say(line)
    complain(TefterError("stopped at a defect of Tefter", "report the lines above"))
    sys.exit(os.EX_SOFTWARE)


NOT_OURS = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.EMFILE,
    errno.EFBIG,
)
"""Faults of the machine that a person there can mend: no room, no permission."""


def _of_the_system(error: OSError) -> TefterError:
    file = error.filename if isinstance(error.filename, str) else None
    return TefterError(
        os.strerror(error.errno or errno.EIO).lower(),
        "make room or change its permissions, and try again",
        file=file,
    )
