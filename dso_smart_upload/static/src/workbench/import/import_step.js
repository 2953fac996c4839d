import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { RunProgress } from "./run_progress";

/** The last step: the import under way, what it did, and its undo. */
export class ImportStep extends Component {
    static template = "dso_smart_upload.ImportStep";
    static components = { RunProgress };
    static props = { bench: Object };

    setup() {
        this.action = useService("action");
        this.state = useState({ preview: "", isAsking: false });
    }

    get run() {
        return this.props.bench.run;
    }

    /** What is to be said first. */
    get title() {
        const { run } = this;
        if (run.is_undoing) {
            return _t("This import is being undone");
        }
        if (run.is_under_way) {
            return _t("Your file is being imported");
        }
        if (run.state === "undone") {
            return _t("This import is undone");
        }
        if (run.state === "failed") {
            return run.is_cancelled ? _t("This import was cancelled") : _t("This import came to a stop");
        }
        return _t("Your file is imported");
    }

    /** What was done, in numbers: only what there was. */
    get counts() {
        const { run } = this;
        return [
            ["rows", _t("rows"), "", true],
            ["created", _t("created"), "text-success", true],
            ["updated", _t("updated"), "text-info", true],
            ["linked", _t("of them linked"), "text-info", false],
            ["unchanged", _t("unchanged"), "text-muted", true],
            ["rejected", _t("rejected"), "text-danger", false],
            ["warnings", _t("warnings"), "text-warning", false],
            ["kept", _t("values kept as in Odoo"), "text-primary", false],
        ]
            .filter(([name, , , always]) => always || run[name])
            .map(([name, label, colour]) => ({ name, label, colour, count: formatInteger(run[name]) }));
    }

    get remembered() {
        return _t(
            "What you said of columns and words is remembered as “%s”: the next file with these headers goes straight to the check.",
            this.props.bench.settings.mapping_name
        );
    }

    async open(what) {
        await this.action.doAction(await this.props.bench.call("bench_open", what));
    }

    async askUndo() {
        this.state.preview = await this.props.bench.call("bench_undo_preview");
        this.state.isAsking = true;
    }

    async undo() {
        this.state.isAsking = false;
        await this.props.bench.undo();
    }
}
