"""Values that a file has in several columns, and several values that it has in one."""

import io

import pandas as pd
import pytest

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.place import split_place
from odoo.addons.dso_smart_upload.pipeline.names import NamesTaken, cell_words
from odoo.addons.dso_smart_upload.pipeline.plan import ColumnSetting, with_habits
from odoo.addons.dso_smart_upload.pipeline.recognise import suggest
from odoo.addons.dso_smart_upload.pipeline.recognise.parts import find_parts
from odoo.addons.dso_smart_upload.pipeline.reference import Reference
from odoo.addons.dso_smart_upload.pipeline.table import read_table


def read(text):
    """Return the ``Table`` of a text, and what find_parts finds in it with the columns that are recognised."""
    table = read_table(text.encode(), "list.csv", header_line=1)
    suggestions = zip(suggest(table.header, table.rows), table.header, strict=True)
    fields = {one.field: name for one, name in suggestions if one.field}
    return table, fields, find_parts(table.header, table.rows, fields)


def words(text, field, kind="text"):
    """Return the words of the column of ``field`` with what other columns have of it."""
    table, fields, found = read(text)
    return list(cell_words(table, setting_of(table, fields, found, field, kind)))


def setting_of(table, fields, found, field, kind):
    """Return the setting of the column of ``field``."""
    setting = ColumnSetting(fields[field], field, field, kind, parts=found.parts.get(field, ()))
    return with_habits(table, [setting])[0]


# ------------------------------------------------------------------ house numbers


@pytest.mark.parametrize(
    ("street", "numbers", "cells", "expected"),
    [
        (
            "Straße",
            "Hausnr.",
            ("Goethestraße;12a", "Straße des 17. Juni;135"),
            ("Goethestraße 12a", "Straße des 17. Juni 135"),
        ),
        ("Strasse", "Hausnummer;Zusatz Hausnummer", ("Am Markt;4;b", "Am Ufer;5;"), ("Am Markt 4 b", "Am Ufer 5")),
        ("Straat", "Huisnummer;Toevoeging", ("Gracht;12;bis", "Plein 1944;7;"), ("Gracht 12 bis", "Plein 1944 7")),
        ("Ulica", "Nr domu;Nr lokalu", ("ul. Długa;12;4", "ul. 3 Maja;5;"), ("ul. Długa 12/4", "ul. 3 Maja 5")),
        ("Ulice", "Číslo popisné;Číslo orientační", ("Dlouhá;12;4", "Krátká;5;"), ("Dlouhá 12/4", "Krátká 5")),
        ("Ulica", "Súpisné číslo", ("Dlhá;12", "Krátka;5"), ("Dlhá 12", "Krátka 5")),
        ("Voie", "N° voie", ("rue de la Paix;12 bis", "quai Foch;4"), ("12 bis rue de la Paix", "4 quai Foch")),
        ("Street", "House number", ("High Street;14", "Mill Lane;7"), ("14 High Street", "7 Mill Lane")),
        ("Indirizzo", "Civico", ("Via Roma;12/B", "Via Po;9"), ("Via Roma 12/B", "Via Po 9")),
        ("Calle", "Número", ("C/ Mayor;12", "Av. Sol;4"), ("C/ Mayor 12", "Av. Sol 4")),
        ("Rua", "Número", ("Rua Augusta;12", "Rua do Sol;4"), ("Rua Augusta 12", "Rua do Sol 4")),
        ("Gatuadress", "Husnr", ("Storgatan;12", "Kungsgatan;4 B"), ("Storgatan 12", "Kungsgatan 4 B")),
        ("Gade", "Husnr", ("Nygade;12", "Bygade;4"), ("Nygade 12", "Bygade 4")),
        ("Gateadresse", "Husnummer", ("Storgata;12", "Bygata;4"), ("Storgata 12", "Bygata 4")),
        ("Katuosoite", "Talonumero", ("Mannerheimintie;12", "Aleksi;4"), ("Mannerheimintie 12", "Aleksi 4")),
        ("Utca", "Házszám", ("Fő utca;12", "Kossuth utca;4"), ("Fő utca 12", "Kossuth utca 4")),
        ("Strada", "Nr strada", ("Str. Lungă;12", "Str. Mare;4"), ("Str. Lungă 12", "Str. Mare 4")),
        ("Sokak", "Kapı No", ("Gül Sok.;12", "Lale Sok.;4"), ("Gül Sok. 12", "Lale Sok. 4")),
        ("Οδός", "Αριθμός οδού", ("Ερμού;12", "Σταδίου;4"), ("Ερμού 12", "Σταδίου 4")),
    ],
)
def test_the_number_of_the_house_is_joined_to_the_street(street, numbers, cells, expected):
    rows = "".join(f"C{row};Firm {row} Ltd;{cell}\n" for row, cell in enumerate(cells))
    assert words(f"Customer code;Company name;{street};{numbers}\n{rows}", "street") == list(expected)


