import { Component } from "@odoo/owl";

/** What holds for the file as a whole: the name it is remembered under, and what the import may do beside it. */
export class FileSettings extends Component {
    static template = "dso_smart_upload.FileSettings";
    static props = { bench: Object };

    set(name, value) {
        this.props.bench.set({ [name]: value });
    }
}
