import { Component, onWillStart, useEffect, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { CheckStep } from "@dso_smart_upload/workbench/check/check_step";

const READY = "ready";
const CONTRADICTS = "contradicts";
const NOT_LISTED = [READY, "not_concerned", "incomplete"]; // the last one is shown by what is missing

/** How many customers of the file can be sent electronic invoices; each number of those who cannot opens their rows. */
export class EinvoicePicture extends Component {
    static template = "dso_smart_upload_einvoice.EinvoicePicture";
    static props = { bench: Object, check: Object, onCause: Function };

    setup() {
        this.action = useService("action");
        this.picture = useState({ customers: 0, parts: [], run: 0 });
        onWillStart(() => this.load());
        useEffect(
            () => {
                this.load();
            },
            () => [this.props.check.found]
        );
    }

    async load() {
        Object.assign(this.picture, await this.props.bench.call("bench_einvoice"));
    }

    get ready() {
        return formatInteger(this.picture.parts.find((part) => part.key === READY)?.count || 0);
    }

    get customers() {
        return formatInteger(this.picture.customers);
    }

    get lacking() {
        const listed = this.picture.parts.filter((part) => !NOT_LISTED.includes(part.key));
        return listed.map((part) => ({ ...part, shown: formatInteger(part.count) }));
    }

    get file() {
        return `/dso_smart_upload_einvoice/incomplete/${this.picture.run}/xlsx`;
    }

    async show(part) {
        if (part.key === CONTRADICTS) {
            await this.props.onCause({ kind: "einvoice_contradiction", severity: "warning", column: "" });
        } else {
            await this.action.doAction(await this.props.bench.call("bench_einvoice_rows", part.key));
        }
    }
}

CheckStep.components = { ...CheckStep.components, EinvoicePicture };
