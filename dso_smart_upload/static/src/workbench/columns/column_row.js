import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Certainty } from "./certainty";

/** One column of the file: its header and samples, what it is, how sure that is and why, and its settings. */
export class ColumnRow extends Component {
    static template = "dso_smart_upload.ColumnRow";
    static components = { Certainty };
    static props = { bench: Object, column: Object, onPick: Function, onConfirm: Function };

    setup() {
        this.state = useState({ isOpen: false });
    }

    get field() {
        return this.props.bench.field(this.props.column.field);
    }

    get pickLabel() {
        const name = this.field?.name || _t("Left out");
        return _t("%(column)s: %(field)s. Choose another field", { column: this.props.column.header, field: name });
    }

    get settingsLabel() {
        return _t("Settings of %s", this.props.column.header);
    }

    get rivals() {
        const headers = this.props.bench.rivals(this.props.column).map((one) => one.header);
        return headers.length
            ? _t("%(field)s is also the choice of %(columns)s: only one can be.", {
                  field: this.field.name,
                  columns: headers.join(", "),
              })
            : "";
    }

    /** Which of the folded settings are other than usual, in words. */
    get unusual() {
        const { bench, column } = this.props;
        if (!column.field) {
            return "";
        }
        const label = (name) => bench.start[name].find(([value]) => value === column[name])?.[1];
        const usual = { policy: this.field?.policy || "always", on_blank: "keep", on_bad: "leave_out" };
        return Object.keys(usual)
            .filter((name) => column[name] !== usual[name])
            .map(label)
            .join(" · ");
    }

    onKeydown(ev) {
        const isLetter = ev.key.length === 1 && ev.key !== " " && !ev.ctrlKey && !ev.metaKey && !ev.altKey;
        if (isLetter || ev.key === "ArrowDown") {
            ev.preventDefault();
            this.props.onPick(this.props.column, ev.currentTarget, isLetter ? ev.key : "");
        }
    }

    set(name, value) {
        this.props.bench.setColumn(this.props.column, { [name]: value });
    }
}