def test_a_number_is_not_said_twice():
    text = (
        "Kundennr.;Firma;Straße;Hausnr.\n1;A GmbH;Am Markt 4a;4a\n2;B GmbH;Am Ufer;4\n3;C GmbH;;4\n4;D GmbH;Am Tor;\n"
    )
    assert words(text, "street") == ["Am Markt 4a", "Am Ufer 4", "", "Am Tor"]


@pytest.mark.parametrize(
    "text",
    [
        "Kundennr.;Firma;Hausnr.;Ort\n1;A GmbH;4;Köln\n2;B GmbH;5;Köln\n",  # no street
        "Kundennr.;Firma;Straße;Hausnr.\n1;A GmbH;Am Markt;nein\n2;B GmbH;Am Tor;ja\n",  # no numbers
        "Kundennr.;Firma;Straße;Ort;Nr.\n1;A GmbH;Am Markt;Köln;4\n2;B GmbH;Am Tor;Köln;5\n",  # of what?
    ],
)
def test_what_is_no_number_of_a_house(text):
    assert "street" not in read(text)[2].parts


# ------------------------------------------------------------------ names


def test_a_name_goes_on_in_the_next_column_where_that_is_certain():
    text = (
        "Kundennr.;Name 1;Name 2;Ort\n1;Gesellschaft für angewandte;Wärmetechnik mbH;Köln\n2;Holzbau Köhler KG;;Köln\n"
        "3;Uhren Weiß;Einkauf;Köln\n4;Müller &;Söhne;Köln\n5;Bau Nord GmbH;z. Hd. Frau Berg;Köln\n6;;Rest AG;Köln\n"
    )
    names = ["Gesellschaft für angewandte Wärmetechnik mbH", "Holzbau Köhler KG", "Uhren Weiß", "Müller & Söhne"]
    assert words(text, "name", "name") == [*names, "Bau Nord GmbH", ""]
    table, fields, found = read(text)
    taken = NamesTaken(setting_of(table, fields, found, "name", "name"))
    taken.add(table)
    assert [message.kind for message in taken.messages()] == ["joined_columns"]
    (warning,) = taken.warnings()
    assert (warning.kind, warning.details["count"], warning.details["line"]) == ("name_goes_on", 2, 4)


@pytest.mark.parametrize(
    "header",
    [
        "Raison sociale;Raison sociale 2",
        "Nom 1;Nom 2",
        "Name;Name2",
        "NAME1;NAME2",
        "Ragione sociale 1;Ragione sociale 2",
        "Raison sociale;Raison sociale (suite)",
        "Raison sociale;Suite raison sociale",
        "Raison sociale;Complément raison sociale",
        "Nazwa;Nazwa c.d.",
        "Name;Name Fortsetzung",
        "Company name;Company name (cont.)",
        "Ragione sociale;Ragione sociale segue",
        "Nombre fiscal;Nombre fiscal continuación",
        "Naam;Naam vervolg",
        "Namn;Namn forts.",
    ],
)
def test_headers_of_names_that_go_on(header):
    text = f"Code client;{header}\nC1;Compagnie générale des;établissements Abel\nC2;Tissage Brun SA;\n"
    assert words(text, "name", "name") == ["Compagnie générale des établissements Abel", "Tissage Brun SA"]


