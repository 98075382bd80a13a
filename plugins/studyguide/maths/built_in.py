"""Words of formulas that MathJax, or an extension of it that notes use, knows and the library does not."""

from collections.abc import Mapping
from types import MappingProxyType

from studyguide.maths.macros import Macro, written

_GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho "
    "sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()

_LOOK_ALIKE = {
    "thicksim": r"\sim", "thickapprox": r"\approx", "smallsmile": r"\smile", "smallfrown": r"\frown",
    "shortmid": r"\mid", "shortparallel": r"\parallel", "varpropto": r"\propto", "nshortmid": r"\nmid",
    "nshortparallel": r"\nparallel", "xrightleftarrows": r"\xrightleftharpoons",
    "xrightequilibrium": r"\xrightleftharpoons", "xleftequilibrium": r"\xrightleftharpoons", "bracevert": r"\vert",
    "arrowvert": r"\vert", "Arrowvert": r"\Vert", "intop": r"\int", "ointop": r"\oint", "smallint": r"\int",
    "centerdot": r"\cdot", "smallsetminus": r"\setminus", "mathellipsis": r"\ldots", "para": r"\P",
    "euro": r"\text{€}", "Vec": r"\vec", "Hat": r"\hat", "Bar": r"\bar", "Tilde": r"\tilde", "Dot": r"\dot",
    "Ddot": r"\ddot", "Acute": r"\acute", "Grave": r"\grave", "Breve": r"\breve", "Check": r"\check",
    "overlinesegment": r"\overline", "underlinesegment": r"\underline", "clap": "#1", "enskip": r"\enspace",
    "Space": r"\hspace{#1}\relax{#2}\relax{#3}", "splitfrac": r"\genfrac{}{}{0pt}{}", "vskip": r"\hskip",
    "splitdfrac": r"\genfrac{}{}{0pt}{0}", "nicefrac": "{#1}/{#2}", "sfrac": "{#1}/{#2}", "flatfrac": "{#1}/{#2}",
    "ensuremath": "#1", "overunderset": r"\overset{#1}{\underset{#2}{#3}}",
    "underoverset": r"\underset{#1}{\overset{#2}{#3}}", "mathbffrak": r"\boldsymbol{\mathfrak{#1}}",
    "mathbfscr": r"\boldsymbol{\mathscr{#1}}", "mathup": r"\mathrm", "mathbfup": r"\mathbf", "mathsfup": r"\mathsf",
    "mathbfsf": r"\mathsf", "mathbfsfup": r"\mathsf", "mathbfsfit": r"\mathsf", "symup": r"\mathrm",
    "symrm": r"\mathrm", "symbb": r"\mathbb", "symit": r"\mathit", "symsf": r"\mathsf", "symcal": r"\mathcal",
    "symscr": r"\mathscr", "symfrak": r"\mathfrak", "symtt": r"\mathtt", "symbfup": r"\mathbf", "scr": r"\cal",
    "mit": r"\it", "sl": r"\it", "em": r"\it", "bfseries": r"\bf", "itshape": r"\it", "slshape": r"\it",
    "rmfamily": r"\rm", "sffamily": r"\sf", "ttfamily": r"\tt", "textsl": r"\textit", "mathbbmss": r"\mathbb",
    "celsius": r"^\circ\mathrm{C}", "degreeCelsius": r"^\circ\mathrm{C}", "ohm": r"\Omega", "micro": r"\mu",
    "ang": r"#1^\circ", "KaTeX": r"\text{KaTeX}", "xmathstrut": r"\relax{#1}",
    **dict.fromkeys(
        "oldstyle sc scshape boldmath sixptsize protect nonscript adjustlimits noindent indent hss centering global"
        " long".split(),
        "",
    ),
}  # fmt: skip
"""Words for what looks like others, or whose effect is not seen in a formula of one line."""

BUILT_IN: Mapping[str, Macro] = MappingProxyType(
    dict(
        written(name, body)
        for name, body in {
            "mbox": r"\text{#1}", "hbox": r"\text{#1}", "textup": r"\text{#1}", "AA": r"\text{Å}",
            "hfill": r"\quad", "hfil": r"\quad", "hdots": r"\ldots", "dotsb": r"\cdots", "dotsm": r"\cdots",
            "dotsi": r"\cdots", "dotsc": r"\ldots", "dotso": r"\ldots", "varliminf": r"\underline{\lim}",
            "varlimsup": r"\overline{\lim}", "qed": r"\square", "pmb": r"\boldsymbol{#1}", "overarc": r"\overparen{#1}",
            "llap": "#1", "rlap": "#1", "mathllap": "#1", "mathrlap": "#1", "mathclap": "#1", "vcenter": "#1",
            "strut": "", "mathstrut": "", "notag": "", "nonumber": "", "displaylimits": "", "require": r"\relax{#1}",
            "large": "", "Large": "", "LARGE": "", "huge": "", "Huge": "", "small": "", "footnotesize": "",
            "normalsize": "", "scriptsize": "", "tiny": "", "Tiny": "",
            "displaylines": r"\begin{gathered}#1\end{gathered}", "TeX": r"\text{TeX}", "LaTeX": r"\text{LaTeX}",
            "allowbreak": "", "nobreak": "", "mathsurround": "",
            "colorbox": r"\colouredbox{#1}{#2}", "fcolorbox": r"\colouredbox{#2}{#3}",
            "raisebox": r"\lifted{#1}{#2}",
            "cancelto": r"\cancel{#2}^{#1}", "varinjlim": r"\underrightarrow{\lim}",
            "varprojlim": r"\underleftarrow{\lim}", "mathnormal": "#1", "mathbfcal": r"\mathcal{#1}",
            "mathsfit": r"\mathsf{#1}", "mathbfit": r"\boldsymbol{#1}", "stackbin": r"\overset{#1}{#2}",
            "dd": r"\mathrm{d}#1",
            "vspace": r"\relax{#1}", "abs": r"\left|#1\right|", "norm": r"\left\|#1\right\|",
            "dv": r"\frac{d #1}{d #2}", "pdv": r"\frac{\partial #1}{\partial #2}", "num": "#1",
            "SI": r"#1\,\mathrm{#2}", "unit": r"\mathrm{#1}", "si": r"\mathrm{#1}", "lparen": "(", "rparen": ")",
            "llbrack": r"\llbracket", "Tr": r"\operatorname{Tr}", "mathds": r"\mathbb{#1}", "mathbbm": r"\mathbb{#1}",
            "textsc": r"\text{#1}", "textnormal": r"\text{#1}", "textmd": r"\text{#1}", "emph": r"\textit{#1}",
            "lt": "<", "gt": ">", "cr": r"\\", "space": r"\ ", "R": r"\mathbb{R}", "N": r"\mathbb{N}",
            "Z": r"\mathbb{Z}", "Q": r"\mathbb{Q}", "C": r"\mathbb{C}", "enclose": r"\enclosed{#1}{#2}",
            "thinspace": r"\,", "medspace": r"\:", "thickspace": r"\;", "negthinspace": r"\!", "empty": r"\emptyset",
            "real": r"\Re", "reals": r"\mathbb{R}", "infin": r"\infty", "exist": r"\exists", "isin": r"\in",
            "centernot": r"\not",
            **_LOOK_ALIKE,
            **{f"up{letter}": rf"\mathrm{{\{letter}}}" for letter in _GREEK},
            "and": r"\land", "or": r"\lor", "plusmn": r"\pm", "sube": r"\subseteq", "sub": r"\subset",
        }.items()
    )
)  # fmt: skip
