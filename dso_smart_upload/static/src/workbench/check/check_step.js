import { Component } from "@odoo/owl";
import { RunProgress } from "../import/run_progress";

/**
 * The third step: what the import would do.
 *
 * `bench.run` holds the counts, `bench.call(method, ...args)` calls a method of this upload, `bench.take(state)` takes
 * over a state that one of them returned, `bench.during(busy, action)` does what a person waits for.
 */
export class CheckStep extends Component {
    static template = "dso_smart_upload.CheckStep";
    static components = { RunProgress };
    static props = { bench: Object };
}
