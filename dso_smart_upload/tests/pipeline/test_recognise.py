"""The header line as a whole, and the values against it: one test per trap of real files."""

from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.message import SENTENCES
from odoo.addons.dso_smart_upload.pipeline.recognise import LABELS, suggest
from odoo.addons.dso_smart_upload.pipeline.recognise.fit import best_fit

CERTAIN = 0.8  # as the engine has it

SIRENS = ["498259795", "290748334", "888762325", "960129047", "147966691", "825102734", "564686954", "996935045"]
VATS = [
    "FR78358991396",
    "FR73541177150",
    "DE262046610",
    "ESB09906959",
    "IT56484850690",
    "NL903649421B01",
    "FR49155526676",
]
CODES = ["C0001", "C0002", "C0003", "C0004", "C0005", "C0006", "C0007", "C0008"]


def fields(*header, rows=None, **options):
    """Return the suggested field of each header."""
    return [suggestion.field for suggestion in suggest(list(header), rows, **options)]


def with_values(columns, **options):
    """Return {header: suggested field} of a table given as {header: values}."""
    rows = pd.DataFrame(dict(enumerate(columns.values())), dtype=str)
    return dict(zip(columns, fields(*columns, rows=rows, **options), strict=True))


# ------------------------------------------------------------------ words


def test_email_of_the_accounts_department():
    assert fields("Customer No.", "Company Name", "Accounts E-mail") == ["code", "name", "email"]
    assert fields("Customer No.", "Company Name", "Account Manager E-mail") == ["code", "name", ""]


@pytest.mark.parametrize(
    "header",
    [
        "Code client",
        "CODE_CLIENT",
        "code client*",
        "\ufeffCode client",
        "N° client",
        "Customer No.",
        "Customer #",
        "CustomerNumber",
        "Kundennr.",
        "Kunden-Nr",
        "KNA1-KUNNR",
        "KUNNR (Customer)",
        "CT_Num",
        "Cod. cliente",
        "Klantnummer",
        "Nº de cliente",
        "Debiteurnr",
        "A/C",
    ],
)
def test_customer_code(header):
    assert fields(header) == ["code"]


def test_typo_and_abbreviation():
    assert fields("Adresss", "Telefonnumer", "Kredietlim.", "Cond. pag.") == [
        "street",
        "phone",
        "credit_limit",
        "payment_term",
    ]


def test_prefix_that_says_nothing_is_left_out():
    header = ("NAW Naam", "NAW Straat", "NAW Postcode", "NAW Plaats")
    assert fields(*header) == ["name", "street", "zip", "city"]
    assert fields("XYCODE", "XYNAME", "XYCITY", "XYPHONE") == ["code", "name", "city", "phone"]


def test_prefix_in_camel_case_is_left_out():
    assert fields("LocationStreet", "LocationZipCode", "LocationCity", "CompanyName") == [
        "street",
        "zip",
        "city",
        "name",
    ]


def test_umlauts_that_are_written_out():
    header = ("Laenderkuerzel", "Verkaeufer", "Waehrung", "Straenge", "Fuer Bemerkungen")
    assert fields(*header) == ["country", "salesperson", "", "", "comment"]


def test_mail_before_a_place_is_post():
    assert fields("mail_address1", "mail_city", "mail_zip", "mail_address") == ["street", "city", "zip", "email"]


def test_prefix_that_says_whose_it_is_counts():
    assert fields("Contact - Nom", "Contact - Rue", "Contact - Ville") == ["", "", ""]


def test_prefix_that_tells_two_addresses_apart_stays():
    header = ("Postal Street", "Postal City", "Postal Zip", "Physical Street", "Physical City", "Physical Zip")
    assert fields(*header) == ["street", "city", "zip", "", "", ""]


def test_a_word_glued_to_the_end_of_several_names_is_read():
    assert fields("CODCLI", "NOMCLI", "DIRCLI", "TELCLI", "FAXCLI") == ["code", "name", "street", "phone", ""]
    assert fields("ADRLIV", "VILLELIV", "TELLIV", "NOMLIV") == [""] * 4


