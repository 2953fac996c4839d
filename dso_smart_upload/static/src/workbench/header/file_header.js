import { Component } from "@odoo/owl";

/** What was read of the file, on every step. */
export class FileHeader extends Component {
    static template = "dso_smart_upload.FileHeader";
    static props = { bench: Object };
}
