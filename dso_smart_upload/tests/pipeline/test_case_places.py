"""Words that mean the country in one language and a part of it in another: the line and its values decide."""

import pandas as pd
import pytest

from odoo.addons.dso_smart_upload.pipeline.recognise import suggest

PLACES = {
    "pl": "Kod klienta;Nazwa;Ulica;Kod pocztowy;Miasto;Kraj",
    "cs": "Kód zákazníka;Název;Ulice;PSČ;Město;Kraj",
    "sk": "Kód zákazníka;Názov;Ulica;PSČ;Mesto;Kraj",
    "it": "Codice cliente;Ragione sociale;Indirizzo;CAP;Città;Stato",
    "es": "Código cliente;Razón social;Dirección;Código postal;Población;Estado",
    "fr": "Code client;Raison sociale;Adresse;Code postal;Ville;Etat",
    "de": "Kundennummer;Firma;Straße;PLZ;Ort;Land",
    "en": "Customer code;Company name;Street;Zip;City;State",
}


def last_field(language, values):
    """Return the field of the last column of a line, whose values are ``values``."""
    header = PLACES[language].split(";")
    number = len(values)
    cells = [[f"C{at}" for at in range(number)], [f"Firm {at} SA" for at in range(number)]]
    cells += [[f"Street {at}" for at in range(number)], ["75001"] * number, ["Lyon"] * number, list(values)]
    return suggest(header, pd.DataFrame(dict(enumerate(cells)), dtype=str))[-1].field


@pytest.mark.parametrize(
    ("language", "values"),
    [
        ("pl", ["Polska", "Niemcy"]),
        ("pl", ["PL", "DE"]),
        ("it", ["Italia", "Francia"]),
        ("es", ["España", "Francia"]),
        ("fr", ["France", "Belgique"]),
        ("de", ["Deutschland", "Österreich"]),
        ("en", ["Germany", "France"]),
        ("cs", ["Česko", "Německo"]),
    ],
)
def test_countries_under_words_for_states(language, values):
    assert last_field(language, values) == "country"
    assert last_field(language, values * 5) == "country"


@pytest.mark.parametrize(
    ("language", "values"),
    [
        ("cs", ["Jihomoravský", "Plzeňský"]),
        ("sk", ["Košický", "Žilinský"]),
        ("en", ["CA", "DE"]),
        ("en", ["Georgia", "Texas", "Ohio"]),
    ],
)
def test_states_stay(language, values):
    assert last_field(language, values) == "state"
    assert last_field(language, values * 5) == "state"
