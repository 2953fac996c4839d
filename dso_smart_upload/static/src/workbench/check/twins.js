import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";

/** Rows whose customer may be in Odoo under another code or none: both sides, and three choices. */
export class Twins extends Component {
    static template = "dso_smart_upload.Twins";
    static props = { bench: Object, check: Object };

    get doubts() {
        return this.props.check.twins.rows.some((row) => !row.is_sure);
    }

    get left() {
        const { total, rows } = this.props.check.twins;
        return total - rows.length;
    }

    get words() {
        return {
            title: _t("Already in Odoo? (%s)", formatInteger(this.props.check.twins.total)),
            more: _t("Show more (%s)", formatInteger(this.left)),
        };
    }

    labels(row) {
        return { isNew: _t("%s is a new customer", row.code), same: _t("%s is the same customer", row.code) };
    }

    lineOf(row) {
        return _t("Line %(line)s, code %(code)s", { line: row.line, code: row.code });
    }

    otherLine(row) {
        return _t("like line %s of the file", row.other_line);
    }

    /** The fields that one of both sides has, with both values. */
    compared(row, candidate) {
        const { labels } = this.props.check.found;
        const keys = Object.keys({ ...row.cells, ...candidate.values });
        return keys
            .map((key) => {
                const [file, odoo] = [row.cells[key] || "", candidate.values[key] || ""];
                return { key, label: labels[key] || key, file, odoo, isSame: fold(file) === fold(odoo) };
            })
            .filter((one) => one.file || one.odoo);
    }

    same(row, candidate) {
        return this.props.check.answer({ [row.code]: candidate.partner_id });
    }

    isNew(row) {
        return this.props.check.answer({ [row.code]: 0 });
    }
}

/** What two values share that a person would call the same. */
function fold(text) {
    return text
        .normalize("NFKD")
        .replace(/[\u0300-\u036f\s.,;-]/g, "")
        .toLowerCase();
}
