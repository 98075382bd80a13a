"""Values that only say that there is none: a dash, "n/a", "unknown".

The browser code has the same words, for a reader sorts and hides there: ``compare/values.js``. One list of cases holds
for both.
"""

import re

_WORDS = """
unknown|not known|not available|not applicable|not given|missing
|unbekannt|inconnue?|desconocid[oa]|desconhecid[oa]|sconosciut[oa]
|onbekend|nieznan[aey]|bilinmiyor|невідомо|неизвестно|未知|不明|알 수 없음|غير معروف|לא ידוע|अज्ञात
|keine angabe|nicht verfügbar|nicht bekannt|entfällt|non? disponib(?:le|ile)|não disponível
|нет данных|немає даних|不适用|不適用|暂无
|該当なし|해당 없음
"""
_MISSING = re.compile(
    r"(?:[-–—−‐‒―_]+|\?+|？|…|\.{2,}|n\s?[/.]\s?[ad]\.?|k\.\s?a\.|tb[acd]|(?:" + _WORDS.replace("\n", "") + r"))?[.!]?",
    re.IGNORECASE,
)


def missing(text: str) -> bool:
    """Say whether a value stands for none."""
    return bool(_MISSING.fullmatch(text.strip()))