@pytest.mark.parametrize(
    "header",
    [
        "Street of the warehouse",
        "VAT code",
        "Country risk",
        "Date of last credit limit",
        "Payment term discount",
        "Group discount",
        "Plafond utilisé",
        "Kreditlimit beantragt",
        "Fido residuo",
        "Condizioni di vendita",
        "Comisión",
        "Categoría fiscal",
        "Firmenkunde",
        "Dossier",
        "Insurance company",
        "DESC1",
    ],
)
def test_one_word_more_and_it_is_something_else(header):
    assert fields(header) == [""]


def test_brackets():
    assert fields("Téléphone (livraison)", "Ville (facturation)", "Name (max. 40 characters)") == ["", "city", "name"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("Kundenr", "Navn", "Adresse", "Postnr", "By"), ["code", "name", "street", "zip", "city"]),
        (("Kód zákazníka", "Název", "Ulice", "PSČ", "Stát"), ["code", "name", "street", "zip", "country"]),
        (("Vevőkód", "Cégnév", "Cím", "Irányítószám"), ["code", "name", "street", "zip"]),
        (("Müşteri Kodu", "Ünvan", "İl", "İlçe"), ["code", "name", "state", "city"]),
        (("Asiakasnumero", "Nimi", "Y-tunnus", "Maksuehto"), ["code", "name", "legal_id", "payment_term"]),
        (("Kundnr", "Namn", "E-postadress", "Betalningsvillkor"), ["code", "name", "email", "payment_term"]),
        (("Cod client", "Denumire", "Nr. Reg. Com.", "CUI"), ["code", "name", "legal_id", "vat"]),
        (("Κωδικός", "Επωνυμία", "Τ.Κ.", "ΑΦΜ", "ΔΟΥ"), ["code", "name", "zip", "vat", ""]),
        (("Κωδ. πελάτη", "Επωνυμία", "Πόλη", "Τρόπος πληρωμής"), ["code", "name", "city", "payment_method"]),
    ],
)
def test_languages_of_the_north_and_the_east(header, expected):
    assert fields(*header) == expected


@pytest.mark.parametrize("header", ["By", "Stat", "Stat 1", "CIM", "Il"])
def test_a_word_of_another_language_counts_only_in_its_line(header):
    assert fields("Code client", "Raison sociale", header)[2] == ""


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("NUMCLI,NOMCLI,RUECLI,CPCLI,VILCLI,MODREG,ENCMAX", "code,name,street,zip,city,payment_method,credit"),
        ("KDNR,KDNAME,KDSTR,KDPLZ,KDORT,VERTRNR,KRELIM", "code,name,street,zip,city,salesperson,credit"),
        ("CODCLI,RAGSOC,INDIR,CAP,CODAGE,CODPAG", "code,name,street,zip,salesperson,payment_term"),
        ("CUSTNO,CUSTNM,ZIP_CD,PH_NO,CR_LMT_AMT,PYMT_TRM_CD", "code,name,zip,phone,credit,payment_term"),
        ("CODREP,NUMFAX,CODDEV,SALCLI,Total,Format,Hotel,Catalog", "salesperson,,,,,,,"),
    ],
)
def test_glued_abbreviations(header, expected):
    found = fields(*header.split(","))
    assert [field.removesuffix("_limit") for field in found] == expected.split(",")


def test_where_a_company_is_and_where_its_post_goes():
    assert fields("Postadresse - sted", "Forretningsadresse - sted") == ["city", ""]
    assert fields("Forretningsadresse - linje 1", "Forretningsadresse - sted") == ["street", "city"]


def test_names_of_interfaces():
    header = ("customer[id]", "customer[company_name]", "customer[email]", "address[city]", "roles.vendor.number")
    assert fields(*header) == ["code", "name", "email", "city", ""]
    assert fields("roles.customer.number", "company.name", "addresses.billing.zip") == ["code", "name", "zip"]
    assert fields("E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Value") == ["", "email", "phone"]


