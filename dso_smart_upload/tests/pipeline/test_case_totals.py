"""Totals among the customers: by their labels, whatever stands beside, and companies that are called so."""

import numpy as np
import pytest

from odoo.addons.dso_smart_upload.pipeline.totals import total_lines

CODES, NAMES = ["C001", "C002", "K7"], ["Alpha", "Beta GmbH", "Gamma"]


@pytest.mark.parametrize(
    ("code", "name", "is_total"),
    [
        ("Sous-total", "2", True),
        ("Sous-total", "Agence Lyon", True),
        ("SOUS TOTAL Lyon", "", True),
        ("Total général", "3", True),
        ("Total", "", True),
        ("Total Lyon", "12", True),
        ("Summe", "Nord", True),
        ("Zwischensumme", "1", True),
        ("Gesamt", "4", True),
        ("Totale", "2", True),
        ("Suma", "3", True),
        ("Razem", "3", True),
        ("Grand Total", "2", True),
        ("Records: 40", "", True),
        ("Anzahl: 4", "", True),
        ("Subtotal", "Madrid", True),
        ("5", "Sous-total", True),
        ("2", "Total", True),
        ("C003", "Grand total", True),
        ("TOTAL", "TotalEnergies SE", False),
        ("TOTAL", "Total Wine", False),
        ("C003", "Total Energies", False),
        ("C003", "Total", False),
        ("TOT01", "Totem Sports", False),
        ("SUMMER", "Summerhill", False),
        ("SOMME", "Département de la Somme", False),
        ("SUM", "Société d'urbanisme", False),
        ("SUBARU", "Subaru", False),
        ("PAGE", "Page & Fils", False),
        ("GESAMTV", "Gesamtverband", False),
        ("", "", False),
        ("C9", "", False),
    ],
)
def test_lines_of_totals(code, name, is_total):
    found = total_lines(np.array([*CODES, code], dtype=object), np.array([*NAMES, name], dtype=object))
    assert found.tolist() == [False, False, False, is_total]


def test_a_company_called_total_among_numbers():
    found = total_lines(np.array(["1", "2", "30"], dtype=object), np.array(["Alpha", "Total", "Beta"], dtype=object))
    assert not found.any()
