"""Colours of formulas as six digits: of names that browsers or LaTeX know, of mixtures, and of numbers."""

import re

from studyguide.maths.tokens import Tex, argument, joined, optional

_WORDS = """
    aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4
    blanchedalmond ffebcd blueviolet 8a2be2 burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e
    coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c darkblue 00008b darkcyan 008b8b darkgoldenrod
    b8860b darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange
    ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray
    2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray
    696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff
    gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520 greenyellow adff2f grey 808080 honeydew f0fff0
    hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5
    lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow
    fafad2 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa lightskyblue
    87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 limegreen 32cd32
    linen faf0e6 maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db
    mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred
    c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080
    oldlace fdf5e6 olivedrab 6b8e23 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98
    paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f plum dda0dd powderblue
    b0e0e6 rebeccapurple 663399 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460
    seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090
    slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c thistle d8bfd8 tomato ff6347
    turquoise 40e0d0 wheat f5deb3 whitesmoke f5f5f5 yellowgreen 9acd32
    apricot fbb982 bittersweet c04f17 bluegreen 00b3b8 brickred b6321c burntorange f7921d carnationpink f282b4
    cerulean 00a2e3 dandelion fdbc42 emerald 00a99d junglegreen 00a99a mahogany a9341f melon f89e7b mulberry a93c93
    navyblue 006eb8 olivegreen 3c8031 peach f7965a periwinkle 7977b8 pinegreen 008b72 processblue 00b0f0
    rawsienna 974006 redorange f26035 redviolet a1246b rhodamine ef559f royalpurple 613f99 rubinered ed017d
    sepia 671800 tealblue 00aeb3 violetred ef58a0 wildstrawberry ee2967 yelloworange faa21a
""".split()
_HEX = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
"""Names in small letters that the library does not know: those of CSS (Color Module Level 4, 6.1), and of dvips."""

_KNOWN = {
    "black": "000000", "blue": "0000ff", "brown": "a52a2a", "cyan": "00ffff", "darkgray": "a9a9a9", "gray": "808080",
    "green": "008000", "lightgray": "d3d3d3", "lime": "00ff00", "magenta": "ff00ff", "olive": "808000",
    "orange": "ffa500", "pink": "ffc0cb", "purple": "800080", "red": "ff0000", "teal": "008080", "violet": "ee82ee",
    "white": "ffffff", "yellow": "ffff00",
}  # fmt: skip
"""Names that the library knows, for mixtures of them."""

_DIGITS = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")
_MIXED = re.compile(r"([a-z]+)!(\d{1,3})(?:!([a-z]+))?")
_CALLED = re.compile(r"(rgb)\(([^()]*)\)", re.IGNORECASE)
_MOST = 255


def switch(tokens: Tex, at: int) -> tuple[list[str], int]:
    """Read a colour, with its model if there is one, and write the switch to it as the library knows it."""
    model, at = optional(tokens, at)
    name, end = argument(tokens, at)
    text = joined(name).replace("\\#", "#").strip()
    digits = _of_model("".join(model), text) if model is not None else _digits(text)
    if digits:
        return ["\\color", "[", *"HTML", "]", "{", *digits.upper(), "}"], end
    text = text.lower() if text.isalpha() else text
    return ["\\color", *(["[", *model, "]"] if model is not None else ()), "{", *text, "}"], end


def _digits(text: str) -> str:
    """Return the digits of a colour that the library does not know."""
    small = text.lower()
    if called := _CALLED.fullmatch(text):
        return _of_model(called[1], called[2])
    if mixed := _MIXED.fullmatch(small):
        return _mixture(_named(mixed[1]), int(mixed[2]), _named(mixed[3] or "white"))
    if small in _HEX or small in _KNOWN:
        return _HEX.get(small, "")
    found = _DIGITS.fullmatch(small)
    return ("".join(digit * 2 for digit in found[1]) if len(found[1]) < 6 else found[1]) if found else ""  # noqa: PLR2004


def _named(name: str) -> str:
    return _KNOWN.get(name) or _HEX.get(name, "")


def _mixture(first: str, percent: int, second: str) -> str:
    if not first or not second:
        return ""
    pairs = zip(bytes.fromhex(first), bytes.fromhex(second), strict=True)
    share = min(percent, 100) / 100
    return bytes(round(one * share + other * (1 - share)) for one, other in pairs).hex()


def _of_model(model: str, text: str) -> str:
    """Return the digits of numbers; nothing where they are none, or the model is another."""
    if model == "HTML":
        return _digits(text)
    scale = {"RGB": 1, "rgb": _MOST, "gray": _MOST}.get(model, 0)
    try:
        parts = [float(part) for part in text.split(",")]
    except ValueError:
        return ""
    if model == "rgb" and max(parts) > 1:
        scale = 1  # as CSS counts
    parts = parts * 3 if model == "gray" else parts
    levels = [round(part * scale) for part in parts]
    return bytes(levels).hex() if scale and len(levels) == 3 and all(0 <= n <= _MOST for n in levels) else ""  # noqa: PLR2004