def test_a_word_of_companies_before_nearly_all_names_means_the_customer():
    rest = ("Name", "Phone", "Email", "Website", "City")
    assert fields("Organization - ID", *(f"Organization - {name}" for name in rest))[:2] == ["code", "name"]
    assert fields("Organization - ID", *rest)[0] == ""
    assert fields("Company number", *(f"Company {name}" for name in rest))[0] != "code"


def test_a_bank_card_is_no_customer():
    assert fields("Card ID", "Card Name", "Card Brand", "Card Last4", "Email") == ["", "", "", "", "email"]
    assert fields("Card ID", "Co./Last Name", "Email")[0] == "code"


def test_the_name_that_a_known_system_gives_its_code():
    assert fields("client_code", "client_business_name", "client_id")[:2] == ["code", "name"]
    assert fields("client_code", "client_business_name", "Customer number")[0] == ""


@pytest.mark.parametrize(
    "header",
    [
        "Code&nbsp;client",
        "Code&#160;client *",
        "Code\u200b client",
        "Code\u00adclient",
        "Ｃｏｄｅ client",
        "Co\u202ade client",
        "'Code client",
        '="Code client"',
        "Code client (obligatoire)",
        "Code client - required",
        "Code client: obligatoire",
        "**Code client**",
        "Code client<br>",
        "<b>Code client</b>",
        "Code_x000D_client",
        "Code client (VARCHAR2(20))",
        "Code client (max. 20 caractères)",
        "CODE_CLIENT (8 chiffres)",
    ],
)
def test_what_is_no_part_of_a_header(header):
    found = suggest([header])[0]
    assert found.field == "code" and found.confidence >= 0.95


def test_names_with_accents_as_entities():
    assert fields("T&eacute;l&eacute;phone", "N&deg; TVA", "Stra&szlig;e") == ["phone", "vat", "street"]
    assert fields("Postal code (5-digit)", "Country (2-letter ISO code)") == ["zip", "country"]
    assert fields("PO required", "Credit limit mandatory") == ["", ""]


@pytest.mark.parametrize(
    "header", ["Credit limit (k€)", "Kreditlimit TEUR", "Encours autorisé en milliers", "Limit '000", "Fido (migliaia)"]
)
def test_amounts_in_thousands_are_left_to_a_person(header):
    found = suggest(["Code", header], pd.DataFrame({0: CODES, 1: ["10", "20"] * 4}, dtype=str))[1]
    assert not found.field
    assert found.message.kind == "open_thousands"


# ------------------------------------------------------------------ traps of header lines


def test_same_header_twice():
    assert fields("Phone", "Phone (2)", "Phone (3)") == ["phone", "", ""]


@pytest.mark.parametrize(
    "header",
    ["Code postal", "Country code", "Routing code", "Price code", "Currency code", "Code devise", "Code tarif"],
)
def test_code_of_something_else(header):
    assert fields(header) != ["code"]


def test_company_code_is_the_own_entity_beside_a_customer():
    assert fields("Company code", "Customer number", "Name 1")[:2] == ["", "code"]
    assert fields("Company code", "Company name", "City") == ["code", "name", "city"]


@pytest.mark.parametrize(
    ("person", "company"),
    [("Nom", "Raison sociale"), ("Nome", "Ragione sociale"), ("Name", "Firma"), ("Nombre", "Razón social")],
)
def test_a_name_is_a_person_beside_a_company(person, company):
    assert fields(person, company) == ["", "name"]
    assert fields(person) == ["name"]


@pytest.mark.parametrize(
    "header",
    ["Account manager e-mail", "Mail commercial", "PEC", "E-Mail Vertreter", "Sales rep phone", "Mail comptabilité"],
)
def test_somebody_elses_mail_or_phone(header):
    assert fields(header) == [""]


def test_contact_mail_only_where_no_other():
    assert fields("Contact Email") == ["email"]
    assert fields("Contact Email", "Email") == ["", "email"]


