"""`script/i18n`: bring the translation files of the addons up to date with their code, views and data.

In: the addons of the checkout. Out: `i18n/<addon>.pot`, all that can be translated, and each `i18n/*.po` with the same
terms: translations stay, terms that are gone are dropped, new ones are empty, and are listed on standard output. A new
language starts as an empty file.
"""

from environment import ROOT, VENV_PYTHON, addons, run, show_steps
from set_up import enter

DATES = ("POT-Creation-Date", "PO-Revision-Date")  # without them a file changes only when a term does


def main():
    enter(__file__)
    # only now in the environment, where it finds its packages
    import databases

    run([VENV_PYTHON, "-m", "odoo", "i18n", "export", "-d", databases.glue_template(), *addons()])
    missing = 0
    for name in addons():
        template = read(ROOT / name / "i18n" / f"{name}.pot")
        template.save()
        for path in sorted((ROOT / name / "i18n").glob("*.po")):
            untranslated = update(path, template)
            missing += len(untranslated)
            print(f"{path.relative_to(ROOT)}: {len(untranslated)} of {len(template)} terms have no translation")
            print("".join(f"- {term}\n" for term in untranslated), end="")
    return 1 if missing else 0


def read(path):
    """Read a translation file, without its dates.

    :param path: Path
    :return: polib.POFile
    """
    import polib

    catalog = polib.pofile(str(path))
    catalog.metadata = {name: value for name, value in catalog.metadata.items() if name not in DATES}
    return catalog


def update(path, template):
    """Give a translation file the terms of the template, in its order.

    :param path: Path of the .po file
    :param template: polib.POFile
    :return: list of str, the terms that it does not translate
    """
    catalog = read(path)
    catalog.merge(template)
    catalog.header = catalog.header or template.header
    catalog.metadata = {**template.metadata, "Language": path.stem, **catalog.metadata}
    entries = {entry.msgid: entry for entry in catalog if not entry.obsolete}
    catalog[:] = [entries[entry.msgid] for entry in template]
    catalog.save()
    return [entry.msgid for entry in catalog if not entry.msgstr]


if __name__ == "__main__":
    show_steps(main)
