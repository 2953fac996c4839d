import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** How sure it is what a column is: a shape, a word and a colour. */
export class Certainty extends Component {
    static template = "dso_smart_upload.Certainty";
    static props = { bench: Object, column: Object };

    get chip() {
        const { bench, column } = this.props;
        if (bench.rivals(column).length) {
            return { kind: "clash", icon: "fa-exclamation-triangle", word: _t("Twice") };
        }
        return {
            sure: { kind: "sure", icon: "fa-check-circle", word: column.is_said ? _t("Said by you") : _t("Sure") },
            confirm: { kind: "confirm", icon: "fa-question-circle", word: _t("Please confirm") },
            left_out: { kind: "left_out", icon: "fa-minus-circle", word: _t("Left out") },
        }[column.certainty];
    }
}
