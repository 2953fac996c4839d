"""The options of an import: each once, with its kind and what it does."""

from dataclasses import dataclass

TEXTS, TABLES, NUMBERS, TEXT, NUMBER = "texts", "tables", "numbers", "text", "number"
YES_NO, MARK, TWINS, CELLS = "yes_no", "mark", "twins", "cells"
LINK, CREATE, REJECT = "link", "create", "reject"  # what becomes of a row whose customer may be there already


@dataclass(frozen=True)
class Option:
    """An option of ``check_file``, ``import_file`` and ``import_rows``.

    :param kind: of its value: ``texts`` ({header: text}), ``tables`` ({header: {word: meaning}}), ``numbers``
        ({customer code: a whole number from 0 on}), ``text``, ``number`` (a whole one from 0 on), ``yes_no``, ``mark``
        (a comma or a point), ``twins`` (one of ``link``, ``create``, ``reject``), or ``cells`` ({line, as text or as a
        number: {header: text}})
    :param does: what can be given and what it does, as ``docs/api.md`` says it
    :param reads: it says how the file is read, and a mapping remembers it under the same name
    :param creates: it says whether something is created beside the customers, and a mapping remembers it likewise
    """

    kind: str
    does: str
    reads: bool = False
    creates: bool = False


OPTIONS = {
    "columns": Option(TEXTS, '{header: field key, or "" to leave the column out}; beats everything'),
    "policies": Option(TEXTS, "{header: `always`, `if_empty`, `at_creation` or `never`}"),
    "on_blank": Option(TEXTS, "{header: `keep` or `clear`}"),
    "on_bad": Option(TEXTS, "{header: `leave_out` or `reject`}"),
    "values": Option(
        TABLES,
        "{header: {word of the file: id or name of what it means, code of a language; null for a blank cell}}; what is "
        "not known is an error that names it. Null for the name of a term or a group that would be created, as "
        "`creates` has it: it is not created",
    ),
    "save_mapping": Option(TEXT, "a name to remember all this under"),
    "full_file": Option(YES_NO, "true: list the customers of the mapping that the file no longer has"),
    "all_or_nothing": Option(
        YES_NO, "true: a rejected row stops the whole import, and `check_file` says so: all rows are rejected"
    ),
    "create_payment_terms": Option(
        YES_NO,
        "false: create no payment terms. Else those that the file names clearly and Odoo does not have are created, "
        "where the user may do so",
        creates=True,
    ),
    "create_groups": Option(
        YES_NO, "false: create no groups. Else those that Odoo does not have are created", creates=True
    ),
    "twins": Option(
        TWINS,
        "what becomes of a row with a new code whose customer may be in Odoo already. `link` (default): a customer "
        "without a code gets it where that is certain, every other row creates a customer, with a warning "
        "`possible_twin` where one may be there. `create`: nobody is looked for. `reject`: rows with a possible twin "
        "are rejected until `known_as` says who they are",
    ),
    "known_as": Option(
        NUMBERS,
        "{customer code: id of the customer it means, 0 for a new one}: a person said so. A customer without a code "
        "gets it, another keeps its own and gets it as a second code; that it is new is remembered",
    ),
    "corrections": Option(
        CELLS,
        "{line of the file, such as `\"12\"`: {header: what the cell should say}}: read in place of what stands there. "
        "The file itself stays as it is; the report tells of each corrected cell (kind `corrected`), and the rejected "
        "rows hold it. A header that the file does not have is an error, a line without a row a warning",
    ),
    "encoding": Option(TEXT, "encoding of the file, such as `cp1252`; overrules what is found", reads=True),
    "delimiter": Option(TEXT, "what stands between its columns; overrules what is found", reads=True),
    "sheet": Option(TEXT, "name of the sheet; overrules what is found", reads=True),
    "header_line": Option(
        NUMBER, "line of the headers; overrules what is found. 0: there are none, the columns are numbered", reads=True
    ),
    "decimal": Option(MARK, '"," or ".": what stands before decimals'),
    "day_first": Option(YES_NO, "true or false: whether dates name the day before the month"),
}
READ_OPTIONS = tuple(name for name, option in OPTIONS.items() if option.reads)
CREATING = tuple(name for name, option in OPTIONS.items() if option.creates)
REQUIRED = ("code", "name")  # keys of the fields that every file must have
