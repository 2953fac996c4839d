"""What text looks like in the languages of customer files: the data that the choice of an encoding rests on.

``CANDIDATES`` lists the single-byte encodings in order of how often they are met, each with the languages
that are written in it; ``ALPHABETS`` the letters beyond a to z of each language; ``WORDS`` words with such
letters that are common in addresses and headers; ``MARKERS`` words without them that betray the language.
All in lower case.
"""

_GREEK = "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"
_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"

ALPHABETS = {
    "fr": "éèêëàâçîïôùûüÿœæ",
    "de": "äöüß",
    "es": "áéíóúüñ",
    "pt": "áâãàçéêíóôõú",
    "it": "àèéìòù",
    "nl": "éèëïöüáó",
    "ca": "àçéèíïóòúü",
    "sv": "åäöé",
    "da": "æøåé",
    "en": "éèëïöñ",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "ro": "ăâîşţșț",
    "hr": "čćžšđ",
    "tr": "çğıöşüâîi̇",
    "ru": _RUSSIAN,
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "bg": _RUSSIAN,
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "el": _GREEK,
}

_WESTERN = ("fr", "de", "es", "pt", "it", "nl", "ca", "sv", "da", "en")
CANDIDATES = {
    "cp1252": _WESTERN,
    "iso8859-15": _WESTERN,
    "cp850": _WESTERN,
    "mac-roman": _WESTERN,
    "cp1250": ("pl", "cs", "sk", "hu", "ro", "hr", "de"),
    "cp1254": ("tr",),
    "cp1251": ("ru", "uk", "bg", "sr"),
    "cp1253": ("el",),
}

WORDS = {
    "fr": "société téléphone numéro délai règlement prélèvement chèque région bâtiment hôtel étage échéance crédit "
    "complément références orléans besançon nîmes évry saint-étienne métropole général générale frères "
    "à é réunion rhône isère île-de-france québec montréal évreux béziers créteil genève",
    "de": "straße köln münchen düsseldorf nürnberg österreich für büro überweisung großhandel würzburg zürich lübeck "
    "göttingen tübingen saarbrücken osnabrück gebäude geschäftsführer länder währung münster königstraße "
    "weiß groß süd grün gruß schloßstraße hauptstraße bahnhofstraße möbel höhe maß",
    "es": "compañía españa teléfono código razón dirección población málaga cádiz número crédito almería león "
    "córdoba peña ñ castellón coruña avilés martínez garcía",
    "pt": "são endereço código razão comércio município crédito josé número construções soluções distribuição",
    "it": "città società località perché attività forlì",
    "nl": "één reünie financiële",
    "ca": "girona barceloneta lleó",
    "sv": "malmö göteborg västerås gävle umeå örebro bolag företag gatan",
    "da": "københavn ålborg århus østergade sønder købmand",
    "en": "café",
    "pl": "łódź kraków gdańsk poznań wrocław spółka częstochowa białystok toruń gdynię województwo płatności ulicą",
    "cs": "plzeň společnost číslo název město třída náměstí ústí hradec králové jičín děčín",
    "sk": "košice žilina spoločnosť mesto názov číslo",
    "hu": "győr székesfehérvár pécs ügyfél cím név város híd földszint",
    "ro": "bucureşti bucurești iaşi iași constanţa braşov brașov judeţ judeţul localitate",
    "hr": "šibenik ulica tvrtka poduzeće žiro",
    "tr": "müşteri istanbul şti ünvanı adı şirketi çankaya kadıköy beşiktaş ticaret",
    "ru": "ооо зао оао москва улица город клиент адрес",
    "uk": "тов київ вулиця місто клієнт",
    "bg": "еоод оод софия улица",
    "sr": "београд доо улица",
    "el": "αθήνα οδός πελάτης διεύθυνση πόλη επωνυμία",
}
WORDS = {language: frozenset(words.split()) for language, words in WORDS.items()}

MARKERS = {
    "fr": "client code rue avenue raison sociale ville sarl sas eurl postal france jours fin mois virement",
    "de": "gmbh kg ag ohg kunde kundennummer firma ort plz strasse telefon land deutschland tage netto",
    "es": "cliente calle ciudad sl sa nif cif codigo pago plaza",
    "pt": "cliente rua cidade lda ltda nif cnpj fatura",
    "it": "cliente via citta srl spa cap partita iva provincia piazza",
    "nl": "klant straat plaats bv nv postcode debiteur naam",
    "ca": "client carrer ciutat",
    "sv": "kund ab gatan ort postnummer",
    "da": "kunde aps vej by postnr",
    "en": "customer name street city country ltd phone",
    "pl": "klient nazwa ulica miasto kod nip zoo spolka",
    "cs": "sro praha brno ulice psc ico dic zakaznik",
    "sk": "sro bratislava ulica psc ico",
    "hu": "kft zrt bt utca budapest",
    "ro": "srl str client oras bucuresti",
    "hr": "doo zagreb ulica oib",
    "tr": "ltd tic san cad sok mah vergi",
    "ru": "",
    "uk": "",
    "bg": "",
    "sr": "",
    "el": "",
}
MARKERS = {language: frozenset(words.split()) for language, words in MARKERS.items()}