def test_billing_before_shipping():
    header = ("Shipping Street", "Shipping City", "Billing Street", "Billing City")
    assert fields(*header) == ["", "", "street", "city"]


def test_the_more_complete_address_block():
    header = ("City", "Billing Street", "Billing Zip", "Billing City", "Billing Country")
    assert fields(*header) == ["", "street", "zip", "city", "country"]


def test_two_data_in_one_column():
    assert fields("PLZ/Ort") == [""]
    assert fields("Straße", "Hausnummer") == ["street", ""]
    assert fields("Straße/Hausnr.") == ["street"]
    assert fields("N° de rue") == [""]
    assert fields("N° et rue") == ["street"]


@pytest.mark.parametrize("header", ["Encours", "Solde", "Mahnlimit", "Opening Balance", "Saldo", "Available credit"])
def test_other_amounts_are_no_credit_limit(header):
    assert fields(header) == [""]


def test_konto():
    assert fields("Kontonummer", "Name", "Ort", "Kreditlimit", "Bank-Kontonummer", "IBAN")[0] == "code"
    assert fields("Name", "Ort", "BLZ", "Kontonummer", "IBAN")[3] == ""


def test_tax_number_and_vat_number():
    assert fields("Steuernummer", "USt-IdNr.") == ["legal_id", "vat"]
    assert fields("UID-Nummer", "MWST-Nr.") == ["legal_id", "vat"]
    assert fields("UID-Nummer") == ["vat"]


@pytest.mark.parametrize(
    "header", ["Posting group", "Price group", "Statistics group", "Kontengruppe", "Groupe de prix"]
)
def test_groups_that_are_not_the_customers(header):
    assert fields(header) == [""]


def test_several_groups():
    assert fields("Agence", "Segment", "Région") == ["groups", "groups", "groups"][:2] + [""]


def test_region_in_an_address_is_a_state():
    assert fields("City", "Region", "Country") == ["city", "state", "country"]
    assert fields("Customer", "Email", "Region", "Credit limit")[2] == "groups"


def test_two_columns_that_could_be_the_code():
    found = suggest(["Customer No.", "Debtor No.", "Name"])
    assert [one.field for one in found] == ["", "", "name"]
    assert found[0].message.kind == "open_several"


def test_suppliers_name_for_us_is_no_code():
    assert fields("Leverancierscode", "Naam", "Klantcode")[2] == ""


def test_address_lines_of_british_systems():
    header = [f"Address {number}" for number in range(1, 6)]
    assert fields(*header) == ["street", "street2", "city", "state", "zip"]


def test_header_line_of_numbers_and_nothing():
    assert fields("", "2024", "1-30", "#", "Column1") == [""] * 5


def test_known_system_settles_short_names():
    assert fields("NO", "NOME", "LOCAL", "CODPOST", "NCONT", "TLMVL", "TPDESC") == [
        "code",
        "name",
        "city",
        "zip",
        "vat",
        "mobile",
        "payment_term",
    ]


# ------------------------------------------------------------------ words of an administrator


def test_extra_words():
    assert fields("Rating Q", extra_words={"x_rating": ["rating q"]}) == ["x_rating"]
    assert fields("Fax", extra_words={"phone": ["Fax"]}) == ["phone"]
    (found,) = suggest(["Fax"], extra_words={"phone": ["Fax"]})
    assert found.message.kind == "suggest_administrator" and "settings" in found.reason


# ------------------------------------------------------------------ values


def test_values_agree():
    (found,) = suggest(["Payment"], pd.DataFrame({"a": ["30 days EOM", "Net 60", "Net 30", "60 days", "Net 45"]}))
    assert found.field == "payment_term"
    assert found.reason == "header says payment term; 100 % of values are terms"


def test_tax_numbers_under_client_id():
    found = with_values({"client_id": VATS, "legal_id": CODES[:7], "client_business_name": list("ABCDEFG")})
    assert found["client_id"] == "vat"
    assert found["legal_id"] == "code"


