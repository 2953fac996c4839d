"""The options of an import: each once, with its kind and what it does."""

from dataclasses import dataclass

TEXTS, TABLES, TEXT, NUMBER, YES_NO, MARK = "texts", "tables", "text", "number", "yes_no", "mark"


@dataclass(frozen=True)
class Option:
    """An option of ``check_file``, ``import_file`` and ``import_rows``.

    :param kind: of its value: ``texts`` ({header: text}), ``tables`` ({header: {word: meaning}}), ``text``, ``number``
        (a whole one from 0 on), ``yes_no``, or ``mark`` (a comma or a point)
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
