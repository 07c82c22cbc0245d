"""The budgets that keep the code readable, counted: lines of a file and of a function, parameters, names of modules."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
BACKEND, APP, BENCH = ROOT / "backend", ROOT / "frontend" / "src", ROOT / "bench"
FILE_LINES, TEST_LINES = 250, 400
#: Settings are read top to bottom in one file.
LONG_ON_PURPOSE = {BACKEND / "config" / "settings.py"}
FUNCTION_LINES, LONGEST_FUNCTION, SHARE_WITHIN = 40, 60, 0.95
PARAMETERS = 5
COMPONENT_LINES = 150
NAMELESS = {"helpers", "helper", "utils", "util", "misc", "common_utils"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files() -> list[Path]:
    found = [*BACKEND.rglob("*.py"), *BENCH.rglob("*.py"), *(ROOT / "scripts").rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def app_files(*endings: str) -> list[Path]:
    written = [path for path in APP.rglob("*") if path.suffix in endings and path.name != "schema.d.ts"]
    return [path for path in written if ".test" not in path.suffixes]


def is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name == "conftest.py"


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def named(path: Path, function: Function) -> str:
    return f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"


def test_files_are_short():
    long = {
        str(path.relative_to(ROOT)): lines(path)
        for path in python_files()
        if path not in LONG_ON_PURPOSE and lines(path) > (TEST_LINES if is_test(path) else FILE_LINES)
    }
    assert long == {}


def test_functions_are_short():
    sizes = {named(path, function): length(function) for path in python_files() for function in functions(path)}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}
    within = sum(size <= FUNCTION_LINES for size in sizes.values())
    assert within / len(sizes) >= SHARE_WITHIN


def test_functions_take_few_parameters():
    crowded = []
    for path in python_files():
        if is_test(path):
            continue
        for function in functions(path):
            positional = [*function.args.posonlyargs, *function.args.args]
            own = [argument for argument in positional if argument.arg not in {"self", "cls"}]
            if len(own) + len(function.args.kwonlyargs) > PARAMETERS:
                crowded.append(named(path, function))
    assert crowded == []


@pytest.mark.skipif(not APP.is_dir(), reason="the app's source is not part of this installation")
def test_components_are_short():
    long = {str(path.relative_to(ROOT)): lines(path) for path in app_files(".tsx") if lines(path) > COMPONENT_LINES}
    long |= {str(path.relative_to(ROOT)): lines(path) for path in app_files(".ts") if lines(path) > FILE_LINES}
    assert long == {}


def test_modules_are_named_after_what_they_are_about():
    modules = [*python_files(), *app_files(".ts", ".tsx")]
    assert [str(path.relative_to(ROOT)) for path in modules if path.stem.lower() in NAMELESS] == []