def test_tax_numbers_under_client_id_beside_the_real_code():
    found = with_values({"client_code": CODES, "client_id": SIRENS, "legal_id": CODES})
    assert found == {"client_code": "code", "client_id": "legal_id", "legal_id": ""}


def test_siren_is_a_legal_id_whatever_its_header_says():
    assert with_values({"Info 7": SIRENS}) == {"Info 7": "legal_id"}
    assert with_values({"Maison mère": SIRENS}) == {"Maison mère": ""}


def test_iban_is_nothing_whatever_its_header_says():
    ibans = ["DE89370400440532013000", "FR1420041010050500013M02606", "NL91ABNA0417164300", "BE68539007547034"]
    assert with_values({"Kontonummer": [*ibans, "ES9121000418450200051332"]}) == {"Kontonummer": ""}


def test_yes_or_no_under_a_number():
    assert with_values({"N° TVA": ["Oui", "Non", "Oui", "Non", "Oui"]}) == {"N° TVA": ""}
    assert with_values({"Limite de crédit": ["0", "1", "1", "0", "1"]}) == {"Limite de crédit": ""}


def test_repeated_code():
    repeated = [code for code in CODES for _again in range(4)]
    assert with_values({"Code": repeated, "Name": list(map(str, range(32)))})["Code"] == ""
    (found,) = suggest(["Code client"], pd.DataFrame({"a": repeated}))
    assert found.field == "code" and found.confidence < 0.8 and "25 %" in found.reason


def test_constant_company_is_no_name():
    found = with_values({"Société": ["1000"] * 8, "Client": CODES, "Nom 1": [f"Garage {c} SARL" for c in CODES]})
    assert found == {"Société": "", "Client": "code", "Nom 1": "name"}


def sure(header, field):
    """Return how sure the column ``header`` of a list is what it is; ``header`` -> values."""
    found = dict(zip(header, suggest(list(header), pd.DataFrame(header)), strict=True))
    return {name: one.confidence for name, one in found.items() if one.field == field}


def test_a_group_of_columns_that_says_nothing():
    assert fields("Identification Code tiers", "Identification Raison sociale") == ["code", "name"]
    assert fields("Garantie temporaire", "Garantie temporaire du", "Garantie temporaire au") == [
        "temporary_guarantee",
        "temporary_guarantee_from",
        "temporary_guarantee_to",
    ]


def test_a_bare_customer_full_of_keys_is_sure_beside_names():
    """SAP calls the two "Customer" and "Name 1"."""
    keys = [f"00001002{number}" for number in range(30, 42)]
    names = [f"Firma {number} GmbH" for number in range(12)]
    cities = ["Leipzig"] * 12
    assert sure({"Customer": keys, "Name 1": names, "City": cities}, "code")["Customer"] >= CERTAIN
    repeated = [*keys[:6], *keys[:6]]
    assert all(one < CERTAIN for one in sure({"Customer": repeated, "Name 1": names}, "code").values())
    both = sure({"Customer": keys, "Account no.": [f"A{key}" for key in keys], "Name 1": names}, "code")
    assert all(one < CERTAIN for header, one in both.items() if header == "Customer")


def test_a_bare_label_is_sure_where_a_key_and_an_address_are():
    """Sage calls the two "Numéro compte" and "Intitulé"."""
    rows = {
        "Numéro compte": [f"411{number:04}" for number in range(12)],
        "Intitulé": [f"Maison {chr(65 + number)}" for number in range(12)],
        "Code postal": ["69001"] * 12,
        "Ville": ["Lyon"] * 12,
    }
    assert sure(rows, "name")["Intitulé"] >= CERTAIN
    bare = {header: rows[header] for header in ("Numéro compte", "Intitulé")}
    assert all(one < CERTAIN for one in sure(bare, "name").values())
    assert sure({**rows, "Raison sociale": [f"SARL {n}" for n in range(12)]}, "name").keys() == {"Raison sociale"}


def test_bare_customer_with_names():
    names = [f"Menuiserie {word} SARL" for word in "Alpina Bastide Corvus Delmas Ecluse".split()]
    assert with_values({"Client": names, "N°": CODES[:5]}) == {"Client": "name", "N°": "code"}


