"""Makes wrong versions of a Python program: prints them as JSON, each with its line, its kind, what was there and what is.

    python3 mutate.py FILE [OTHER...]

Where OTHER files are given, which FILE is a module of, only what they use of it is changed.
"""

import ast
import copy
import json
import sys

COMPARE = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult}
# Calls that beginners mistake for one another.
METHODS = {"sendall": "send", "recv_exactly": "recv", "rstrip": "strip", "removesuffix": "rstrip"}
NAMES = {"SHUT_WR": "SHUT_RDWR", "SHUT_RDWR": "SHUT_RD", "SOCK_STREAM": "SOCK_DGRAM", "SO_REUSEADDR": "SO_KEEPALIVE"}

# Calls that are told how much they may bring: one byte more of room is no mistake.
ROOM = ("recv", "recvfrom", "read")

# Calls whose texts only name an error or the usage: the contract leaves these words open.
OPEN_WORDS = ("fail", "report", "server_arguments", "client_arguments", "arguments", "usage")


def replacements(node, parent):
    """The nodes that may stand in the place of this one, each with the kind of the change."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARE:
        yield "comparison", ast.Compare(node.left, [COMPARE[type(node.ops[0])]()], node.comparators)
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield "arithmetic", ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    if isinstance(node, ast.BoolOp):
        swapped = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and or", ast.BoolOp(swapped, node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not removed", node.operand
    if isinstance(node, ast.Constant) and not isinstance(parent, (ast.Expr, ast.FormattedValue)):
        is_room = isinstance(parent, ast.Call) and getattr(parent.func, "attr", "") in ROOM and node.value >= 1024
        yield from (new for new in constants(node.value) if not (is_room and new[1].value))
    if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(parent, ast.Call):
        yield "another call", ast.Attribute(node.value, METHODS[node.attr], node.ctx)
    if isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield "another constant", ast.Attribute(node.value, NAMES[node.attr], node.ctx)
    if isinstance(node, (ast.Expr, ast.Raise, ast.AugAssign)) and not is_text(node):
        yield "statement removed", ast.Pass()
    if isinstance(node, (ast.Break, ast.Continue)):
        yield "break continue", ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    if isinstance(node, ast.Return) and node.value is not None and not is_none(node.value):
        yield "returns None", ast.Return(ast.Constant(None))
    if isinstance(node, ast.If) and not is_main(node):
        for value in (True, False):
            yield f"if {value}", ast.If(ast.Constant(value), node.body, node.orelse)
    if isinstance(node, ast.ExceptHandler) and not is_pass(node.body):
        yield "error ignored", ast.ExceptHandler(node.type, node.name, [ast.Pass()])


def constants(value):
    if isinstance(value, bool):
        yield "truth", ast.Constant(not value)
    elif isinstance(value, int):
        yield "number", ast.Constant(value + 1)
        if value > 1:
            yield "number", ast.Constant(0)
    elif isinstance(value, float):
        yield "number", ast.Constant(value * 2)
        yield "number", ast.Constant(value / 10)
    elif isinstance(value, (str, bytes)) and value:
        yield "text", ast.Constant(value[:-1])


def is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def is_pass(body):
    return len(body) == 1 and isinstance(body[0], ast.Pass)


def is_main(node):
    return "__name__" in ast.unparse(node.test)


def find_open_words(tree):
    """The ids of the texts of such calls, of those of errors that are raised, and of the names of threads."""
    found = set()
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in OPEN_WORDS
        is_name = isinstance(node, ast.keyword) and node.arg == "name"
        if is_call or is_name or isinstance(node, ast.Raise):
            texts = (one for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))
            found.update(id(one) for one in texts)
    return found


def named(tree):
    """All names that stand in a tree, also those of attributes and of imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name


def unused(tree, others):
    """The ids of all nodes of definitions that no other file uses, nor what is used of this one."""
    used = {name for other in others for name in named(other)}
    definitions = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    left = definitions if others else []
    for node in tree.body:
        if node not in definitions:
            used.update(named(node))
    while reached := [node for node in left if node.name in used]:
        left = [node for node in left if node not in reached]
        for node in reached:
            used.update(named(node))
    return {id(part) for node in left for part in ast.walk(node)}


def places(tree):
    """Every place of the tree that holds a node: (parent, field, index or None)."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.AST):
                yield parent, field, None
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, ast.AST):
                        yield parent, field, index


def at(parent, field, index):
    value = getattr(parent, field)
    return value if index is None else value[index]


def put(parent, field, index, node):
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def wrong_versions(source, others):
    tree = ast.parse(source)
    left_alone = find_open_words(tree) | unused(tree, [ast.parse(other) for other in others])
    for place, (parent, field, index) in enumerate(list(places(tree))):
        node = at(parent, field, index)
        if id(node) in left_alone:
            continue
        for count, (kind, new) in enumerate(replacements(node, parent)):
            twin = copy.deepcopy(tree)
            where = list(places(twin))[place]
            put(*where, list(replacements(at(*where), where[0]))[count][1])
            text = ast.unparse(ast.fix_missing_locations(twin)) + "\n"
            line = getattr(node, "lineno", getattr(parent, "lineno", 0))
            yield {"line": line, "kind": kind, "was": shown(node), "becomes": shown(new), "source": text}


def shown(node):
    return ast.unparse(ast.fix_missing_locations(node)).split("\n")[0]


def main():
    source, *others = map(read, sys.argv[1:])
    json.dump(list(wrong_versions(source, others)), sys.stdout)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


if __name__ == "__main__":
    main()
