"""The `portal` command. Each command lives in a module of its own, loaded when it is asked for."""

import importlib

import click

COMMANDS = {  # name -> module of web.cli; the command there bears the attribute of the same name
    "run": "run",
    "demo": "demo",
    "demo-elastic": "demo_elastic",
    "import": "imports",
    "report-checks": "report_checks",
    "db": "db",
    "index": "index",
    "jobs": "jobs",
    "follow": "follow",
    "sweep": "sweep",
    "search": "search",
    "review": "review",
    "withhold": "withholding",
    "release": "withholding",
    "audit": "audit",
    "export": "exports",
    "reporters": "reporters",
    "unverified": "unverified",
    "check": "check",
    "bench": "bench",
}
ATTRIBUTES = {"import": "import_files", "demo-elastic": "demo_elastic", "report-checks": "report_checks"}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is used or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"web.cli.{COMMANDS[cmd_name]}")
        command = getattr(module, ATTRIBUTES.get(cmd_name, cmd_name))
        if not isinstance(command, click.Command):
            raise TypeError(f"web.cli.{COMMANDS[cmd_name]} has no command {cmd_name}")
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 110})
def main() -> None:
    """企业信用信息公示门户。Enterprise credit disclosure portal.

    Settings are environment variables that begin with PORTAL_, such as PORTAL_DATA_DIR.
    """