def test_payment_method_that_holds_terms():
    terms = ["30 jours fin de mois", "60 jours", "30 jours nets", "45 jours fin de mois", "comptant"]
    assert with_values({"Mode de règlement": terms}) == {"Mode de règlement": "payment_term"}
    assert with_values({"Mode de règlement": terms, "Échéance": terms})["Échéance"] == "payment_term"


def test_values_deny():
    (found,) = suggest(["E-mail"], pd.DataFrame({"a": ["Oui", "Non", "Oui", "Non", "Oui", "Non"]}))
    assert found.field == "" and found.message.kind == "open_unlike"
    assert found.reason == "header says e-mail, but only 0 % of values are e-mail addresses"


def test_blank_columns_are_recognised_by_their_header():
    assert with_values({"Code client": [""] * 5, "Email": [None] * 5}) == {"Code client": "code", "Email": "email"}


def test_no_rows():
    assert fields("Code client", rows=pd.DataFrame({"a": []})) == ["code"]


# ------------------------------------------------------------------ always


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.one_of(st.text(max_size=30), st.sampled_from(["Code", "Nom", "Client", "Ville", "Groupe", "Zone", "Tel 2"])),
        max_size=12,
    ),
    st.lists(st.lists(st.text(max_size=12), min_size=12, max_size=12), max_size=8),
)
def test_any_header_and_any_values(header, rows):
    table = pd.DataFrame(rows, columns=range(12)).iloc[:, : len(header)]
    for found in (suggest(header), suggest(header, table)):
        assert len(found) == len(header)
        given_fields = [one.field for one in found if one.field and one.field != "groups"]
        assert len(given_fields) == len(set(given_fields))
        assert all(0 <= one.confidence <= 1 and one.reason for one in found)
        assert all(one.field in LABELS or not one.field for one in found)
        assert all(one.message.key in SENTENCES for one in found)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.dictionaries(st.integers(0, 3), st.integers(1, 9).map(lambda tenth: tenth / 10), max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_best_fit_is_the_best(wanted):
    taken = best_fit(wanted)
    used = [column for column in taken if column is not None]
    assert len(used) == len(set(used))
    sums = [
        sum(weights.get(column, 0) for weights, column in zip(wanted, order, strict=False))
        for order in permutations(range(8), len(wanted))
    ]
    reached = sum(weights[column] for weights, column in zip(wanted, taken, strict=True) if column is not None)
    assert reached == pytest.approx(max(sums))


def test_a_plain_customer_code_that_repeats_is_still_the_code():
    codes = ["C1", "C1", "C2", "C2", "C3", "C3", "C4"]
    rows = pd.DataFrame({"Code client": codes, "Raison sociale": ["A", "A", "B", "B", "C", "C", "D"]})
    code, name = suggest(list(rows.columns), rows)
    assert (code.field, name.field) == ("code", "name")
    assert code.confidence >= 0.8


# ------------------------------------------------------------------ values that cannot be read


CUSTOMERS = {"Code client": CODES, "Raison sociale": [f"Firme {code} SARL" for code in CODES]}


@pytest.mark.parametrize(
    ("header", "codes", "named", "words", "field"),
    [
        ("Payment term", "531", "Terms", ["30 days", "Net 60"], "payment_term"),
        ("Zahlungsbedingung", ["Z030", "Z060"], "Zahlungsbedingung Text", ["30 Tage netto", "sofort"], "payment_term"),
        ("Salesperson", ["V1", "V2"], "Salesperson name", ["Anna Berg", "Jo Dale"], "salesperson"),
        ("Payment method", "123", "Payment method name", ["Virement", "Chèque"], "payment_method"),
        ("Country", ["001", "002"], "Country name", ["France", "Belgium"], "country"),
        ("Famille", ["01", "02"], "Libellé famille", ["Détail", "Export"], "groups"),
    ],
)
def test_bare_codes_lose_to_words(header, codes, named, words, field):
    columns = {**CUSTOMERS, header: (list(codes) * 8)[:8], named: words * 4}
    found = with_values(columns)
    assert (found[header], found[named]) == ("", field)
    assert with_values(dict(reversed(columns.items())))[header] == ""


@pytest.mark.parametrize(
    ("header", "codes"),
    [("Payment term", "531"), ("Salesperson", ["12", "14"]), ("Payment method", "VL"), ("Country", ["001", "002"])],
)
def test_bare_codes_are_never_certain(header, codes):
    for rows in (8, 2):
        columns = {**{name: values[:rows] for name, values in CUSTOMERS.items()}, header: (list(codes) * 8)[:rows]}
        found = suggest(list(columns), pd.DataFrame(dict(enumerate(columns.values())), dtype=str))[2]
        assert not found.field or found.confidence < 0.8, found


def test_too_few_words_are_not_certain():
    values = ["30 days", "Z1", "Z2", "Z3", "Net 60", "Z5", "Z6", "Z7"]
    found = suggest(["Code", "Payment term"], pd.DataFrame({0: CODES, 1: values}, dtype=str))[1]
    assert (found.field, found.message.kind) == ("payment_term", "suggest_unsure")
    assert found.confidence < 0.8


def test_numbers_of_days_are_no_codes():
    assert with_values({**CUSTOMERS, "Payment term": ["30", "60"] * 4})["Payment term"] == "payment_term"
    assert with_values({**CUSTOMERS, "Payment days": ["3", "5"] * 4})["Payment days"] == "payment_term"


def test_codes_that_are_names_in_odoo():
    columns = {**CUSTOMERS, "Payment term": ["Z1", "Z2"] * 4}
    assert with_values(columns)["Payment term"] == ""
    names = {"payment_term": {"z1", "z2"}}
    assert with_values(columns, known=lambda key: names.get(key, ()))["Payment term"] == "payment_term"


def test_external_ids_of_odoo_are_no_values():
    columns = {"ref": CODES, "name": CUSTOMERS["Raison sociale"], "category_id/id": ["__export__.x_7"] * 8}
    assert with_values(columns)["category_id/id"] == ""


# ------------------------------------------------------------------ the labels of Odoo


@pytest.mark.parametrize(
    "header",
    [
        "External ID,Name,Reference,Street,Zip,City,Country,Tax ID,Phone,Email,Tags",
        "Name,Reference,Street,Street2,Zip,City,Country,Company ID,Salesperson,Customer Payment Terms",
        "ID externe,Nom,Référence,Rue,Rue 2,Code postal,Ville,Pays,N° TVA,E-mail,Étiquettes,Vendeur,Compte client",
        "id,name,ref,street,zip,city,country_id/id,vat,phone,email",
        "name,ref,street,zip,city",
    ],
)
def test_odoos_own_export(header):
    names = header.split(",")
    found = dict(zip(names, suggest(names), strict=True))
    keys = {one.field: (name, one.confidence >= 0.8) for name, one in found.items()}
    assert keys["code"] in (("Reference", True), ("Référence", True), ("ref", True))
    assert keys["name"] in (("Name", True), ("Nom", True), ("name", True))
    assert all(not found[name].field for name in ("External ID", "ID externe", "id", "Compte client") if name in found)


def test_a_customer_code_beside_odoos_labels():
    assert fields("Name", "Reference", "Street", "City", "Zip", "Tags", "Customer code")[6] == "code"


@pytest.mark.parametrize("header", ["SIREN émetteur", "Issuer VAT number", "N° TVA émetteur", "USt-IdNr. Absender"])
def test_a_number_of_the_sender_is_not_the_customers(header):
    assert suggest(["Code client", "Raison sociale", header])[2].field == ""


# ------------------------------------------------------------------ keys to be confirmed


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Customer", "Name 1"),
        ("Kunde", "Name 1"),
        ("Client", "Nom 1"),
        ("Cust.", "Name 1"),
        ("Sold-to party", "Name 1"),
        ("Debitor", "Bezeichnung"),
        ("A/C", "Name"),
        ("Account", "Name"),
        ("Account No", "Company Name"),
        ("Acct", "Company"),
        ("Cuenta", "Nombre"),
        ("Compte", "Nom"),
        ("No", "Name"),
        ("Tiers", "Libellé"),
        ("Compte auxiliaire", "Libellé"),
        ("Matricule", "Raison sociale"),
    ],
)
@pytest.mark.parametrize("codes", [("C1", "C2", "C3"), ("20001", "20002", "20003")])
def test_a_lone_key_beside_names_is_likely_the_code(header, name, codes):
    table = {
        header: codes,
        name: ("Holzbau Köhler KG", "Tissage Abel", "Uhren Weiß GmbH"),
        "City": ("Ulm", "Lyon", "Köln"),
    }
    assert with_values(table) == {header: "code", name: "name", "City": "city"}


