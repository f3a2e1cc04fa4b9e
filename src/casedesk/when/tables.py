"""The words of dates in the six UN languages: data only.

All are looked up without accents, marks and capitals (`wording.plain`), so each is written here
as its language writes it. Words of one list are separated by spaces, or by `|` where they contain
spaces. Abbreviations are those common in files and archives; one that could be two months
("ju", "jui") is left out.
"""
# ruff: noqa: RUF001 - letters of other scripts that look like Latin ones are the point here

# Every name of the twelve months, January first: the first one is shown, all are read.
MONTHS: dict[str, str] = {
    "en": (
        "January Jan|February Feb|March Mar|April Apr|May|June Jun|July Jul|August Aug"
        "|September Sept Sep|October Oct|November Nov|December Dec"
    ),
    "fr": (
        "janvier janv jan|février févr fév|mars mar|avril avr|mai|juin|juillet juil|août aoû"
        "|septembre sept sep|octobre oct|novembre nov|décembre déc"
    ),
    "es": (
        "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago"
        "|septiembre setiembre sept sep set|octubre oct|noviembre nov|diciembre dic"
    ),
    # Nominative, then genitive (after the number of a day), then the cases after "в" and "между".
    "ru": (
        "январь января январе январём янв|февраль февраля феврале февралём февр фев"
        "|март марта марте мартом мар|апрель апреля апреле апрелем апр|май мая мае маем"
        "|июнь июня июне июнем июн|июль июля июле июлем июл|август августа августе августом авг"
        "|сентябрь сентября сентябре сентябрём сент сен|октябрь октября октябре октябрём окт"
        "|ноябрь ноября ноябре ноябрём нояб ноя|декабрь декабря декабре декабрём дек"
    ),
    # The Levant and Iraq, then Egypt and the Gulf, then the Maghreb. `_` is a space inside a name.
    "ar": (
        "كانون_الثاني يناير جانفي|شباط فبراير فيفري|آذار مارس|نيسان أبريل إبريل أفريل"
        "|أيار مايو ماي|حزيران يونيو يونيه جوان|تموز يوليو يوليه يوليوز جويلية"
        "|آب أغسطس أوت غشت|أيلول سبتمبر شتنبر|تشرين_الأول أكتوبر|تشرين_الثاني نوفمبر نونبر"
        "|كانون_الأول ديسمبر دجنبر"
    ),
}

# Before or after a date: an estimate; a doubt.
ABOUT = (
    "about|around|approximately|approx.|approx|circa|ca.|ca|c.|~"
    "|vers|environ|env.|aux alentours de|hacia|alrededor de|aproximadamente|aprox.|aprox"
    "|около|примерно|приблизительно|ок.|ок|حوالي|نحو|تقريبا|约|大约|大概|左右"
)
DOUBT = (
    "perhaps|possibly|probably|maybe|uncertain|peut-être|probablement|incertain"
    "|quizás|quizá|posiblemente|probablemente|incierto|возможно|вероятно|предположительно"
    "|ربما|محتمل|可能|也许|?|(?)|[?]|(??)|[??]|(???)|[???]"
)

# What stands before a date and makes it an open interval. "Before" and "after" leave the date
# itself out, "until" and "since" keep it in; words that mean either are asked ("до", "以前").
BEFORE = "before|prior to|earlier than|avant|antes de|antes del|antes|ранее|раньше|قبل"
AFTER = "after|later than|après|después de|después del|después|tras|после|بعد"
UNTIL = (
    "until|till|up to|by|not after|no later than|not later than|on or before"
    "|jusqu'à|jusqu'au|jusqu'en|au plus tard|hasta|a más tardar|по|не позднее|не позже"
    "|حتى|لغاية|截至|不迟于"
)
SINCE = (
    "since|from|no earlier than|not earlier than|not before|on or after|depuis|à partir de"
    "|à partir du|dès|desde|a partir de|a partir del|с|со|начиная с|не ранее|не раньше|منذ"
    "|ابتداء من|自|从"
)
BEFORE_OR_UNTIL = "до"

# The same, standing after the date.
BEFORE_AFTERWARDS = "之前"
AFTER_AFTERWARDS = "之后|之後"
SINCE_AFTERWARDS = "onwards|onward|or later|起|以来|以來"
UNTIL_AFTERWARDS = "or earlier|为止|為止"
BEFORE_OR_UNTIL_AFTERWARDS = "以前|前"
AFTER_OR_SINCE_AFTERWARDS = "以后|以後|后|後"

# Intervals: what opens them, and what stands between their two dates. Glued connectors need no
# space around them.
BETWEEN = "between|entre|между|بين|介于"
BETWEEN_AND = "and|et|y|e|и|和|与"
FROM = "from|de|du|del|des|desde|depuis|с|со|от|من|منذ|从|自"
FROM_TO = "to|until|till|through|à|au|a|al|hasta|jusqu'à|jusqu'au|jusqu'en|по|до|إلى|الى|حتى|и до"
GLUED_BETWEEN_AND = "和|与|-"
GLUED_FROM_TO = "-|至|到"

