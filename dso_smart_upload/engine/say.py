"""What the pipeline has to say, in the user's language."""

from collections.abc import Iterator
from contextlib import contextmanager

from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang
from odoo.tools.translate import get_translation

from ..pipeline.message import FileError, Message
from ..pipeline.recognise import LABELS


@contextmanager
def saying(env: Environment) -> Iterator[None]:
    """Turn what is wrong with a file into a sentence in the user's language."""
    try:
        yield
    except FileError as error:
        raise UserError(say(env, error.message)) from error


def say(env: Environment, message: Message) -> str:
    """Return the sentence of a ``Message`` in the user's language, its numbers in their notation."""
    lang = env.lang or "en_US"
    details = dict(message.details)
    for name, value in details.items():
        if isinstance(value, float):
            details[name] = number(env, value)
        elif name == "label" and value and value not in LABELS.values():  # of a field an administrator added
            details[name] = env["dso.upload.field"].search([("key", "=", value)]).name or value
        elif name in ("label", "values", "format"):  # words of the pipeline, not of the file
            details[name] = get_translation("dso_smart_upload", lang, value, ())
    return get_translation(message.addon, lang, message.sentence, details)


def number(env: Environment, value: float) -> str:
    """Return an amount as the user reads it, without empty cents."""
    return formatLang(env, value, digits=0 if value.is_integer() else 2)
