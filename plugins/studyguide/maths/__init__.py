"""From TeX, as notes write formulas, to MathML that is safe to show, and to words for where no formula can be drawn."""
