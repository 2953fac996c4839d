import { Component } from "@odoo/owl";

/** The second step: what each column of the file is. */
export class ColumnsStep extends Component {
    static template = "dso_smart_upload.ColumnsStep";
    static props = { bench: Object };
}
