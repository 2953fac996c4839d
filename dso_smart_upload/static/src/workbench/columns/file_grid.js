import { Component, onWillStart, useState } from "@odoo/owl";
import { Certainty } from "./certainty";

/** The columns as in the file: its first rows, with the choices above them. */
export class FileGrid extends Component {
    static template = "dso_smart_upload.FileGrid";
    static components = { Certainty };
    static props = { bench: Object, columns: Array, onPick: Function };

    setup() {
        this.grid = useState({ lines: [], rows: [] });
        onWillStart(async () => Object.assign(this.grid, await this.props.bench.call("bench_grid")));
    }

    fieldName(column) {
        return this.props.bench.field(column.field)?.name || "";
    }
}
