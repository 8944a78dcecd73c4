"""What scraped text may try: at least 500 payloads, made systematically, each with its mark."""

# ruff: noqa: E501  (a payload reads best on a line of its own)
from __future__ import annotations

from itertools import product

MARK = "xss7"
"""Stands in every payload: as an element, attribute, function or cell it must never be alive."""

ELEMENTS = (
    "script", "img", "svg", "iframe", "object", "embed", "video", "audio", "body", "math", "form",
    "input", "details", "marquee", "style", "link", "base", "meta", "template", "a",
)  # fmt: skip
HANDLERS = (
    "onerror",
    "onload",
    "onclick",
    "ontoggle",
    "onfocus",
    "onmouseover",
    "onanimationstart",
    "oncopy",
    "onresize",
    "onpointerover",
)
ENDS = (
    "",
    '">',
    "'>",
    "-->",
    "</script>",
    "</style>",
    "</textarea>",
    "</title>",
    "]]>",
    "`",
    "</svg>",
)

HTML = [
    *(f"<{element} {handler}={MARK}() src=x>" for element, handler in product(ELEMENTS, HANDLERS)),
    *(f"{end}<script>{MARK}()</script>" for end in ENDS),
    *(f"{end}<img src=x onerror={MARK}()>" for end in ENDS),
    *(f'{quote} {handler}={MARK}() x={quote}' for quote, handler in product("\"'`", HANDLERS)),
    f"<{MARK}>", f"<{MARK} a=b>", f"&lt;script&gt;{MARK}()&lt;/script&gt;", f"<scr<script>ipt>{MARK}()",
    f"<svg><animate onbegin={MARK}() attributeName=x>", f"<math><mi xlink:href=javascript:{MARK}()>",
    f"＜script＞{MARK}()＜/script＞", f"<script\x00>{MARK}()", f"<!--<img src='--><img src=x onerror={MARK}()>",
]  # fmt: skip

TEMPLATES = [
    f"{open_}{body}{close}"
    for (open_, close), body in product(
        (("{{", "}}"), ("{%", "%}"), ("${", "}"), ("#{", "}"), ("<%=", "%>"), ("{#", "#}"), ("[[", "]]")),
        (f"7*7+'{MARK}'", f"config.{MARK}", f"''.__class__.__mro__[1].{MARK}", f"print('{MARK}')"),
    )
]  # fmt: skip

SCHEMES = (
    "javascript",
    "JaVaScRiPt",
    "java\tscript",
    " javascript",
    "data",
    "vbscript",
    "file",
    "blob",
)
LINKS = [
    write.format(f"{scheme}:{MARK}()")
    for scheme, write in product(
        SCHEMES, ("{}", "[x]({})", "![x]({})", "<{}>", "[x]: {}", '<a href="{}">x</a>', "[x](<{}>)")
    )
]

FORMULAS = [
    f"{before}{sign}{body}"
    for before, sign, body in product(
        ("", " ", "\t", "\r", "\n", '"', "\ufeff"),
        ("=", "+", "-", "@", "＝", "＋"),
        (f'HYPERLINK("http://x","{MARK}")', f"cmd|'/c {MARK}'!A0"),
    )
]

TERMINAL = [
    *(f"\x1b[{code}m{MARK}" for code in ("31", "2J", "?1049h", "6n", "8", "5i")),
    *(f"\x1b]{code};{MARK}\x07" for code in ("0", "2", "8;;http://x", "52;c", "1337;File=", "9", "777")),
    *(f"\x1b{code}{MARK}" for code in ("c", "P", "_", "^", "X", "#8", "Z")),
    *(f"{chr(code)}{MARK}" for code in (*range(1, 9), 0x0B, 0x0C, 0x0E, 0x7F, *range(0x80, 0xA0, 3))),
    *(f"{chr(code)}{MARK}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
]  # fmt: skip

NAMES = [
    *(up * depth + f"{MARK}/passwd" for up, depth in product(("../", "..\\", "..%2f", "....//"), (1, 3, 9))),
    f"/etc/{MARK}", f"C:\\{MARK}", f"\\\\host\\{MARK}", f"{MARK}\x00.csv", f"CON.{MARK}", f"~/{MARK}",
    f"$(touch {MARK})", f"`touch {MARK}`", f"; rm -rf {MARK}", f"| {MARK}", f"-{MARK}", MARK * 80,
]  # fmt: skip

CODE = [
    f"!!python/object/apply:os.system ['{MARK}']", f"&a [*a, {MARK}]", f"*{MARK}", f"'; DROP TABLE {MARK};--",
    f"' OR '{MARK}'='{MARK}", f"%%bash\ntouch {MARK}", f"!touch {MARK}", f"%run {MARK}",
    f"__import__('os').system('{MARK}')", f'"""\n{MARK}()\n"""', f"\\input{{{MARK}}}", f"\\write18{{{MARK}}}",
    f"$\\href{{javascript:{MARK}()}}{{x}}$", f"datum.constructor.constructor('{MARK}()')()",
    f"[].filter.constructor('{MARK}()')()", f"# {MARK}\n- [ ] x", f"| {MARK} | x |\n|---|---|", f"---\n{MARK}: x\n---",
    f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY {MARK} SYSTEM 'file:///etc/passwd'>]><x>&{MARK};</x>",
]  # fmt: skip

PAYLOADS = tuple(dict.fromkeys([*HTML, *TEMPLATES, *LINKS, *FORMULAS, *TERMINAL, *NAMES, *CODE]))
