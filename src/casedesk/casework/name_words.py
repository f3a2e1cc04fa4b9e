"""Words in and around names that say nothing of who it is: data for taking names out of texts."""
# ruff: noqa: RUF001 - letters of other scripts are meant

from casedesk.fold import fold


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


#: Small words of many names; no part of a name is taken out alone that is one of these.
PARTICLES = _folded(
    """
    al el ul bin ibn ben bint abu abou umm abd abdel abdal abdul abdol abdoul ould ag ait oglu
    de del della da do dos das di du des la las le les los y e van von der den ter ten zu af av
    san santa santo saint sainte st mac and und et the of
    ال بن ابن بنت ابو ام عبد الله علي ولد
    """
)

#: Titles and forms of address: not taken out alone, and a short name behind one is a name.
TITLES = _folded(
    """
    mr mrs ms miss mx sir dr prof professor judge justice minister president lawyer colonel
    general captain sheikh shaikh imam haji hajj father sister brother reverend
    m mme mlle maitre monsieur madame sr sra srta don dona senor senora u daw ko ma
    господин госпожа г н د الدكتور السيد السيدة الشيخ الاستاذ المحامي
    """
)

#: Ordinary words of what organisations are called; alone they name none of them.
OF_ORGANISATIONS = _folded(
    """
    action against alliance assembly association board bureau center central centre church citizens
    civil club coalition collective commission committee community company cooperative council
    court defence defenders defense democracy democratic department development equality family
    families federation female for forum foundation free freedom freedoms front fund global group
    health help human indigenous initiative institute international issue justice law lawyers league
    legal liberties liberty local media memory ministry mission mothers movement national network
    office organisation organization party peace people peoples police press programme project
    protection public regional republic research resistance resource rights school service services
    social society solidarity state students supreme support trade trust union unions united
    university watch white witness women workers world young youth
    association centre collectif comite commission cour defense droits femmes fondation groupe
    homme ligue ministere mouvement observatoire organisation pour police reseau syndicat
    asociacion centro colectivo comision comite corte defensa derechos fundacion grupo humanos
    justicia ministerio movimiento mujeres organizacion para policia red sindicato
    منظمه مركز لجنه جمعيه مؤسسه موسسه حقوق الانسان شبكه اتحاد وزاره محكمه
    центр комитет комиссия ассоциация организация фонд движение права прав человека союз сеть
    """
)

#: Names that are ordinary words as well: alone they are names only where they begin with a capital,
#: and beside a number they are a month.
ALSO_WORDS = _folded(
    """
    april may june august january summer dawn joy hope grace faith mercy patience prudence rose lily
    ivy daisy mark bill will rob pat frank grant rich young long strong small best good king love
    light white black brown green gray stone wood woods field fields hill lake rivers church bishop
    pope major baker cook smith singer driver page price case law sunny happy precious gift blessing
    pierre claire blanche juste marine avril mai juin aout pascal noel
    abril mayo junio agosto julio paz cruz luz mar sol rosa blanca flor pilar consuelo dolores
    mercedes esperanza milagros reyes rey santos angel segundo leal bueno
    вера надежда любовь роза слава май
    """
)

#: What stands behind a family name alone in Chinese and Korean.
TITLES_BEHIND = _words(
    """
    先生 女士 小姐 太太 夫人 律师 律師 老师 老師 教授 博士 医生 醫生 记者 記者 法官 同志 某
    씨 군 양 선생 변호사 교수 기자 박사 님
    """
)

#: Endings of Russian nouns and adjectives, as folding leaves them, longest first.
RUSSIAN_ENDINGS = _words(
    """
    ого его ому ему ыми ими ами ями ых их ым им ом ем ои еи ою ею ыи ии ую юю ая яя ам ям ах ях
    а я у ю ы и е о ь
    """
)

#: What Arabic writes together with the name that follows: and, by, like, to, the.
ARABIC_PREFIX = "[وف]?(?:[بكل]|س)?"
ARABIC_ARTICLE = "(?:ال|ل)?"
