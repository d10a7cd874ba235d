"""The command line: what `knipsel --help` lists, each command in a few lines.

Exit codes: 0 answered or done; 1 the archive does not say; 2 the command or the question is not well formed;
3 the archive cannot do it (no index, another writer, another encoder). Heavy libraries are imported by the
commands that need them, so that --help answers at once.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from ui.backups import backup, restore
from ui.checking_command import check
from ui.keeping import forget, index, status
from ui.opening import (
    BAD_QUESTION,
    CANNOT,
    NOT_SAID,
    AsJson,
    desk_of,
    opened_archive,
    print_json,
    read_settings,
    terminal,
    told_plainly,
)
from ui.user_commands import app as user_commands
from ui.when import AsOf, From, To, last_day, period_between

app = typer.Typer(
    help="Ask a news archive; every sentence of the answer quotes an article verbatim.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(user_commands, name="user")
for command in (index, status, forget, backup, restore, check):
    app.command()(command)


@app.callback()
def main() -> None:
    """Print what the terminal cannot show as `?`, whatever the language that it is set to, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in Dutch or English.")],
    first: From = "",
    last: To = "",
    as_of: AsOf = "",
    after: Annotated[
        list[str] | None, typer.Option(help="An earlier question that this one follows; repeat it for more.")
    ] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Only articles of this outlet; repeat it for more.")] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the archive, with verbatim citations; exit code 1 where the archive does not say."""
    from rag.answer import NothingFound
    from rag.desk import Done
    from rag.question import QuestionRefused
    from ui.as_json import outcome_json
    from ui.phrases import refusal
    from ui.terminal import print_outcome

    period, day = period_between(first, last), last_day(as_of)
    settings = read_settings()
    with told_plainly(), opened_archive(settings) as archive:
        try:
            desk, today = desk_of(archive, settings), date.today()
            history = desk.talk(after or (), today, as_of=day, outlets=outlet)
            *_, done = desk.ask(question, today, period=period, as_of=day, outlets=outlet, history=history)
        except QuestionRefused as refused:
            typer.echo(refusal(refused, settings.language), err=True)
            raise typer.Exit(BAD_QUESTION) from None
    assert isinstance(done, Done)  # noqa: S101 - for the type checker: a Desk's last event
    print_json(outcome_json(done.outcome)) if as_json else print_outcome(done.outcome, terminal())
    raise typer.Exit(NOT_SAID if isinstance(done.outcome, NothingFound) else 0)


@app.command()
def chat(
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one.", min=0, max=65535)] = None,
    host: Annotated[str | None, typer.Option(help="Address to serve on.")] = None,
) -> None:
    """Serve the chat as a web page, and the API beside it (docs/api.md)."""
    from ui.api.tokens import SecretUnusable
    from ui.people.accounts import AccountsUnusable
    from ui.serving import AddressUnusable, serve

    settings = read_settings()
    with told_plainly(), opened_archive(settings) as archive:
        try:
            desk, served = desk_of(archive, settings), settings.port if port is None else port
            serve(desk, archive, settings, host or settings.host, served)
        except (AddressUnusable, SecretUnusable, AccountsUnusable) as unusable:
            typer.echo(str(unusable), err=True)
            raise typer.Exit(CANNOT) from None


@app.command()
def mcp() -> None:
    """Serve the archive to an assistant that starts this command, as MCP over standard input and output."""
    from ui.api.mcp_server import serve_stdio
    from ui.api.tokens import SecretUnusable

    settings = read_settings()
    with told_plainly(), opened_archive(settings) as archive:
        try:
            serve_stdio(desk_of(archive, settings), archive, settings)
        except SecretUnusable as unusable:
            typer.echo(str(unusable), err=True)
            raise typer.Exit(CANNOT) from None


