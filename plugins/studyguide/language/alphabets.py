"""What each language says of the order of its letters, after CLDR's collations and indexes.

No library of Python's has CLDR's tailorings without ICU, which is thirty megabytes of C++. What an index of names
needs is small: which letters are letters of their own, what stands for what, and which script comes first.
"""

from collections.abc import Mapping

ALPHABETS: Mapping[str, str] = {
    "es": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
    # Others that Material knows, or that owners may add words for.
    "az": "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v w y z",
    "be": "а б в г д е ё ж з і й к л м н о п р с т у ў ф х ц ч ш ы ь э ю я",
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "da": "a b c d e f g h i j k l m n o p q r s t u v w x y z æ ø å",
    "et": "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
    "fi": "a b c d e f g h i j k l m n o p q r s t u v w x y z å ä ö",
    "hr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
    "hu": "a b c cs d dz dzs e f g gy h i j k l ly m n ny o ö p q r s sz t ty u ü v w x y z zs",
    "is": "a á b c d ð e é f g h i í j k l m n o ó p q r s t u ú v w x y ý z þ æ ö å",
    "lt": "a b c č d e f g h i j k l m n o p q r s š t u v w x z ž",
    "lv": "a b c č d e f g ģ h i j k ķ l ļ m n ņ o p q r s š t u v w x z ž",
    "no": "a b c d e f g h i j k l m n o p q r s t u v w x y z æ ø å",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "ru": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
    "sk": "a ä b c č d e f g h ch i j k l m n o ô p q r s š t u v w x y z ž",
    "sl": "a b c č ć d đ e f g h i j k l m n o p q r s š t u v w x y z ž",
    "sv": "a b c d e f g h i j k l m n o p q r s t u v w x y z å ä ö",
    "vi": "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z",
}  # fmt: skip
"""Letters in their order, of which none is another with an accent; two characters may be one."""

_LATIN_SIGNS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n"}
_HEBREW_ENDS = dict(zip("ךםןףץ", "כמנפצ", strict=True))
_ARABIC = {"ة": "ت", "ى": "ي", "ٱ": "ا", "آ": "اا"}
_SMALL_KANA = dict(zip("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", strict=True))

SAME: Mapping[str, str] = {**_LATIN_SIGNS, **_HEBREW_ENDS, **_ARABIC, **_SMALL_KANA}
"""Letters that count as others where no alphabet names them; Unicode itself says that of those with accents."""

VOWELS: Mapping[str, str] = dict(zip("AIUEO", "あいうえお", strict=True))
"""Those of kana, by the last letters of their names: what ``ー`` makes longer counts as the vowel."""

KANA_ROWS = "あかさたなはまやらわ"
"""A Japanese index has a heading for each row of the syllabary."""

KANJI = "漢字"

PINYIN_STARTS: Mapping[str, str] = dict(
    zip("ABCDEFGHJKLMNOPQRSTWXYZ", "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝", strict=True)
)
"""The first characters of GB 2312, level 1, by the letters of their pinyin: it orders these 3,755 by sound."""

NATIVE: Mapping[str, str] = {
    "uk": "CYRILLIC", "ru": "CYRILLIC", "be": "CYRILLIC", "bg": "CYRILLIC", "sr": "CYRILLIC", "mk": "CYRILLIC",
    "el": "GREEK", "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "he": "HEBREW", "hi": "DEVANAGARI", "ko": "HANGUL",
    "th": "THAI", "ka": "GEORGIAN", "hy": "ARMENIAN",
}  # fmt: skip
"""Scripts that stand before the Latin one in their own languages, as Unicode names letters."""
