import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";
import { PAGE } from "./check";
import { outcomes, severities } from "./words";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * The rows of the file, a page at a time: cells, what is said of them, old and new values. Cells are corrected in place.
 *
 * As in any grid: arrows, Home and End move, Page Up and Page Down turn the page, Enter, F2 or a letter begins to write,
 * Enter and Tab store what was written, Escape leaves the cell as it was.
 */
export class CheckRows extends Component {
    static template = "dso_smart_upload.CheckRows";
    static props = { bench: Object, check: Object };

    setup() {
        this.root = useRef("root");
        this.state = useState({ row: 0, column: 0, edited: null, isSaving: false, hasAll: false });
        this.hasFocus = false; // the cell that is at hand takes it after the next patch
        useEffect(
            () => {
                if (this.hasFocus) {
                    const cell = this.cellAt(this.state.row, this.state.column);
                    const input = cell?.querySelector("input");
                    (input || cell)?.focus();
                    input?.setSelectionRange(input.value.length, input.value.length);
                    this.hasFocus = false;
                }
            },
            () => [this.state.row, this.state.column, this.state.edited, this.props.check.rows]
        );
    }

    // -- what is shown --

    /** The columns that are shown: those that are used, or all. */
    get columns() {
        const columns = this.props.check.found.columns.map((column, position) => ({ ...column, position }));
        return this.state.hasAll ? columns : columns.filter((column) => column.field);
    }

    get leftOut() {
        return this.props.check.found.columns.filter((column) => !column.field).length;
    }

    get leftOutWords() {
        return _t("Columns left out (%s)", this.leftOut);
    }

    /** What rows are shown, in words. */
    get title() {
        const { check } = this.props;
        const tiles = {
            all: _t("All rows"),
            created: _t("Rows to create"),
            updated: _t("Rows to update"),
            linked: _t("Rows to link"),
            unchanged: _t("Unchanged rows"),
            rejected: _t("Rejected rows"),
            warnings: _t("Rows with warnings"),
            kept: _t("Rows of which values are kept as in Odoo"),
            corrected: _t("Corrected rows"),
        };
        if (!check.cause) {
            return tiles[check.tile];
        }
        const { column, title, message, value } = check.cause;
        return [column, title || message, value && `“${value}”`].filter(Boolean).join(": ");
    }

    get place() {
        const { offset, rows, total } = this.props.check;
        if (!total) {
            return _t("No row");
        }
        const numbers = { from: offset + 1, to: offset + rows.length, total };
        for (const [name, number] of Object.entries(numbers)) {
            numbers[name] = formatInteger(number);
        }
        return _t("%(from)s–%(to)s of %(total)s", numbers);
    }

    get isFirst() {
        return this.props.check.offset === 0;
    }

    get isLast() {
        const { offset, total } = this.props.check;
        return offset + PAGE >= total;
    }

    outcome(row) {
        return outcomes()[row.outcome];
    }

    severity(issue) {
        return severities()[issue.severity];
    }

    /** The worst that is said of a cell: its severity, "" for nothing. */
    mark(row, column) {
        const found = row.issues.filter((issue) => issue.column === column.header).map((issue) => issue.severity);
        return ["error", "warning", "kept"].find((severity) => found.includes(severity)) || "";
    }

    /** Old and new value of a known customer, null where it stays or is new. */
    change(row, column) {
        const pair = row.values[column.field];
        if (!pair || row.outcome === "created") {
            return null;
        }
        return { before: shown(pair[0]), after: shown(pair[1]) };
    }

    /** How a cell is called for those who do not see it. */
    label(row, column) {
        const said = row.issues.filter((issue) => issue.column === column.header).map((issue) => issue.message);
        const original = column.header in row.originals ? [_t("Corrected. The file says: %s", row.originals[column.header])] : [];
        return [`${column.header}: ${row.cells[column.position] || _t("blank")}`, ...original, ...said].join(". ");
    }

