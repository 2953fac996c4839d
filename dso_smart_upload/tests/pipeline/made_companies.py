"""Made companies of three countries, and how another program writes the same ones: for measuring who is recognised.

Nothing of it is real but the checks of the numbers: every Siren, VAT number and company number is valid in form.
"""

import random
from dataclasses import dataclass, replace

from stdnum import luhn
from stdnum.iso7064 import mod_11_10

CITIES = {
    "FR": [("Lyon", "690"), ("Paris", "750"), ("Nantes", "440"), ("Saint-Étienne", "420"), ("Béziers", "345"),
           ("Évreux", "270"), ("Lille", "590"), ("Besançon", "250"), ("Le Havre", "766"), ("Aix-en-Provence", "131")],
    "DE": [("Köln", "506"), ("München", "803"), ("Hamburg", "200"), ("Göttingen", "370"), ("Würzburg", "970"),
           ("Leipzig", "041"), ("Dresden", "010"), ("Bremen", "281"), ("Nürnberg", "904"), ("Lübeck", "235")],
    "GB": [("London", "SW"), ("Leeds", "LS"), ("Bristol", "BS"), ("York", "YO"), ("Norwich", "NR"),
           ("Oxford", "OX"), ("Cardiff", "CF"), ("Exeter", "EX"), ("Sheffield", "S"), ("St Albans", "AL")],
}  # fmt: skip
STREETS = {
    "FR": ["rue de la République", "avenue du Général de Gaulle", "boulevard Voltaire", "place Saint-Pierre",
           "rue Victor Hugo", "chemin des Vignes", "route de Lyon", "impasse des Lilas", "quai de Seine",
           "allée des Pins"],
    "DE": ["Hauptstraße", "Bahnhofstraße", "Schillerweg", "Goethestraße", "Am Markt", "Mühlenweg", "Kirchgasse",
           "Industriestraße", "Lindenallee", "Königstraße"],
    "GB": ["High Street", "Church Road", "Mill Lane", "Station Road", "Queen's Avenue", "Park Drive", "Victoria Road",
           "Green Lane", "London Road", "King Street"],
}  # fmt: skip
FAMILIES = {
    "FR": ["Dupont", "Lefèvre", "Moreau", "Girard", "Rousseau", "Mercier", "Chevalier", "Garnier", "Faure", "Bonnet",
           "Perrin", "Besson", "Delorme", "Vasseur", "Guérin", "Lacroix", "Maillard", "Renaud", "Colin", "Poirier"],
    "DE": ["Müller", "Schröder", "Becker", "Köhler", "Vogel", "Brandt", "Lorenz", "Jäger", "Winkler", "Böhm",
           "Krüger", "Hartmann", "Seidel", "Pfeiffer", "Kaiser", "Roth", "Ludwig", "Graf", "Huber", "Weiß"],
    "GB": ["Walker", "Hughes", "Foster", "Bennett", "Palmer", "Webb", "Holmes", "Barnes", "Fletcher", "Lawson",
           "Marsh", "Pearson", "Whitfield", "Ashton", "Carver", "Dalton", "Ellis", "Norris", "Quinn", "Sharpe"],
}  # fmt: skip
TRADES = {
    "FR": ["Transports", "Boulangerie", "Menuiserie", "Électricité", "Plomberie", "Imprimerie", "Distribution",
           "Charpentes", "Peinture", "Industries", "Conseil", "Emballages", "Services", "Construction", "Optique"],
    "DE": ["Maschinenbau", "Bäckerei", "Metallbau", "Elektrotechnik", "Spedition", "Druckerei", "Handel", "Holzbau",
           "Logistik", "Verpackungen", "Beratung", "Optik", "Gartenbau", "Feinmechanik", "Software"],
    "GB": ["Engineering", "Bakery", "Joinery", "Electrical", "Haulage", "Printing", "Trading", "Timber", "Logistics",
           "Packaging", "Consulting", "Optics", "Services", "Instruments", "Software"],
}  # fmt: skip
FORMS = {
    "FR": [("SARL", ("SARL", "S.A.R.L.", "")), ("SAS", ("SAS", "S.A.S.", "")), ("SA", ("SA", "S.A.", ""))],
    "DE": [("GmbH", ("GmbH", "G.m.b.H.", "")), ("GmbH & Co. KG", ("GmbH & Co. KG", "GmbH + Co KG", "")),
           ("AG", ("AG", "Aktiengesellschaft", ""))],
    "GB": [("Ltd", ("Limited", "Ltd.", "")), ("plc", ("PLC", "P.L.C.", "")), ("LLP", ("LLP", "L.L.P.", ""))],
}  # fmt: skip
SHORT = {
    "rue": "r.", "avenue": "av.", "boulevard": "bd", "place": "pl.", "route": "rte", "chemin": "ch.", "straße": "str.",
    "Street": "St", "Road": "Rd", "Lane": "Ln", "Avenue": "Ave", "Drive": "Dr", "Saint": "St", "Général": "Gal",
    "Transports": "Transp.", "Distribution": "Distrib.", "Services": "Serv.", "Construction": "Constr.",
    "Engineering": "Engin.", "Industries": "Ind.",
}  # fmt: skip


