import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";

/** What the import would do, in numbers; each shows its rows below. */
export class CheckTiles extends Component {
    static template = "dso_smart_upload.CheckTiles";
    static props = { bench: Object, check: Object, onRows: Function };

    async show(tile) {
        await this.props.check.show(tile);
        if (this.props.check.tile !== "all") {
            this.props.onRows();
        }
    }

    get tiles() {
        const { run } = this.props.bench;
        const corrected = this.props.check.found?.corrections || 0;
        const found = [
            { key: "all", count: run.rows, name: _t("rows"), icon: "fa-bars", isShown: true },
            { key: "created", count: run.created, name: _t("to create"), icon: "fa-plus", color: "success", isShown: true },
            { key: "updated", count: run.updated, name: _t("to update"), icon: "fa-pencil", color: "info", isShown: true },
            { key: "linked", count: run.linked, name: _t("of them to link"), icon: "fa-link", color: "info" },
            { key: "unchanged", count: run.unchanged, name: _t("unchanged"), icon: "fa-check", isShown: true },
            { key: "rejected", count: run.rejected, name: _t("rejected"), icon: "fa-times-circle", color: "danger", isShown: true },
            { key: "warnings", count: run.warnings, name: _t("warnings"), icon: "fa-exclamation-triangle", color: "warning", isShown: true },
            { key: "kept", count: run.kept, name: _t("kept as in Odoo"), icon: "fa-lock" },
            { key: "corrected", count: corrected, name: _t("corrected cells"), icon: "fa-pencil-square-o" },
        ];
        return found
            .filter((tile) => tile.isShown || tile.count)
            .map((tile) => ({ ...tile, shown: formatInteger(tile.count || 0) }));
    }
}