# ------------------------------------------------------------------ terms


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        (
            "Nb jours;Base;Jour",
            ("30;Net;", "30;Fin de mois;", "45;Fin de mois;15"),
            ("30 Net", "30 Fin de mois", "45 Fin de mois le 15"),
        ),
        (
            "Délai de règlement;Fin de mois;Le",
            ("30;Non;", "30;Oui;", "45;Oui;15"),
            ("30", "30 Fin de mois", "45 Fin de mois le 15"),
        ),
        ("Zahlungsziel Tage;Basis", ("30;Rechnungsdatum", "30;Monatsende"), ("30 Rechnungsdatum", "30 Monatsende")),
        ("Zahlungsziel Tage;Monatsende", ("30;nein", "30;ja"), ("30", "30 Monatsende")),
        ("Payment days;End of month", ("30;N", "45;Y"), ("30", "45 End of month")),
        ("Giorni;Fine mese", ("30;NO", "60;SI"), ("30", "60 Fine mese")),
        ("Días;Fin de mes", ("30;No", "60;Sí"), ("30", "60 Fin de mes")),
        ("Betalingstermijn;Einde maand", ("30;Nee", "60;Ja"), ("30", "60 Einde maand")),
        ("Termin płatności;Koniec miesiąca", ("30;Nie", "60;Tak"), ("30", "60 fin de mois")),
        (
            "Days;Type",
            ("30;Days after invoice date", "20;Of the following month"),
            ("30 Days after invoice date", "20 Of the following month"),
        ),
        (
            "Days;Due type",
            ("30;DAYSAFTERBILLDATE", "20;OFFOLLOWINGMONTH"),
            ("30 days after invoice date", "20 of the following month"),
        ),
        ("Days;Bill type;Sales type", ("30;Net;Fin de mois", "20;Net;Net"), ("30 Fin de mois", "20 Net")),
        (
            "Nb jours;Base",
            ("30 jours;Fin de mois", "30 jours fdm;Net", ";Net"),
            ("30 jours Fin de mois", "30 jours fdm", ""),
        ),
    ],
)
def test_from_when_days_count_is_joined_to_them(header, rows, expected):
    lines = "".join(f"C{row};Firm {row} Ltd;{cells}\n" for row, cells in enumerate(rows))
    assert words(f"Customer code;Company name;{header}\n{lines}", "payment_term") == list(expected)


@pytest.mark.parametrize(
    ("header", "rows", "beside"),
    [
        ("Vencimiento;Día de pago", ("30 días;25", "60 días;10"), "Día de pago"),
        ("Nb jours;Base", ("30;A", "60;B"), "Base"),
        ("Zahlungsziel Tage;Basis", ("30;1", "60;2"), "Basis"),
        ("Nb jours;Fin de mois", ("30;F1", "60;F2"), "Fin de mois"),
    ],
)
def test_what_is_not_understood_beside_days_is_said(header, rows, beside):
    lines = "".join(f"C{row};Firm {row} Ltd;{cells}\n" for row, cells in enumerate(rows))
    _table, fields, found = read(f"Customer code;Company name;{header}\n{lines}")
    assert "payment_term" not in found.parts
    assert found.beside == ((fields["payment_term"], beside),)


def test_columns_beside_days_that_say_nothing_of_them():
    for header, rows in (
        ("Nb jours;Ville", ("30;Lyon", "60;Nice")),
        ("Nb jours;Mode de règlement", ("30;Virement", "60;LCR")),
        ("Conditions de paiement;Base", ("45 jours fin de mois;A", "30 jours fin de mois;B")),
        ("Nb jours;Actif", ("30;Oui", "60;Non")),
    ):
        lines = "".join(f"C{row};Firm {row} Ltd;{cells}\n" for row, cells in enumerate(rows))
        _table, _fields, found = read(f"Customer code;Company name;{header}\n{lines}")
        assert "payment_term" not in found.parts and not found.beside, header