# Words that may stand in a date and say nothing more about it.
IDLE = (
    "the|of|on|in|year|le|la|les|du|de|d'|en|année|el|los|del|año|г.|г|год|года|году|годов|в"
    "|عام|سنة|في|من|شهر|之间|之間"
)

# Letters and signs that mean the same to a person who types, after accents are gone; "" is dropped.
SAME: dict[str, str] = {
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ـ": "",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "−": "-",
    "〜": "-",
    "～": "-",
    "／": "/",
    "．": ".",
    "，": ",",
    "、": ",",
    "،": ",",
    "（": "(",
    "）": ")",
    "？": "?",
    "؟": "?",
    "○": "〇",
    "零": "〇",
}

CJK_NUMERALS = "〇一二三四五六七八九"  # their values are their places; 十 is ten

# What may follow the number of a day.
ORDINALS = "st|nd|rd|th|er|o|º|.º|ª|°|го|-го|е|-е|ое|-ое"

# Decades: `0` stands for the year that ends in 0. Nothing else may stand beside it.
DECADES = (
    "0s|0's|the 0s|the 0's|les années 0|années 0|los 0|años 0|los años 0|la década de 0"
    "|década de 0|década de los 0|década de los años 0|décennie 0|0-е|0-х|0е|0х"
    "|0-е гг|0-е гг.|0-е годы|0-х гг|0-х гг.|0-х годов|0年代|عقد 0"
)

# How dates are shown. {a} and {b} are dates; in {la} and {lb} a full day carries its article.
# A key with `_day` is for a full day, where the language joins article and preposition.
SHOWN: dict[str, dict[str, str]] = {
    "en": {
        "day": "{d} {month} {y}",
        "month": "{month} {y}",
        "decade": "{y}s",
        "about": "about {a}",
        "between": "between {a} and {b}",
        "before": "before {a}",
        "after": "after {a}",
        "since": "from {a}",
        "until": "until {a}",
        "end_unknown": "from {a}, end not known",
        "start_unknown": "until {a}, start not known",
    },
    "fr": {
        "day": "{d} {month} {y}",
        "day_1": "1er {month} {y}",
        "month": "{month} {y}",
        "decade": "années {y}",
        "article": "le ",
        "about": "vers {la}",
        "between": "entre {la} et {lb}",
        "before": "avant {la}",
        "after": "après {la}",
        "since": "depuis {la}",
        "until": "jusqu'en {a}",
        "until_day": "jusqu'au {a}",
        "end_unknown": "depuis {la}, fin inconnue",
        "start_unknown": "jusqu'en {a}, début inconnu",
        "start_unknown_day": "jusqu'au {a}, début inconnu",
    },
    "es": {
        "day": "{d} de {month} de {y}",
        "month": "{month} de {y}",
        "decade": "década de {y}",
        "article": "el ",
        "about": "hacia {la}",
        "between": "entre {la} y {lb}",
        "before": "antes de {a}",
        "before_day": "antes del {a}",
        "after": "después de {a}",
        "after_day": "después del {a}",
        "since": "desde {la}",
        "until": "hasta {la}",
        "end_unknown": "desde {la}, fin desconocido",
        "start_unknown": "hasta {la}, inicio desconocido",
    },
    # Only words that take the nominative or the genitive, which the table of months has: {ga} is
    # the genitive. "До" is avoided: it does not say whether the day itself is meant.
    "ru": {
        "day": "{d} {genitive} {y}",
        "month": "{month} {y}",
        "month_genitive": "{genitive} {y}",
        "decade": "{y}-е годы",
        "about": "примерно {a}",
        "between": "с {ga} по {b}",
        "before": "ранее {ga}",
        "after": "после {ga}",
        "since": "с {ga}",
        "until": "не позднее {ga}",
        "end_unknown": "с {ga}, конец неизвестен",
        "start_unknown": "не позднее {ga}, начало неизвестно",
    },
    # Both families of names, as the documents of the United Nations write them.
    "ar": {
        "day": "{d} {month} {y}",
        "month": "{month} {y}",
        "decade": "عقد {y}",
        "about": "حوالي {a}",
        "between": "بين {a} و{b}",
        "before": "قبل {a}",
        "after": "بعد {a}",
        "since": "منذ {a}",
        "until": "حتى {a}",
        "end_unknown": "منذ {a}، النهاية غير معروفة",
        "start_unknown": "حتى {a}، البداية غير معروفة",
    },
    "zh": {
        "day": "{y}年{m}月{d}日",
        "month": "{y}年{m}月",
        "year": "{y}年",
        "decade": "{y}年代",
        "about": "约{a}",
        "between": "{a}至{b}",
        "before": "{a}之前",
        "after": "{a}之后",
        "since": "{a}起",
        "until": "截至{a}",
        "end_unknown": "{a}起，结束日期不详",
        "start_unknown": "截至{a}，开始日期不详",
    },
}
