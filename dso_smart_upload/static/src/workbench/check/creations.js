import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { inRows } from "./words";

/** What the import creates beside the customers, each of which can be refused. */
export class Creations extends Component {
    static template = "dso_smart_upload.Creations";
    static props = { bench: Object, check: Object };

    setup() {
        this.state = useState({ open: "" });
    }

    keyOf(creation) {
        return `${creation.kind}/${creation.family}/${creation.name}`;
    }

    choices(creation) {
        return this.props.check.found.choices[creation.kind] || [];
    }

    toggle(creation) {
        const key = this.keyOf(creation);
        this.state.open = this.state.open === key ? "" : key;
    }

    /** Say which term or group of Odoo it is. */
    mean(creation, value) {
        const [id] = this.choices(creation).find(([one]) => String(one) === value) || [];
        return id && this.props.check.mean(creation, id);
    }

    get groups() {
        const names = { payment_term: _t("Payment terms"), groups: _t("Groups") };
        const { creations } = this.props.check.found;
        return Object.entries(names)
            .map(([kind, name]) => ({ kind, name, creations: creations.filter((one) => one.kind === kind) }))
            .filter((group) => group.creations.length);
    }

    rows(creation) {
        return inRows(creation.rows);
    }

    /** What a control is called for those who do not see what it stands beside. */
    label(name, word) {
        return {
            means: _t("%s is in Odoo as", word),
            is_there: _t("%s is in Odoo already", word),
            refuse: _t("Do not create %s", word),
            unsay: _t("Take back what you said of %s", word),
        }[name];
    }

    /** What was said of a word, in words. */
    meaning(said) {
        if (said.meaning === "") {
            return _t("is left out");
        }
        return said.header ? _t("means %s", said.name) : said.name;
    }
}
