"""`portal db`: the schema of the database."""

import click


@click.group()
def db() -> None:
    """Bring the database schema up to date, or check it."""


@db.command()
def upgrade() -> None:
    """Create the schema or bring it to the newest version."""
    from credit.db import schema
    from web.cli.setting import database

    with database(upgrade=False) as sessions:
        before = schema.current(sessions.engine)
        schema.upgrade(sessions.engine)
        click.echo(f"schema {before or 'empty'} -> {schema.newest()}")


@db.command()
def check() -> None:
    """Say whether schema and code agree; exit status 1 if not."""
    from credit.db import schema
    from web.cli.setting import database

    with database(upgrade=False) as sessions:
        current, newest = schema.current(sessions.engine), schema.newest()
        if current != newest:
            raise click.ClickException(f"schema {current or 'empty'}, code {newest}: run `portal db upgrade`")
        if different := schema.differences(sessions.engine):
            raise click.ClickException("schema differs from the models:\n" + "\n".join(different))
        click.echo(f"schema {current}, in order")
