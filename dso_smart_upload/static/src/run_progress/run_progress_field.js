import { Component, onWillUnmount, useEffect, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const EVERY = 2000; // milliseconds
const UNDER_WAY = ["queued", "running"];

/** How far an import in the background is; when it ends, the form around it shows the result. */
export class RunProgressField extends Component {
    static template = "dso_smart_upload.RunProgressField";
    static props = {
        ...standardFieldProps,
        runField: { type: String, optional: true },
        stateField: String,
        textField: String,
    };

    setup() {
        this.orm = useService("orm");
        this.now = useState({ progress: 0, text: "" });
        this.timer = null;
        useEffect(
            () => {
                const { data } = this.props.record;
                Object.assign(this.now, {
                    progress: data[this.props.name] || 0,
                    text: data[this.props.textField] || "",
                });
                this.plan();
            },
            () => [this.runId, this.isUnderWay]
        );
        onWillUnmount(() => clearTimeout(this.timer));
    }

    get runId() {
        const { data, resId } = this.props.record;
        return this.props.runField ? data[this.props.runField]?.id : resId;
    }

    get isUnderWay() {
        return UNDER_WAY.includes(this.props.record.data[this.props.stateField]);
    }

    plan() {
        clearTimeout(this.timer);
        if (this.runId && this.isUnderWay) {
            this.timer = setTimeout(() => this.look(), EVERY);
        }
    }

    async look() {
        const [run] = await this.orm.silent.read(
            "dso.upload.run",
            [this.runId],
            ["state", "progress", "progress_text"]
        );
        if (!run || !UNDER_WAY.includes(run.state)) {
            await this.props.record.load();
            return;
        }
        Object.assign(this.now, { progress: run.progress, text: run.progress_text || "" });
        this.plan();
    }
}

registry.category("fields").add("dso_run_progress", {
    component: RunProgressField,
    supportedTypes: ["integer"],
    extractProps: ({ options }) => ({
        runField: options.run_field,
        stateField: options.state_field,
        textField: options.text_field,
    }),
});
