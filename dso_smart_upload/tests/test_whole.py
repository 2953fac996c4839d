"""What a check keeps of its file as a whole comes back as it was."""

from ..engine import planning
from ..engine.prepare import make_job
from ..engine.whole import pack_whole, unpack_whole, whole_of
from .common import UploadCase

TEXT = (
    "Code client;Raison sociale;SIREN;Plafond;Depuis\n"
    "'00123;'Un;552081317;5,00;13/02/2020\n"
    "'1.5;'Null;552081317;6,00;14/02/2020\n"
    "'3-2;'Trois;732829320;7,00;\n"
)
KEYS = ("code", "name", "legal_id", "credit_limit", "temporary_guarantee_from")


class TestWhole(UploadCase):
    def test_it_comes_back_as_it_was(self):
        for size in ("1", "9"):
            with self.subTest(size):
                self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", size)
                headers = TEXT.partition("\n")[0].split(";")
                options = {"columns": dict(zip(headers, KEYS, strict=True))}
                work = planning.begin(self.env, make_job(self.env, TEXT.encode(), "clients.csv", None, options))
                while plan := planning.plan_next(self.env, work):
                    last = plan
                whole = whole_of(work, last.amounts)
                back = unpack_whole(pack_whole(whole))
                self.assertEqual(back.survey.codes.tolist(), whole.survey.codes.tolist())
                self.assertEqual((back.survey.rows, back.survey.words), (3, whole.survey.words))
                self.assertEqual(back.amounts, whole.amounts)
                self.assertEqual(parts(back.in_file), parts(whole.in_file))
                self.assertEqual(len(back.habits), len(KEYS))
                for key, habits in whole.habits.items():
                    kept, codes = back.habits[key], habits.codes
                    self.assertEqual((kept.kind, kept.nothing, kept.quote), (habits.kind, habits.nothing, habits.quote))
                    self.assertEqual(kept.codes and vars(kept.codes), codes and vars(codes))


def parts(in_file):
    """Return what rows of a file say of each other as values that can be compared."""
    words = in_file.words
    hashes = [some.tolist() for some in words.hashes]
    return in_file.twins, in_file.shared, in_file.accounts, in_file.later, words.packs, hashes