def test_a_lone_key_is_no_account_of_a_bank_and_counts_no_lines():
    names = ("Tissage Abel", "Tissage Brun", "Tissage Cottin")
    assert with_values({"Compte": ("1", "2", "3"), "Nom": names, "Tiers": ("1", "2", "3")})["Tiers"] == ""
    assert with_values({"Nom": names, "Banque": ("BNP", "CIC", "LCL"), "Compte": ("C1", "C2", "C3")})["Compte"] == ""
    assert with_values({"Tiers": ("C1", "C1", "C3"), "Nom": names})["Tiers"] == ""  # they repeat


@pytest.mark.parametrize(
    "header",
    [
        ("Reference", "Name", "Street", "Zip", "City"),
        ("Référence", "Nom", "Rue", "Code postal", "Ville"),
        ("Referenz", "Anzeigename", "Straße", "PLZ", "Ort"),
        ("Referencia", "Nombre", "Calle", "C.P.", "Ciudad"),
        ("Riferimento", "Nome", "Via", "CAP", "Città"),
        ("Referentie", "Naam", "Straat", "Postcode", "Plaats"),
    ],
)
def test_odoos_own_reference_is_sure_beside_names_and_addresses(header):
    cells = (
        ("C1", "C2", "C3"),
        ("A SARL", "B SA", "C SAS"),
        ("1 rue A", "2 rue A", "3 rue A"),
        ("69001", "69002", "69003"),
    )
    rows = pd.DataFrame(dict(enumerate((*cells, ("Lyon", "Paris", "Nice")))), dtype=str)
    found = suggest(list(header), rows)
    assert found[0].field == "code"
    assert found[0].confidence >= CERTAIN


