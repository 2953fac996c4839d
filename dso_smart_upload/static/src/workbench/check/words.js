import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";

/** How each severity is shown: with a sign and a word, never by colour alone. */
export function severities() {
    return {
        error: { word: _t("Rejected"), icon: "fa-times-circle", color: "danger" },
        warning: { word: _t("Warning"), icon: "fa-exclamation-triangle", color: "warning" },
        kept: { word: _t("Kept"), icon: "fa-lock", color: "info" },
        info: { word: _t("Note"), icon: "fa-info-circle", color: "muted" },
    };
}

/** What becomes of a row, before it is imported. */
export function outcomes() {
    return {
        created: _t("to create"),
        updated: _t("to update"),
        linked: _t("to link"),
        unchanged: _t("unchanged"),
        rejected: _t("rejected"),
    };
}

/** In how many rows a cause is, in words. */
export function inRows(rows) {
    return rows === 1 ? _t("in 1 row") : _t("in %s rows", formatInteger(rows));
}

/** How many different words a cause has, in words; "" where that says nothing. */
export function differentWords(cause) {
    if (!cause.values.length || cause.severity === "kept") {
        return "";
    }
    return cause.words === 1 ? _t("1 word") : _t("%s different words", formatInteger(cause.words));
}

/** The remedies of a cause with the words of their buttons, in the order in which they help. */
export function remediesOf(cause) {
    const proposed = cause.values.filter((one) => one.meaning !== "");
    const [first] = proposed;
    const words = {
        decimal_comma: _t("The comma stands before decimals"),
        decimal_point: _t("The point stands before decimals"),
        day_first: _t("The day comes first"),
        month_first: _t("The month comes first"),
        take:
            proposed.length === 1
                ? _t("Take “%(name)s” for “%(word)s”", { name: first.name, word: first.value })
                : _t("Take the %s proposed meanings", proposed.length),
        choose: _t("Say what they mean"),
        create: _t("Create what is missing"),
        blank: _t("Leave these values out"),
        leave_out: _t("Import the rows without these values"),
        leave_column: _t("Leave the column out"),
        at_creation: _t("Write it on new customers only"),
        reject: _t("Reject these rows"),
    };
    return Object.entries(words)
        .filter(([name]) => cause.remedies.includes(name))
        .map(([name, label]) => ({ name, label }));
}
