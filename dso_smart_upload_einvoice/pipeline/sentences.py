"""What there is to say of electronic invoices: the sentences of issues, and the reasons of what was derived.

In: nothing. Out: ``SENTENCES``, which the addon hands to Smart Upload; each kind begins with ``einvoice_``.
"""

from odoo.addons.dso_smart_upload.pipeline.message import add_sentences

ADDON = "dso_smart_upload_einvoice"
REASON = "einvoice_reason."  # before a key of ``REASONS``
CONTRADICTION = "einvoice_contradiction."  # before a key of ``CONTRADICTIONS``


def _(sentence):
    """Mark ``sentence`` for translation; Odoo's term export looks for this name."""
    return sentence


# Why a value was derived.
REASONS = {
    "address_siren": _("from the Siren"),
    "address_siret": _("from Siren and Siret, as the settings say"),
    "address_routing": _("from Siren, Siret and routing code"),
    "address_public": _("public body: from the Siret"),
    "address_number": _("from the enterprise number"),
    "address_leitweg": _("from the Leitweg-ID"),
    "address_vat": _("from the VAT number"),
    "registry_siret": _("from the Siret"),
    "registry_vat": _("from the VAT number"),
    "registry_column": _("from another column: it is a number of that kind"),
    "vat_siren": _("from the Siren, with its key"),
    "format_country": _("from the country"),
    "public_address": _("from the scheme 0009 of the electronic address"),
}
# What contradicts: a value (one) and what it does not fit (other).
CONTRADICTIONS = {
    "vat_siren": _(
        "Line %(line)s: the VAT number %(one)s is not that of the Siren %(other)s. Both are stored as the file says, "
        "and no electronic address is derived: find out which one is right."
    ),
    "siret_siren": _(
        "Line %(line)s: the Siret %(one)s does not begin with the Siren %(other)s. Both are stored as the file says, "
        "and no electronic address is derived: find out which one is right."
    ),
    "vat_number": _(
        "Line %(line)s: the VAT number %(one)s is not that of the enterprise number %(other)s. Both are stored as the"
        " file says, and no electronic address is derived: find out which one is right."
    ),
    "address_form": _(
        "Line %(line)s: the electronic address %(one)s does not have the form that its scheme %(other)s asks for. Ask"
        " the customer for it."
    ),
    "scheme_country": _(
        "Line %(line)s: the scheme of the electronic address %(one)s is not used in the customer's country "
        "(%(other)s). Correct one of the two."
    ),
    "address_siren": _(
        "Line %(line)s: the electronic address %(one)s is that of another company than the Siren %(other)s. Find out "
        "which one is right."
    ),
    "address_siret": _(
        "Line %(line)s: the electronic address %(one)s is that of another establishment than the Siret %(other)s. "
        "Find out which one is right."
    ),
    "address_number": _(
        "Line %(line)s: the electronic address %(one)s is that of another company than the enterprise number "
        "%(other)s. Find out which one is right."
    ),
    "address_vat": _(
        "Line %(line)s: the electronic address %(one)s is that of another company than the VAT number %(other)s. Find"
        " out which one is right."
    ),
}
SENTENCES = {
    **{REASON + key: sentence for key, sentence in REASONS.items()},
    **{CONTRADICTION + key: sentence for key, sentence in CONTRADICTIONS.items()},
    "einvoice_duplicate_address": _(
        "Line %(line)s: the electronic address %(address)s is also that of %(other)s, which is another company. An "
        "invoice would reach the wrong one: correct one of the two."
    ),
    "einvoice_duplicate_address.line": _(
        "Line %(line)s: the electronic address %(address)s is also on line %(other)s, which is another company. An "
        "invoice would reach the wrong one: correct one of the two."
    ),
    "einvoice_duplicate_address.hidden": _(
        "Line %(line)s: the electronic address %(address)s is also that of another company, which you may not see. An"
        " invoice would reach the wrong one: ask your administrator."
    ),
    "einvoice_refused": _(
        "Line %(line)s: %(value)s was left out, because it contradicts %(other)s, and an addon of this database "
        "(Siret check) refuses customers whose numbers do. Find out which one is right."
    ),
    "einvoice_refused.registry": _(
        "Line %(line)s: %(value)s was left out, because an addon of this database (Siret check) only takes a valid "
        "Siren or Siret as legal id of a French customer."
    ),
    "einvoice_refused.row": _(
        "Line %(line)s cannot be imported: an addon of this database (Siret check) refuses the legal id %(value)s "
        "that the customer has. Correct it in Odoo, then import this line again."
    ),
    "einvoice_long_routing": _(
        "Line %(line)s: no electronic address is derived, because the routing code %(value)s has characters, or a "
        "length, that an address cannot have."
    ),
    "einvoice_invalid_address": _(
        "Line %(line)s, %(column)s: %(value)s was left out, because it does not have the form, or the check digits, "
        "of its scheme."
    ),
    "einvoice_unknown_scheme": _(
        "Line %(line)s, %(column)s: %(value)s was left out, because nobody knows its scheme. Schemes are written "
        "before the address, such as 0225:303265045."
    ),
    "einvoice_unknown_address": _(
        "Line %(line)s, %(column)s: %(value)s was left out, because it does not say what kind of address it is. Write"
        " the scheme before it, such as 0225:303265045 or 0208:0477472701."
    ),
    "einvoice_siret_address": _(
        "Line %(line)s, %(column)s: %(value)s is a Siret, which can mean two addresses. Write 0009:%(value)s for a "
        "public body, or the Siren, _ and the Siret for a company."
    ),
    "einvoice_several_addresses": _(
        "Line %(line)s, %(column)s: there are several addresses for one number: %(value)s. Say which one counts."
    ),
    "einvoice_email": _(
        "Line %(line)s, %(column)s: %(value)s was left out, because it is an e-mail address, not an address for "
        "electronic invoices."
    ),
    "einvoice_unknown_format": _(
        "Line %(line)s, %(column)s: %(value)s was left out, because it is no format of electronic invoices that Odoo "
        "knows: %(choices)s."
    ),
    "einvoice_invalid_gln": _(
        "Line %(line)s, %(column)s: %(value)s was left out, because it is no GLN: thirteen digits, the last of which "
        "checks the others."
    ),
}

add_sentences(ADDON, SENTENCES, ["einvoice_duplicate_address"])