# ------------------------------------------------------------------ postal code and city in one


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("69002 LYON", ("69002", "LYON", "")),
        ("75011 Paris Cedex 11", ("75011", "Paris Cedex 11", "")),
        ("D-69115 Heidelberg", ("D-69115", "Heidelberg", "")),
        ("1012 AB Amsterdam", ("1012 AB", "Amsterdam", "")),
        ("5211 AP 's-Hertogenbosch", ("5211 AP", "'s-Hertogenbosch", "")),
        ("7100 La Louvière", ("7100", "La Louvière", "")),
        ("7100 LA LOUVIERE", None),  # or the Dutch code "7100 LA"
        ("114 55 Stockholm", ("114 55", "Stockholm", "")),
        ("00-001 Warszawa", ("00-001", "Warszawa", "")),
        ("1000-001 Lisboa", ("1000-001", "Lisboa", "")),
        ("Boston, MA 02110", ("02110", "Boston", "MA")),
        ("York YO1 7HH", ("YO1 7HH", "York", "")),
        ("Lyon 69002", ("69002", "Lyon", "")),
        ("Lyon", None),
        ("69002", None),
        ("12 rue de la Paix 69002 Lyon", None),
        ("69002 Lyon 75011 Paris", None),
    ],
)
def test_a_place_is_taken_apart_where_that_is_certain(word, expected):
    assert split_place(word) == expected


@pytest.mark.parametrize(
    "header",
    "CP Ville|CP/Ville|Code postal et ville|Code postal - Ville|Ville (CP)|PLZ Ort|PLZ/Ort|C.P. y población|CAP e Città"
    "|Postcode en plaats|Postcode/Plaats|Kod i miasto|Postnr/Ort|ZIP/City|City, State ZIP|Código postal e localidade"
    "|PSČ a město|PSČ a mesto|Postnr og bynavn|Postnummer og poststed|Postinumero ja kaupunki|Cod postal și localitate"
    "|Posta kodu ve şehir|Irányítószám, város|ΤΚ Πόλη".split("|"),
)
def test_headers_of_places(header):
    rows = "C1;A Ltd;69002 LYON\nC2;B Ltd;75011 Paris Cedex 11\nC3;C Ltd;13001 Marseille\n"
    _table, _fields, found = read(f"Customer code;Company name;{header}\n{rows}")
    assert found.split[header][:2] == ("zip", "city")
    _table, _fields, found = read(f"Customer code;Company name;{header}\n{rows}C4;D Ltd;Lyon\n")
    assert not found.split


def test_one_place_that_cannot_be_taken_apart_is_said_once():
    words_ = ("69002 Lyon", "Somewhere")
    zips, cities = (
        converter(kind, words_, Reference(country="FR"), split=part)
        for kind, part in (("zip", "zip"), ("text", "city"))
    )
    assert (zips.clean("69002 Lyon", "FR").value, cities.clean("69002 Lyon").value) == ("69002", "Lyon")
    assert zips.clean("Somewhere", "FR").message.kind == "unsplit_place"
    assert cities.clean("Somewhere") == (None, None, False)


# ------------------------------------------------------------------ what is said


def test_why_a_part_stays_open():
    text = "Kundennr.;Firma;Straße;Hausnr.;PLZ/Ort\n1;A GmbH;Am Markt;4;50667 Köln\n2;B GmbH;Am Tor;5;20095 Hamburg\n"
    rows = pd.read_csv(io.StringIO(text), sep=";", dtype=str)
    reasons = {name: one.reason for name, one in zip(rows.columns, suggest(list(rows.columns), rows), strict=True)}
    assert reasons["Hausnr."] == "is a part of Straße, and is joined to it"
    assert reasons["PLZ/Ort"] == "holds several values in each cell, which are taken apart: postal code, city"
