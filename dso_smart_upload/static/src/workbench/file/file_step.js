import { Component, useRef } from "@odoo/owl";

export const ENDINGS = ".csv,.txt,.tsv,.xlsx,.xlsm,.xlsb,.xls,.ods,.xml,.htm,.html,.zip,.gz";

/** The first step: a place to drop a file on, or to choose one from the disk. */
export class FileStep extends Component {
    static template = "dso_smart_upload.FileStep";
    static props = { bench: Object };

    setup() {
        this.input = useRef("input");
        this.endings = ENDINGS;
    }

    async onChange(ev) {
        await this.props.bench.takeFiles(ev.target.files);
        if (this.input.el) {
            this.input.el.value = ""; // the same file may be chosen again
        }
    }
}
