import { Component, onWillUnmount, useEffect, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const TOLD = "dso_smart_upload.progress";
const EVERY = 5000; // milliseconds; who is not told through the bus asks

/** How far an import or a check in the background is; when it ends, the form around it shows the result. */
export class RunProgressField extends Component {
    static template = "dso_smart_upload.RunProgressField";
    static props = {
        ...standardFieldProps,
        runField: { type: String, optional: true },
        underWayField: String,
        textField: String,
    };

    setup() {
        this.orm = useService("orm");
        this.bus = useService("bus_service");
        this.now = useState({ progress: 0, text: "" });
        this.timer = null;
        const listen = (told) => told.run_id === this.runId && this.isUnderWay && this.show(told);
        this.bus.subscribe(TOLD, listen);
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
        onWillUnmount(() => {
            this.bus.unsubscribe(TOLD, listen);
            clearTimeout(this.timer);
        });
    }

    get runId() {
        const { data, resId } = this.props.record;
        return this.props.runField ? data[this.props.runField]?.id : resId;
    }

    get isUnderWay() {
        return this.props.record.data[this.props.underWayField];
    }

    plan() {
        clearTimeout(this.timer);
        if (this.runId && this.isUnderWay) {
            this.timer = setTimeout(() => this.look(), EVERY);
        }
    }

    async look() {
        const fields = ["is_under_way", "progress", "progress_text"];
        const [run] = await this.orm.silent.read("dso.upload.run", [this.runId], fields);
        await this.show(run || { is_under_way: false });
    }

    async show(run) {
        if (!run.is_under_way) {
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
        underWayField: options.under_way_field,
        textField: options.text_field,
    }),
});
