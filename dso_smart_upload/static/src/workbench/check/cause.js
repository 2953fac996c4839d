import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { differentWords, inRows, remediesOf, severities } from "./words";

const FIRST = 6; // words that are shown while a cause is folded
const NOTHING = "nothing"; // chosen for a word that means a blank cell

/** One cause of issues, and what can be done about it. */
export class Cause extends Component {
    static template = "dso_smart_upload.Cause";
    static props = { bench: Object, check: Object, cause: Object, onRows: Function, onTwins: Function };

    setup() {
        this.nothing = NOTHING;
        this.state = useState({ isOpen: false, chosen: {} });
    }

    get severity() {
        return severities()[this.props.cause.severity];
    }

    get title() {
        const { cause } = this.props;
        return cause.title || cause.message;
    }

    get counts() {
        const { cause } = this.props;
        const parts = cause.title || cause.rows > 1 ? [differentWords(cause), inRows(cause.rows)] : [];
        return parts.filter(Boolean).join(" ");
    }

    get remedies() {
        return remediesOf(this.props.cause);
    }

    get first() {
        return this.props.cause.values.slice(0, FIRST);
    }

    /** The words of which can be said what they mean. */
    get words() {
        return this.props.cause.values.filter((value) => value.is_word);
    }

    get others() {
        const { cause } = this.props;
        return Math.max(0, cause.words - FIRST);
    }

    get andMore() {
        return _t("and %s more", formatInteger(this.others));
    }

    number(count) {
        return formatInteger(count);
    }

    /** What is chosen for a word: what the person said, else what is proposed. */
    chosen(value) {
        return this.state.chosen[value.value] ?? String(value.meaning);
    }

    do(remedy) {
        const { check, cause } = this.props;
        if (remedy === "choose") {
            this.state.isOpen = !this.state.isOpen;
            return undefined;
        }
        return check.remedy(remedy, cause);
    }

    /** Say what the words mean of which something is chosen. */
    say() {
        const { check, cause } = this.props;
        const ids = Object.fromEntries(cause.choices.map(([id]) => [String(id), id]));
        const words = {};
        for (const value of this.words) {
            const chosen = this.chosen(value);
            if (chosen) {
                words[value.value] = chosen === NOTHING ? null : ids[chosen];
            }
        }
        return check.remedy("choose", cause, words);
    }
}
