import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
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
        this.check.afterCheck = () => this.goTo(".o_dso_work h3");
        useEffect(
            () => {
                this.check.load();
            },
            () => [this.check.key]
        );
    }

    /** The causes that ask for something, and those that only tell. */
    get causes() {
        const { notices } = this.props.bench.run; // said above already
        const causes = this.check.found.causes.filter((cause) => !notices.includes(cause.message));
        const asks = (cause) => ["error", "warning"].includes(cause.severity);
        return { work: causes.filter(asks), told: causes.filter((cause) => !asks(cause)) };
    }

    get words() {
        const { work, told } = this.causes;
        return {
            work: work.length
                ? _t("What to look at (%s)", work.length)
                : _t("Nothing to look at: every row can be imported as it is"),
            told: _t("What else was noticed (%s)", told.length),
        };
    }

    async showRows(cause, value) {
        await this.check.showCause(cause, value);
        this.goTo(".o_dso_rows h3");
    }

    /** Move the focus to a part of the page, and the part into sight. */
    goTo(selector) {
        this.lookAt(selector)?.focus({ preventScroll: true });
    }

    lookAt(selector) {
        const target = this.root.el?.querySelector(selector);
        target?.scrollIntoView({ block: "start" });
        return target;
    }
}
