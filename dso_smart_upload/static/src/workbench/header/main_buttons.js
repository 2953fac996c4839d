import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";

/** The one thing to do next, always in sight. */
export class MainButtons extends Component {
    static template = "dso_smart_upload.MainButtons";
    static props = { bench: Object };

    /** What the import would write, in words. */
    get importLabel() {
        const { created, updated } = this.props.bench.run;
        const count = created + updated;
        if (!count) {
            return _t("Finish");
        }
        return count === 1 ? _t("Import 1 customer") : _t("Import %s customers", formatInteger(count));
    }

    get backLabel() {
        return _t("Back to %s", this.props.bench.file.name);
    }

    get mayImport() {
        const { run } = this.props.bench;
        return Boolean(run.id) && !run.is_under_way && !run.failure;
    }
}