    labels(row, column) {
        const of = { column: column.header, line: row.line };
        return {
            correct: _t("Correct %(column)s of line %(line)s", of),
            putBack: _t("%(column)s of line %(line)s: as in the file", of),
        };
    }

    isEdited(row, column) {
        const { edited } = this.state;
        return edited?.line === row.line && edited.header === column.header;
    }

    // -- moving about --

    cellAt(row, column) {
        return this.root.el?.querySelector(`[data-row="${row}"][data-at="${column}"]`);
    }

    go(row, column) {
        const last = { row: this.props.check.rows.length - 1, column: this.columns.length - 1 };
        this.hasFocus = true;
        Object.assign(this.state, {
            row: Math.min(Math.max(0, row), last.row),
            column: Math.min(Math.max(0, column), last.column),
        });
        this.cellAt(this.state.row, this.state.column)?.focus();
    }

    onFocus(row, column) {
        Object.assign(this.state, { row, column });
    }

    onKeydown(ev) {
        if (this.state.edited) {
            this.onKeydownInCell(ev);
            return;
        }
        const { row, column } = this.state;
        if (!ev.target.dataset.at || ev.ctrlKey || ev.altKey || ev.metaKey) {
            return;
        }
        if (ev.key in STEPS) {
            this.go(row + STEPS[ev.key][0], column + STEPS[ev.key][1]);
        } else if (ev.key === "Home" || ev.key === "End") {
            this.go(row, ev.key === "Home" ? 0 : this.columns.length - 1);
        } else if (ev.key === "PageUp" || ev.key === "PageDown") {
            this.turn(this.props.check.offset + (ev.key === "PageUp" ? -PAGE : PAGE), true);
        } else if (ev.key === "Enter" || ev.key === "F2") {
            this.edit(row, column);
        } else if (ev.key === "Delete" || ev.key.length === 1) {
            this.edit(row, column, ev.key === "Delete" ? "" : ev.key);
        } else {
            return;
        }
        ev.preventDefault();
    }

    async turn(offset, keepsFocus = false) {
        await this.props.check.page(offset);
        this.hasFocus = keepsFocus;
        Object.assign(this.state, { row: 0, edited: null });
    }

    // -- correcting --

    edit(at, column, text = null) {
        const row = this.props.check.rows[at];
        const { header, position } = this.columns[column];
        if (!row || this.state.isSaving || this.props.bench.busy) {
            return;
        }
        this.hasFocus = true;
        Object.assign(this.state, { row: at, column });
        this.state.edited = { line: row.line, header, text: text ?? row.cells[position] };
    }

    onKeydownInCell(ev) {
        const { row, column } = this.state;
        if (ev.key === "Escape") {
            this.leave();
        } else if (ev.key === "Enter") {
            this.store([row + 1, column]);
        } else if (ev.key === "Tab") {
            this.store([row, column + (ev.shiftKey ? -1 : 1)]);
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    leave() {
        this.hasFocus = true;
        this.state.edited = null;
    }

    /** Store what was written, and go on to another cell. */
    async store(next = null) {
        const { edited } = this.state;
        if (!edited || this.state.isSaving) {
            return;
        }
        const row = this.props.check.rows.find((one) => one.line === edited.line);
        const column = this.columns.find((one) => one.header === edited.header);
        if (edited.text !== row.cells[column.position]) {
            this.state.isSaving = true;
            const isDone = await this.props.check.correct(row, edited.header, edited.text);
            this.state.isSaving = false;
            if (!isDone) {
                return;
            }
        }
        if (this.state.edited === edited) {
            this.state.edited = null;
        }
        if (next) {
            this.go(...next);
        }
    }

    async putBack(row, column) {
        this.hasFocus = true;
        await this.props.check.correct(row, column.header, null);
    }
}

/** A value of a customer as a person reads it. */
function shown(value) {
    if (typeof value === "boolean") {
        return value ? _t("Yes") : _t("No");
    }
    if (typeof value === "number") {
        return Number.isInteger(value) ? formatInteger(value) : formatFloat(value);
    }
    return value || _t("(empty)");
}
