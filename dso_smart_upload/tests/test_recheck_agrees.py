"""Whatever cell is corrected: its row says what a check of the whole file says, or it is said that this is needed."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ..pipeline.checked import unpack_outcomes
from .test_checked import CheckedCase

HEADERS = [
    "Code client",
    "Raison sociale",
    "Pays",
    "Plafond",
    "Email",
    "Ville",
    "SIREN",
    "Groupe",
    "Échéance",
    "Depuis",
]
KEYS = "code name country credit_limit email city legal_id groups payment_term temporary_guarantee_from".split()
WORDS = {
    "Code client": ["C1", "C2", "c1", "00123", "123", "N1", "N2", "N3", ""],
    "Raison sociale": ["Aciéries", "Verrerie", "Zinc", ""],
    "Pays": ["France", "Austira", "DE", "Belgique", ""],
    "Plafond": ["1 000,50", "1.000", "x", "12", "(5)", ""],
    "Email": ["a@b.example", "pas de mail", ""],
    "Ville": ["Lille", "Lyon", ""],
    "SIREN": ["552081317", "123", "732829320", ""],
    "Groupe": ["Nord", "Sud, Nord", ""],
    "Échéance": ["30 jours", "45 jours fin de mois", "zz", ""],
    "Depuis": ["01/02/2020", "13/02/2020", "02/13/2020", "hier", ""],
}
ROW = st.tuples(*(st.sampled_from(WORDS[header]) for header in HEADERS))
CORRECTION = st.sampled_from(HEADERS).flatmap(
    lambda header: st.tuples(st.integers(0, 6), st.just(header), st.sampled_from(WORDS[header]))
)


class TestRecheckAgrees(CheckedCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.options = {"columns": dict(zip(HEADERS, KEYS, strict=True)), "header_line": 1}
        cls.partners.create(
            [
                {"ref": "C1", "name": "Aciéries", "is_company": True, "city": "Lille", "credit_limit": 5},
                {"ref": "C2", "name": "Verrerie", "is_company": True, "company_registry": "552081317"},
                {"ref": "00123", "name": "Zinc", "is_company": True},
                {"name": "Étain", "is_company": True, "email": "a@b.example"},
            ]
        )

    def test_any_correction(self):
        self.maxDiff = None
        counted = {True: 0, False: 0}

        @settings(
            max_examples=60,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),  # to make a failure smaller takes minutes
            suppress_health_check=list(HealthCheck),
        )
        @given(
            st.lists(ROW, min_size=1, max_size=6), st.lists(CORRECTION, min_size=1, max_size=2), st.sampled_from([2, 9])
        )
        def try_it(rows, corrections, size):
            self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", str(size))
            text = "".join(";".join(f'"{cell}"' for cell in row) + "\n" for row in (HEADERS, *rows))
            with self.env.cr.savepoint() as savepoint:
                run = self.checked(text, self.options)
                lines = find_lines(run)
                for number, header, value in corrections:
                    if lines:
                        run._correct(lines[number % len(lines)], header, value)
                self.env.flush_all()
                self.env.invalidate_all()
                found, is_stale = self.facts(run), run.is_stale
                run._start_check()
                counted[is_stale] += 1
                if not is_stale:
                    self.assertEqual(found, self.facts(run))
                savepoint.rollback()
            self.env.transaction.clear()

        try_it()
        self.assertGreater(counted[False], 10, "most corrections concern their row only")


def find_lines(run):
    """Return the lines of the rows of a check."""
    blocks = run.sudo().checked_ids
    return sorted(line for block in blocks for line in unpack_outcomes(block._content("outcomes"))[0].tolist())
