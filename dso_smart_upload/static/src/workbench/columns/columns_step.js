import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { useService } from "@web/core/utils/hooks";
import { Checklist } from "./checklist";
import { ColumnRow } from "./column_row";
import { FieldChoice } from "./field_choice";
import { fold } from "./field_search";
import { FileGrid } from "./file_grid";
import { FileSettings } from "./file_settings";

/** The second step: what each column of the file is. */
export class ColumnsStep extends Component {
    static template = "dso_smart_upload.ColumnsStep";
    static components = { Checklist, ColumnRow, FileGrid, FileSettings };
    static props = { bench: Object };

    setup() {
        this.root = useRef("root");
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ isGrid: false, text: "", open: { left_out: false, empty: false } });
        this.target = null;
        this.popover = usePopover(FieldChoice, {
            position: "bottom-start",
            arrow: false,
            animation: false,
            popoverClass: "o_dso_choice_popover",
            onClose: () => this.target?.isConnected && this.target.focus(),
        });
        onMounted(async () => {
            const { bench } = this.props;
            bench.words ||= await bench.services().orm.call("dso.smart.upload", "bench_words", []);
            await bench.count();
        });
    }

    /** The parts of the list that have columns: those to confirm first, those left out folded. */
    get parts() {
        const { bench } = this.props;
        const known = !!bench.mapping.id;
        const parts = {
            confirm: known ? _t("New columns, to confirm") : _t("To confirm"),
            matched: _t("Matched"),
            left_out: _t("Left out"),
            empty: _t("Empty columns, left out"),
        };
        return Object.entries(parts)
            .map(([key, name]) => ({
                key,
                name,
                columns: this.shown.filter((column) => bench.places[column.id] === key),
                isFolded: key in this.state.open && !this.state.text,
            }))
            .filter((part) => part.columns.length);
    }

    /** The columns whose header, field or samples hold the text that is looked for. */
    get shown() {
        const { bench } = this.props;
        const text = fold(this.state.text);
        const words = (column) => [column.header, bench.field(column.field)?.name || "", ...column.samples].join(" ");
        return text ? bench.columns.filter((column) => fold(words(column)).includes(text)) : bench.columns;
    }

    /** The columns in the order of the file. */
    get inOrder() {
        return [...this.props.bench.columns].sort((one, other) => one.position - other.position);
    }

    /** How many columns are sure, to be confirmed and left out, in words. */
    get summary() {
        const count = (certainty) => this.props.bench.columns.filter((one) => one.certainty === certainty).length;
        return _t("%(sure)s matched · %(confirm)s to confirm · %(out)s left out. Your choices are remembered for the next file.", {
            sure: count("sure"),
            confirm: count("confirm"),
            out: count("left_out"),
        });
    }

    get noticed() {
        return _t("What was noticed while the file was read (%s)", this.props.bench.file.notes.length);
    }

    pick(column, target, text) {
        this.target = target;
        this.popover.open(target, {
            bench: this.props.bench,
            column,
            text,
            onChosen: (chosen, field) => this.choose(chosen, field),
            onNewField: (chosen) => this.addField(chosen),
        });
    }

    choose(column, field) {
        const { bench } = this.props;
        bench.setColumn(column, { field });
        const name = bench.field(field)?.name || _t("Left out");
        bench.said = _t("%(column)s: %(field)s", { column: column.header, field: name });
    }

    /** Confirm what is proposed, and go on to the next column of which nobody is sure. */
    confirm(column, button) {
        const all = [...this.root.el.querySelectorAll(".o_dso_confirm")];
        const next = all[all.indexOf(button) + 1];
        const pick = button.closest(".o_dso_column").querySelector(".o_dso_pick");
        this.props.bench.setColumn(column, { confirmed: true });
        (next || pick).focus();
    }

    async addField(column) {
        const { bench } = this.props;
        await bench.saving();
        const action = await this.orm.call("dso.smart.upload.column", "action_new_field", [[column.id]]);
        await this.action.doAction({ ...action, views: [[false, "form"]] }, {
            onClose: async () => {
                bench.start = await this.orm.call("dso.smart.upload", "bench_start", []);
                bench.take(await bench.call("bench_state"));
            },
        });
    }
}
