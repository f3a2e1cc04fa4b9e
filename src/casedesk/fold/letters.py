"""Which letters and marks count as the same when text is folded: data only.

Letters that decompose into a base letter and an accent need no row: Unicode does those.
"""
# ruff: noqa: RUF001, RUF003 - letters that look alike are the point here

# A letter that does not decompose, small and without marks, and what is written for it.
LETTERS: dict[str, str] = {
    # Latin
    "đ": "d",
    "ð": "d",
    "ɖ": "d",
    "ɗ": "d",
    "ł": "l",
    "ƚ": "l",
    "ø": "o",
    "ɵ": "o",
    "ɔ": "o",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ɨ": "i",
    "ŋ": "ng",
    "ŧ": "t",
    "ƭ": "t",
    "ə": "e",
    "ǝ": "e",
    "ɛ": "e",
    "ɓ": "b",
    "ƈ": "c",
    "ƒ": "f",
    "ɠ": "g",
    "ǥ": "g",
    "ƙ": "k",
    "ĸ": "k",
    "ɲ": "n",
    "ƥ": "p",
    "ʀ": "r",
    "ʉ": "u",
    "ʋ": "v",
    "ⱳ": "w",
    "ƴ": "y",
    "ƶ": "z",
    # Cyrillic letters of Kazakh, Kyrgyz, Tajik, Uzbek, Tatar, Ukrainian: often typed on a Russian
    # keyboard, which has none of them.
    "ґ": "г",
    "ғ": "г",
    "қ": "к",
    "ҝ": "к",
    "ң": "н",
    "ҥ": "н",
    "ө": "о",
    "ү": "у",
    "ұ": "у",
    "һ": "х",
    "ҳ": "х",
    "ҷ": "ч",
    "җ": "ж",
    "ә": "а",
    # Arabic script: alef, ya and ta marbuta, then the Persian, Kurdish and Urdu letters that are
    # typed for the Arabic ones and the other way round. Hamza on a carrier is a mark and drops.
    "ٱ": "ا",
    "ى": "ي",
    "ة": "ه",
    "ک": "ك",
    "ڪ": "ك",
    "ی": "ي",
    "ې": "ي",
    "ێ": "ي",
    "ے": "ي",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۃ": "ه",
    "ۆ": "و",
    "ۇ": "و",
    "ڕ": "ر",
    "ڵ": "ل",
    "ں": "ن",
    "ـ": "",
    # Apostrophes of names: "O’Neil", "Мар’яна"; the scholars' signs for hamza and ayn drop.
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "ʻ": "'",
    "`": "'",
    "ʿ": "",
    "ʾ": "",
    "ʹ": "",
    "ʺ": "",
}

# First and last code point of the marks that drop: accents, Cyrillic titles, Hebrew points, Arabic
# and Syriac vowel signs, enclosing signs, variation selectors. Marks of other scripts stay: in
# Devanagari, Thai, Burmese or Thaana they are the vowels of the word.
DROPPED_MARKS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05BD),
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x06E7, 0x06E8),
    (0x06EA, 0x06ED),
    (0x0711, 0x0711),
    (0x0730, 0x074A),
    (0x08CA, 0x08E1),
    (0x08E3, 0x08FF),
    (0x1AB0, 0x1ACE),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20F0),
    (0x2DE0, 0x2DFF),
    (0xA66F, 0xA672),
    (0xA674, 0xA67D),
    (0xA69E, 0xA69F),
    (0xFB1E, 0xFB1E),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)

# First and last code point of the scripts written without spaces between words.
WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17DD),  # Khmer
    (0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (0x1A20, 0x1AAD),  # Tai Tham
    (0x3005, 0x3007),  # the Han repetition mark and zero
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3100, 0x312F),  # Bopomofo
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FE),  # Burmese, extended
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFD),
)
