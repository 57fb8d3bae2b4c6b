"""The `heard` command: one sub-command a module of `bot.commands`."""

import os

import typer

from bot.commands import chat, database, demo, doctor, locales, report, responses, serve, staff, survey

app = typer.Typer(
    name="heard",
    help="Heard: patient and carer feedback for PCREF Part 3.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they print local variables, which hold patients' words
)
app.command("serve")(serve.serve)
app.command("chat")(chat.chat)
app.command("demo")(demo.demo)
app.command("withdraw")(responses.withdraw)
app.command("purge")(responses.purge)
app.command("doctor")(doctor.doctor)
app.add_typer(database.app, name="db", help="The database: upgrade.")
app.add_typer(locales.app, name="locales", help="Languages: list them, export one for a translator, import it back.")
app.add_typer(survey.app, name="survey", help="Surveys: list, check, publish, import, export.")
app.add_typer(staff.app, name="staff", help="Who may sign in: add, link, list, remove.")
app.add_typer(report.app, name="report", help="Reports that are safe to show.")
app.add_typer(responses.exports, name="export", help="Take data out.")


def main() -> None:
    os.umask(0o077)  # what Heard makes, the database above all, is its owner's alone
    app()
