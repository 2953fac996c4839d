import { Component } from "@odoo/owl";
import { RunProgress } from "./run_progress";

/** The last step: the import under way, and what it did. */
export class ImportStep extends Component {
    static template = "dso_smart_upload.ImportStep";
    static components = { RunProgress };
    static props = { bench: Object };
}