def test_lan_is_a_province_in_swedish_only():
    assert fields("KUNNR", "LAN", "NAME1", "ORT01", "PSTLZ")[1] == "country"
    assert fields("Kundnr", "Företagsnamn", "Gatuadress", "Postort", "Län")[4] == "state"
    assert fields("Code", "Name", "LAN")[2] == ""


def test_a_blank_column_loses_to_a_filled_one():
    table = {
        "Konto": ("10001", "10002", "10003", "10004", "10005"),
        "Name (Adressattyp Unternehmen)": ("A KG", "B GmbH", "C AG", "D KG", "E KG"),
        "Zahlungsbedingung": ("",) * 5,
        "Fälligkeit in Tagen (Debitor)": ("30", "14", "30", "60", "14"),
    }
    assert with_values(table)["Fälligkeit in Tagen (Debitor)"] == "payment_term"


def test_a_bare_st_is_the_state_beside_a_town():
    columns = {"Cust #": ("A1", "A2"), "Company": ("Alder Inc", "Birch Inc"), "Addr": ("1 A St", "2 B Ave")}
    address = {"City": ("Reno", "Boise"), "St": ("NV", "ID"), "Zip": ("89501", "83701")}
    assert with_values(columns | address)["St"] == "state"
    assert with_values(columns | address | {"St": ("1", "2")})["St"] == ""
    assert with_values(columns | {"St": ("OK", "NO")})["St"] == ""
