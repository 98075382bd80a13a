r"""What Anki reads as commands in the text of a card, made harmless.

Anki has no policy that holds scripts back, and its MathJax makes links that run of ``\href``, and styles that load of
``\style`` and ``\bbox``. So a formula is one where all words of its field are of the list below, and else text.
"""

import re

_FORMULA = re.compile(r"\\([(\[])")
_WORD = re.compile(r"\\([A-Za-z]+)")
# Keeps MathJax from a delimiter, and takes no room (Unicode 17, 23.2).
_JOINER = "\u2060"

WORDS = frozenset(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma
    tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega frac dfrac
    tfrac sqrt binom sum prod int iint iiint oint bigcup bigcap bigoplus bigotimes lim limsup liminf sup inf max
    min arg gcd det dim ker deg hom Pr log ln lg exp sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan
    bmod pmod mod limits nolimits cdot times div pm mp ast star circ bullet oplus ominus otimes odot wedge vee
    cap cup setminus land lor lnot neg le leq ge geq ne neq lt gt ll gg approx sim simeq cong equiv propto in ni
    notin subset supset subseteq supseteq mid nmid parallel perp not to gets mapsto leftarrow rightarrow
    leftrightarrow Leftarrow Rightarrow Leftrightarrow iff implies longrightarrow longleftarrow Longrightarrow
    uparrow downarrow forall exists nexists emptyset varnothing infty partial nabla ell hbar Re Im aleph angle
    triangle square prime ldots cdots vdots ddots dots colon left right middle big Big bigg Bigg langle rangle
    lfloor rfloor lceil rceil lvert rvert lVert rVert vert Vert lbrace rbrace lbrack rbrack hat bar vec dot ddot
    tilde widehat widetilde overline underline overbrace underbrace overrightarrow stackrel overset underset
    mathrm mathbf mathit mathsf mathtt mathbb mathcal mathfrak mathscr boldsymbol text textbf textit textrm
    operatorname displaystyle textstyle scriptstyle quad qquad begin end hline
    """.split()
)
"""Words of LaTeX that draw signs and arrange them, and do nothing else."""


def harmless(field: str) -> str:
    """Keep Anki from sounds, LaTeX, and formulas that do more than show signs; ``field`` is HTML."""
    # Of the whole field, for where a formula ends is for MathJax to say.
    if not set(_WORD.findall(field)) <= WORDS:
        field = _FORMULA.sub(rf"\\{_JOINER}\1", field)
    # [sound:…], [latex] and [$] are commands to Anki, and LaTeX can read files.
    return field.replace("[", "&#91;")