@app.command()
def feedback() -> None:
    """Print what people said of answers as questions for `evaluate`, JSON Lines."""
    from ui.api.feedback_questions import question_of
    from ui.api.feedback_store import FeedbackStore

    settings, lacking = read_settings(), list[str]()
    for number, said in FeedbackStore(settings.archive).all():
        question = question_of(number, said, settings.language)
        if question is None:
            lacking.append(f"feedback-{number}")
        else:
            typer.echo(question.model_dump_json(exclude_defaults=True))
    if lacking:
        typer.echo(f"{len(lacking)} do not tell what is right, or where it stands: {', '.join(lacking[:20])}", err=True)


@app.command()
def article(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="As answers and --json name it.")],
    revision: Annotated[int | None, typer.Option(help="An older revision; the newest unless told.", min=1)] = None,
    as_json: AsJson = False,
) -> None:
    """Print an article as the archive has it."""
    from ui.as_json import article_json
    from ui.terminal import print_article

    with told_plainly(), opened_archive(read_settings()) as archive:
        found = archive.article(article_id, revision)
        standing = archive.standing(found)
    print_json(article_json(found, standing)) if as_json else print_article(found, standing, terminal())


@app.command()
def prompt(
    question: Annotated[str, typer.Argument(help="The question, in Dutch or English.")],
    first: From = "",
    last: To = "",
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Print what the language model would be sent; exit code 1 where the archive does not say, and nothing is."""
    from rag.question import QuestionRefused
    from ui.phrases import refusal, say

    period, day = period_between(first, last), last_day(as_of)
    settings = read_settings()
    with told_plainly(), opened_archive(settings) as archive:
        try:
            desk = desk_of(archive, settings.model_copy(update={"model": ""}))
            messages = desk.prompt(question, date.today(), period=period, as_of=day, context=settings.model_context)
        except QuestionRefused as refused:
            typer.echo(refusal(refused, settings.language), err=True)
            raise typer.Exit(BAD_QUESTION) from None
    if not messages:
        typer.echo(say("not_said", settings.language), err=True)
        raise typer.Exit(NOT_SAID)
    if as_json:
        print_json({"messages": [{"role": role, "content": text} for role, text in messages]})
    else:
        typer.echo("\n\n".join(f"--- {role}\n{text}" for role, text in messages))


@app.command()
def evaluate(
    questions: Annotated[list[Path], typer.Argument(help="JSON Lines files of golden questions (docs/evaluate.md).")],
    html: Annotated[Path | None, typer.Option(help="Write a report with plots to this file.")] = None,
    misses: Annotated[bool, typer.Option(help="Print each question that was not answered right.")] = False,
    model: Annotated[str | None, typer.Option(help="Have answers written by this one; KNIPSEL_MODEL if not.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure how well questions with known answers are answered; exit code 1 if any citation is not verbatim."""
    from rag.evaluation.asking import ask_all, unknown_articles
    from ui.evaluation import evaluation_json, golden_in, print_evaluation
    from ui.evaluation_html import evaluation_html
    from ui.progress import progress_bar

    settings = read_settings()
    if model is not None:
        settings = settings.model_copy(update={"model": model})
    golden = golden_in(questions)
    with told_plainly(), opened_archive(settings) as archive, progress_bar(terminal(stderr=True)) as progress:
        for article_id in unknown_articles(archive, golden):
            typer.echo(f"the archive has no article {article_id!r}, which a question expects", err=True)
        desk = desk_of(archive, settings)
        desk.warm()
        asked = ask_all(desk, archive, golden, partial(progress, "questions"))
    if html:
        html.write_text(evaluation_html(asked, " ".join(path.name for path in questions)), "utf-8")
    print_json(evaluation_json(asked)) if as_json else print_evaluation(asked, terminal(), misses=misses)
    if wrong := sum(not valid for one in asked for valid in one.valid):
        typer.echo(f"{wrong} citations do not stand verbatim in their article; this must never be", err=True)
        raise typer.Exit(NOT_SAID)


if __name__ == "__main__":
    app()
