import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { RunProgress } from "../import/run_progress";
import { Cause } from "./cause";
import { Check } from "./check";
import { CheckRows } from "./check_rows";
import { CheckTiles } from "./check_tiles";
import { Creations } from "./creations";
import { Twins } from "./twins";

/** The third step: what the import would do, as a list of work. */
export class CheckStep extends Component {
    static template = "dso_smart_upload.CheckStep";
    static components = { Cause, CheckRows, CheckTiles, Creations, RunProgress, Twins };
    static props = { bench: Object };

    setup() {
        this.root = useRef("root");
        this.check = useState(new Check(this.props.bench));
        useEffect(
            () => {
                const { run } = this.props.bench;
                if (run.id && !run.is_under_way && !run.failure) {
                    this.load();
                }
            },
            // each check takes its own time: another one is there when that has changed
            () => {
                const { run } = this.props.bench;
                return [run.id, run.is_under_way, run.failure, run.seconds];
            }
        );
    }

    async load() {
        const isAgain = await this.check.load();
        if (isAgain) {
            this.root.el?.querySelector(".o_dso_work h3")?.focus();
        }
    }

    /** The causes that ask for something, and those that only tell. */
    get causes() {
        const { causes } = this.check.found;
        const asks = (cause) => ["error", "warning"].includes(cause.severity);
        return { work: causes.filter(asks), told: causes.filter((cause) => !asks(cause)) };
    }

    async showRows(cause, value) {
        await this.check.showCause(cause, value);
        this.goTo(".o_dso_rows h3");
    }

    goTo(selector) {
        this.lookAt(selector)?.focus({ preventScroll: true });
    }

    lookAt(selector) {
        const target = this.root.el?.querySelector(selector);
        target?.scrollIntoView({ block: "start" });
        return target;
    }
}
