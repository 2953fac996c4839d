"""Which encodings customer files come in, and which languages are written in each.

``CANDIDATES`` lists the encodings of one byte a character, ``ASIAN`` those of one or more, each with its languages;
``RARITY`` says how much less often than Windows-1252 an encoding is met, as a natural logarithm. In all of them a
byte below 128 that stands by itself is the character of ASCII. ``WORDS`` are words beyond ASCII, in small letters,
that addresses and names of columns often have.
"""

_WESTERN = ("fr", "de", "es", "pt", "it", "nl", "ca", "sv", "da", "nb", "fi", "is")
_CENTRAL = ("pl", "cs", "sk", "hu", "ro", "hr", "sl", "sq", "de")
_BALTIC = ("lt", "lv", "et")
_CYRILLIC = ("ru", "uk", "bg", "mk", "sr")

LATIN = (*_WESTERN, *_CENTRAL[:-1], *_BALTIC, "tr", "vi")
FAMILIES = (LATIN, _CYRILLIC, ("el",), ("he",), ("ar", "fa"), ("th",), ("ja", "zh", "zh_hant", "ko"))

CANDIDATES = {
    "cp1252": _WESTERN,
    "cp1250": _CENTRAL,
    "cp1251": _CYRILLIC,
    "cp1253": ("el",),
    "cp1254": ("tr",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa"),
    "cp1257": _BALTIC,
    "cp1258": ("vi",),
    "cp874": ("th",),
    "iso8859-15": _WESTERN,
    "iso8859-2": _CENTRAL,
    "iso8859-5": _CYRILLIC,
    "iso8859-6": ("ar",),
    "iso8859-7": ("el",),
    "iso8859-8": ("he",),
    "iso8859-9": ("tr",),
    "iso8859-13": _BALTIC,
    "iso8859-16": ("ro", "pl", "hr", "hu", "sl"),
    "koi8-r": ("ru",),
    "koi8-u": ("uk", "ru"),
    "cp850": _WESTERN,
    "cp858": _WESTERN,
    "cp437": _WESTERN,
    "cp852": _CENTRAL,
    "cp855": _CYRILLIC,
    "cp866": ("ru", "bg", "uk"),
    "cp1125": ("uk", "ru"),
    "cp737": ("el",),
    "cp869": ("el",),
    "cp775": _BALTIC,
    "cp857": ("tr",),
    "cp860": ("pt",),
    "cp862": ("he",),
    "cp865": ("da", "nb", "sv"),
    "mac-roman": _WESTERN,
    "mac-latin2": ("pl", "cs", "sk", "hu"),
    "mac-croatian": ("hr", "sl"),
    "mac-romanian": ("ro",),
    "mac-cyrillic": _CYRILLIC,
    "mac-greek": ("el",),
    "mac-turkish": ("tr",),
}
ASIAN = {
    "cp932": ("ja",),
    "euc_jp": ("ja",),
    "gb18030": ("zh",),
    "cp950": ("zh_hant",),
    "big5hkscs": ("zh_hant",),
    "cp949": ("ko",),
    "johab": ("ko",),
}
RARITY = {
    "cp1252": 0.0,
    "cp1250": 0.7,
    "cp1251": 0.5,
    "cp1253": 0.7,
    "cp1254": 1.0,
    "cp1255": 1.0,
    "cp1256": 1.0,
    "cp1257": 2.5,
    "cp1258": 3.0,
    "cp874": 1.0,
    "iso8859-15": 1.5,
    "iso8859-2": 1.5,
    "iso8859-7": 1.5,
    "iso8859-9": 1.5,
    "cp850": 1.5,
    "cp852": 1.5,
    "cp866": 1.5,
    "cp932": 0.5,
    "gb18030": 0.5,
    "cp950": 0.5,
    "cp949": 0.5,
    "iso8859-13": 3.5,
    "iso8859-16": 4.0,
    "cp855": 4.0,
    "cp860": 3.0,
    "cp865": 3.0,
    "cp869": 4.0,
    "johab": 4.0,
    "mac-latin2": 3.0,
    "mac-croatian": 4.0,
    "mac-romanian": 4.0,
}
USUAL_RARITY = 2.0  # of those that are not named

WORDS = frozenset(
    (
        "société téléphone numéro délai règlement prélèvement chèque région bâtiment hôtel étage échéance crédit "
        "complément références orléans besançon nîmes évry saint-étienne métropole général générale frères réunion "
        "rhône isère île-de-france québec montréal évreux béziers créteil genève straße köln münchen düsseldorf "
        "nürnberg österreich für büro überweisung großhandel würzburg zürich lübeck göttingen tübingen saarbrücken "
        "osnabrück gebäude geschäftsführer länder währung münster königstraße weiß groß süd grün gruß schloßstraße "
        "hauptstraße bahnhofstraße möbel höhe maß compañía españa teléfono código razón dirección población málaga "
        "cádiz número crédito almería león córdoba peña castellón coruña avilés martínez garcía são endereço razão "
        "comércio município josé construções soluções distribuição città società località perché attività forlì één "
        "reünie financiële lleó malmö göteborg västerås gävle umeå örebro företag københavn ålborg århus østergade "
        "sønder købmand café łódź kraków gdańsk poznań wrocław spółka częstochowa białystok toruń gdynię województwo "
        "płatności ulicą plzeň společnost číslo název město třída náměstí ústí králové jičín děčín košice žilina "
        "spoločnosť názov győr székesfehérvár pécs ügyfél cím név város híd földszint bucureşti bucurești iaşi iași "
        "constanţa braşov brașov judeţ judeţul šibenik poduzeće žiro müşteri şti ünvanı adı şirketi çankaya kadıköy "
        "beşiktaş ооо зао оао москва улица город клиент адрес тов київ вулиця місто клієнт еоод оод софия београд доо "
        "αθήνα οδός πελάτης διεύθυνση πόλη επωνυμία müller schröder größe bäckerei château église établissements père "
        "forêt données modalité commerçant français lefèvre şehir ödeme źródło żabka út tér země zákazník miejscowość "
        "płatność jönköping norrköping helsingør "
    ).split()
)
