"""Words of formulas that MathJax, or an extension of it that notes use, knows and the library does not."""

from collections.abc import Mapping
from types import MappingProxyType

from studyguide.maths.macros import Macro, written

_GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho "
    "sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()

BUILT_IN: Mapping[str, Macro] = MappingProxyType(
    dict(
        written(name, body)
        for name, body in {
            "mbox": r"\text{#1}", "hbox": r"\text{#1}", "textup": r"\text{#1}", "AA": r"\mathrm{Å}",
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
            "rule": r"\underline{\hspace{#1}}\relax{#2}", "raisebox": r"\lifted{#1}{#2}",
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
            **{f"up{letter}": rf"\mathrm{{\{letter}}}" for letter in _GREEK},
            "and": r"\land", "or": r"\lor", "plusmn": r"\pm", "sube": r"\subseteq", "sub": r"\subset",
        }.items()
    )
)  # fmt: skip