@dataclass(frozen=True)
class Company:
    """A company as a program writes it; ``number`` says which one it is, 0 for nobody in Odoo."""

    number: int
    country: str
    name: str
    form: str
    legal_id: str = ""
    vat: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    zip: str = ""
    city: str = ""

    @property
    def full_name(self):
        return f"{self.name} {self.form}".strip()


def made(count, seed=1):
    """Return ``count`` companies with numbers from 1 on, no two alike."""
    chance, found, names = random.Random(seed), [], set()
    while len(found) < count:
        company = _company(chance, len(found) + 1)
        if (company.name, company.city, company.street) not in names:
            names.add((company.name, company.city, company.street))
            found.append(company)
    return found


def _company(chance, number):
    country = chance.choice(("FR", "FR", "DE", "GB"))
    city, area = chance.choice(CITIES[country])
    family, trade = chance.choice(FAMILIES[country]), chance.choice(TRADES[country])
    name = chance.choice((f"{trade} {family}", f"{family} {trade}", f"{family} & {chance.choice(FAMILIES[country])}"))
    legal_id, vat = _numbers(chance, country)
    street = _street(chance, country, chance.choice(STREETS[country]))
    word = "".join(char for char in name.lower() if char.isascii() and char.isalpha())
    return Company(
        number, country, name, chance.choice(FORMS[country])[0], legal_id, vat, f"info@{word}{number}.example",
        _phone(chance, country), street, _zip(chance, country, area), city,
    )  # fmt: skip


def _numbers(chance, country):
    if country == "FR":
        siren = f"{chance.randrange(3 * 10**7, 9 * 10**7):08d}"
        siren += luhn.calc_check_digit(siren)
        return siren, "FR" + f"{int(siren + '12') % 97:02d}" + siren
    if country == "DE":
        digits = f"{chance.randrange(10**7, 10**8)}"
        return f"HRB {chance.randrange(1000, 99999)}", "DE" + digits + mod_11_10.calc_check_digit(digits)
    return f"{chance.randrange(10**6, 10**7):08d}", ""


def _phone(chance, country):
    digits = "".join(chance.choice("0123456789") for _ in range(8))
    return {"FR": f"0{chance.choice('1234')}{digits}", "DE": f"0221{digits}", "GB": f"0117{digits[:7]}"}[country]


def _zip(chance, country, area):
    if country == "GB":
        letters = chance.choice("ABDEFGH") + chance.choice("JLNPQ")
        return f"{area}{chance.randrange(1, 20)} {chance.randrange(1, 9)}{letters}"
    return area + f"{chance.randrange(0, 60):02d}"


def _street(chance, country, name):
    number = chance.randrange(1, 180)
    return f"{name} {number}" if country == "DE" else f"{number} {name}"


