import { Component, onMounted, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Bench } from "./bench";
import { CheckStep } from "./check/check_step";
import { ColumnsStep } from "./columns/columns_step";
import { useFilesAnywhere } from "./file/files_anywhere";
import { FileStep } from "./file/file_step";
import { FileHeader } from "./header/file_header";
import { StepBar } from "./header/step_bar";
import { MainButtons } from "./header/main_buttons";
import { ImportStep } from "./import/import_step";

/** Smart Upload: a file comes in, its columns and its rows are looked at, and it is imported. */
export class Workbench extends Component {
    static template = "dso_smart_upload.Workbench";
    static components = { Layout, StepBar, FileHeader, MainButtons, FileStep, ColumnsStep, CheckStep, ImportStep };
    static props = { ...standardActionServiceProps };
    static path = "smart-upload";
    static displayName = _t("Smart Upload");

    setup() {
        this.env.config.setDisplayName(_t("Smart Upload"));
        this.root = useRef("root");
        this.bench = useState(new Bench({ orm: useService("orm"), http: useService("http") }));
        this.over = useFilesAnywhere((files) => this.bench.takeFiles(files));
        onWillStart(() => {
            const { resId, action } = this.props;
            return this.bench.open(resId || 0, action.params?.step);
        });
        onMounted(() => this.note());
        let isFirst = true;
        useEffect(
            () => {
                this.note();
                if (!isFirst) {
                    this.root.el?.querySelector("h2")?.focus();
                    this.root.el?.closest(".o_content")?.scrollTo(0, 0);
                }
                isFirst = false;
            },
            () => [this.bench.id, this.bench.view]
        );
    }

    /** Put the upload and its step into the address, so that a reload, a bookmark or another tab finds it. */
    note() {
        const { id, view, step } = this.bench;
        if (id) {
            this.props.updateActionState?.({ resId: id, step: view === "file" ? step : view });
        }
    }

    get display() {
        return { controlPanel: {} };
    }

    /** What is under way, in words. */
    get busyWords() {
        const words = {
            reading: _t("Reading the file…"),
            checking: _t("Checking the rows…"),
            importing: _t("Importing…"),
            undoing: _t("Undoing…"),
            cancelling: _t("Cancelling…"),
            opening: _t("One moment…"),
        };
        return words[this.bench.busy] || "";
    }
}

registry.category("actions").add("dso_smart_upload.workbench", Workbench);
