import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { STEPS } from "../bench";

/** The four steps: where the upload is, and the way back to those that are done. */
export class StepBar extends Component {
    static template = "dso_smart_upload.StepBar";
    static props = { bench: Object };

    get steps() {
        const { bench } = this.props;
        const names = { file: _t("File"), columns: _t("Columns"), check: _t("Check"), done: _t("Import") };
        const reached = STEPS.indexOf(bench.step);
        return STEPS.map((key, at) => ({
            key,
            name: names[key],
            number: at + 1,
            isHere: key === bench.view,
            isDone: at < reached,
            // after the import there is nothing to go back to but another file
            mayGo: key !== bench.view && (key === "file" || (at <= reached && (bench.step !== "done" || key === "done"))),
        }));
    }
}