def rewritten(company, seed, with_id):
    """Return ``company`` as another program writes it.

    :param with_id: whether it has the number of a register or a tax office
    """
    chance = random.Random(f"{seed} {company.number}")
    name = company.name
    if chance.random() < 0.3:
        name = _shortened(name)
    if chance.random() < 0.15:
        name = _misspelt(chance, name)
    if chance.random() < 0.3:
        name = name.replace("&", chance.choice(("et", "und", "and", "+")))
    written = dict(FORMS[company.country])[company.form]
    form, street, city = chance.choice(written), company.street, company.city
    street = _shortened(street) if chance.random() < 0.5 else street
    zip_code = company.zip
    if chance.random() < 0.08:  # moved
        city, area = chance.choice(CITIES[company.country])
        street, zip_code = _street(chance, company.country, chance.choice(STREETS[company.country])), ""
        zip_code = _zip(chance, company.country, area)
    full = f"{form} {name}" if form and company.country == "FR" and chance.random() < 0.5 else f"{name} {form}".strip()
    other = replace(
        company,
        name=full,
        form="",
        street=street,
        zip=zip_code,
        city=city,
        email=company.email if chance.random() < 0.3 else "",
        phone=company.phone if chance.random() < 0.4 else "",
        legal_id=company.legal_id if with_id and chance.random() < 0.7 else "",
        vat=company.vat if with_id else "",
    )
    if with_id and not other.legal_id and not other.vat:
        other = replace(other, legal_id=company.legal_id)
    style = chance.random()
    return _in_capitals(other) if style < 0.3 else _without_accents(other) if style < 0.5 else other


def _shortened(text):
    for long, short in SHORT.items():
        if long in text:
            return text.replace(long, short, 1)
    return text


def _misspelt(chance, text):
    words = [word for word in text.split() if len(word) > 5]
    if not words:
        return text
    word = chance.choice(words)
    at = chance.randrange(1, len(word) - 1)
    wrong = chance.choice(
        (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + "e" + word[at + 1 :])
    )
    return text.replace(word, wrong, 1)


def _in_capitals(company):
    return replace(company, name=company.name.upper(), street=company.street.upper(), city=company.city.upper())


def _without_accents(company):
    table = str.maketrans("éèêâîôûçÉÈ", "eeeaioucEE")
    umlauts = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}

    def plain(text):
        for char, written in umlauts.items():
            text = text.replace(char, written)
        return text.translate(table)

    return replace(company, name=plain(company.name), street=plain(company.street), city=plain(company.city))


def strangers(count, companies, seed=2):
    """Return companies that are none of ``companies``, half of them easily taken for one: number 0."""
    chance, found, fresh = random.Random(seed), [], iter(made(20 * count, seed=seed + 1))
    there = {(company.name, company.city) for company in companies}
    while len(found) < count:
        other, like = next(fresh), chance.choice(companies)
        kind = chance.random()
        if kind < 0.5:
            if (other.name, other.city) in there:
                continue
            stranger = other
        elif kind < 0.65:  # of the same name, in another city
            city, area = chance.choice([one for one in CITIES[like.country] if one[0] != like.city])
            numbers = _numbers(chance, like.country)
            stranger = replace(
                like, legal_id=numbers[0], vat=numbers[1], city=city, zip=_zip(chance, like.country, area),
                street=_street(chance, like.country, chance.choice(STREETS[like.country])),
            )  # fmt: skip
        elif kind < 0.8:  # a neighbour at the same address
            numbers = _numbers(chance, like.country)
            family = chance.choice([one for one in FAMILIES[like.country] if one not in like.name])
            name = f"{chance.choice(TRADES[like.country])} {family}"
            stranger = replace(like, name=name, legal_id=numbers[0], vat=numbers[1])
        else:  # of the same family in the same city, another trade
            numbers = _numbers(chance, like.country)
            family = next((one for one in FAMILIES[like.country] if one in like.name), None)
            trade = chance.choice([one for one in TRADES[like.country] if one not in like.name])
            street = _street(chance, like.country, chance.choice(STREETS[like.country]))
            stranger = replace(like, name=f"{trade} {family}", legal_id=numbers[0], vat=numbers[1], street=street)
        if kind >= 0.5 and chance.random() < 0.5:
            stranger = replace(stranger, legal_id="", vat="")
        email = f"contact@stranger{len(found)}.example"
        found.append(
            replace(
                stranger,
                number=0,
                name=stranger.full_name,
                form="",
                email=email,
                phone=_phone(chance, stranger.country),
            )
        )
    return found
