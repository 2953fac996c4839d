import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { inRows } from "./words";

/** What the import creates beside the customers, each of which can be refused. */
export class Creations extends Component {
    static template = "dso_smart_upload.Creations";
    static props = { bench: Object, check: Object };

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

    /** What was said of a word, in words. */
    meaning(said) {
        if (said.meaning === "") {
            return _t("is left out");
        }
        return _t("means %s", said.name);
    }
}
