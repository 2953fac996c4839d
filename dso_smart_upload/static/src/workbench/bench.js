import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";

const MODEL = "dso.smart.upload";
export const STEPS = ["file", "columns", "check", "done"];

/**
 * One upload as the workbench shows it: what the server said last, and what a person does meanwhile.
 *
 * It is made reactive by whoever shows it. All it knows comes from the methods `bench_*` of `dso.smart.upload`; what a
 * person says of a column is shown at once, and stored in the order in which it was said.
 *
 * - `id`: of the upload, 0 before there is a file
 * - `view`: the step that is shown; `step`: the step the server is at (they differ only where another file is chosen)
 * - `busy`: "" or what is under way, see `words`
 * - `error`: a sentence to show in place, or ""
 * - `said`: a sentence for those who do not see the screen
 */
export class Bench {
    /**
     * @param {{orm: Object, http: Object}} services of Odoo
     */
    constructor({ orm, http }) {
        Object.assign(this, { id: 0, view: "file", step: "file", busy: "", error: "", said: "", isRefused: false });
        Object.assign(this, { file: {}, mapping: {}, settings: {}, columns: [], missing: [], run: {}, places: {}, clashes: {} });
        this.start = { fields: [], shelves: [], mappings: [], policy: [], on_blank: [], on_bad: [], max_bytes: 0 };
        this.words = null; // by which fields are found; they come after the first screen
        this.pending = 0; // choices that are not stored yet
        this.services = () => ({ orm, http }); // not reactive
        this.saving = () => Promise.resolve();
    }

    // -- asking the server --

    /** Call a method of this upload that returns plain data. */
    call(method, ...args) {
        return this.services().orm.call(MODEL, method, [[this.id], ...args]);
    }

    /**
     * Do something that a person waits for; what the server refuses is shown in place.
     *
     * @param {string} busy what to show meanwhile
     * @param {() => Promise} action
     * @returns {Promise<boolean>} whether it was done; false also where something else is under way
     */
    async during(busy, action) {
        if (this.busy) {
            return false;
        }
        Object.assign(this, { busy, error: "" });
        try {
            await action();
            return true;
        } catch (error) {
            this.error = sentenceOf(error);
            return false;
        } finally {
            this.busy = "";
        }
    }

    /** Take over the state that the server returned. */
    take(state) {
        const { id, step, file, mapping, settings, columns, missing, run } = state;
        const isOther = id !== this.id || columns.some((column) => !(column.id in this.places));
        if (isOther || step !== this.step) {
            this.places = Object.fromEntries(columns.map((column) => [column.id, placeOf(column)]));
        }
        Object.assign(this, { id, step, file, mapping, settings, columns, missing, run, view: step });
        this.noteClashes();
    }

    /**
     * Open the workbench: at an upload, or before there is one.
     *
     * @param {number} [id] of the upload
     * @param {string} [step] the step that the address names
     */
    async open(id, step) {
        const { orm } = this.services();
        try {
            const [start, state] = await Promise.all([
                orm.call(MODEL, "bench_start", []),
                id ? orm.call(MODEL, "bench_state", [[id]]) : null,
            ]);
            this.start = start;
            if (state) {
                this.take(state);
                if (step && step !== state.step && ["columns", "check"].includes(step) && state.step !== "done") {
                    await this.go(step);
                }
            }
        } catch (error) {
            this.error = sentenceOf(error);
            if (isNamed(error, "AccessError") && !this.start.fields.length) {
                this.isRefused = true;
            } else if (id) {
                this.error = _t("This upload is not kept any more. Drop its file again.");
                this.start = await orm.call(MODEL, "bench_start", []);
            }
        }
    }

    // -- the file --

    /** Take the files that a person chose or dropped; read the one that there may be. */
    async takeFiles(files) {
        const refusal = this.refusalOf([...files]);
        if (refusal) {
            this.error = refusal;
            return false;
        }
        const [file] = files;
        return this.during("reading", async () => {
            const answer = await this.services().http.post("/dso_smart_upload/upload", {
                csrf_token: odoo.csrf_token,
                ufile: file,
                changed: String(file.lastModified || ""),
            });
            if (answer.error) {
                throw new Refused(answer.error);
            }
            this.take(answer);
        });
    }

    /** Why files cannot be taken, before anything is sent; "" where one can. */
    refusalOf(files) {
        if (files.length !== 1) {
            return files.length ? _t("Drop one file at a time.") : _t("What you dropped is no file.");
        }
        const [{ name, size }] = files;
        if (!size) {
            return _t("%s is empty: export it again with the customers.", name);
        }
        const limit = this.start.max_bytes;
        if (limit && size > limit) {
            const shown = (bytes) => (bytes / 1e6).toFixed(1);
            return _t("%(name)s has %(size)s MB; at most %(limit)s MB can be imported. Split it, or ask for a higher limit.", {
                name,
                size: shown(size),
                limit: shown(limit),
            });
        }
        return "";
    }

    /** Read the file again, as a person says. */
    read(said) {
        return this.during("reading", async () => this.take(await this.call("bench_read", said)));
    }

    /** How many rows the file has, where that was not counted while it was read. */
    async count() {
        if (this.id && !this.file.rows) {
            const id = this.id;
            const rows = await this.call("bench_rows");
            if (id === this.id) {
                this.file.rows = rows;
            }
        }
    }

    // -- the columns --

    field(id) {
        return this.start.fields.find((field) => field.id === id);
    }

    /** Note which columns have a field that only one of them may have: once, however many rows ask for it. */
    noteClashes() {
        const several = new Set(this.start.fields.filter((field) => field.several).map((field) => field.id));
        const found = {};
        for (const { id, field, header } of this.columns) {
            if (field && !several.has(field)) {
                (found[field] ||= []).push({ id, field, header });
            }
        }
        const clashing = Object.values(found).filter((columns) => columns.length > 1);
        this.clashes = Object.fromEntries(clashing.flatMap((columns) => columns.map(({ id }) => [id, columns])));
    }

    /** The other columns that have the field of this one although only one may. */
    rivals(column) {
        return (this.clashes[column.id] || []).filter((other) => other.id !== column.id);
    }

    /** Why the file cannot be checked yet, in words; "" where it can. */
    get obstacle() {
        const names = this.missing.map((key) => this.start.fields.find((field) => field.key === key)?.name || key);
        if (names.length) {
            return _t("Choose the column that holds: %s.", names.join(", "));
        }
        const [clash] = Object.values(this.clashes);
        if (clash) {
            return _t("The columns %(first)s and %(second)s are both %(field)s: choose one of them.", {
                first: clash[0].header,
                second: clash[1].header,
                field: this.field(clash[0].field).name,
            });
        }
        return "";
    }

    /** What a person says of a column: shown at once, stored in turn. */
    setColumn(column, values) {
        Object.assign(column, values);
        if ("field" in values) {
            const field = this.field(values.field);
            Object.assign(column, {
                policy: field?.policy || "always",
                protected: Boolean(field?.protected),
                reason: _t("You said so."),
            });
        }
        if ("field" in values || values.confirmed) {
            column.is_said = true;
            column.certainty = column.field ? "sure" : "left_out";
        }
        this.missing = this.start.fields
            .filter((field) => field.required && !this.columns.some((one) => one.field === field.id))
            .map((field) => field.key);
        this.noteClashes();
        return this.store("bench_column", [column.id, values], (answer) => {
            this.settings = { ...this.settings, ...answer.settings };
        });
    }

    /** What a person says of the file as a whole. */
    set(values) {
        Object.assign(this.settings, values);
        return this.store("bench_set", [values], () => {});
    }

    store(method, args, take) {
        this.pending++;
        const before = this.saving();
        const done = before.then(async () => {
            try {
                take(await this.call(method, ...args));
            } catch (error) {
                this.error = sentenceOf(error);
                this.take(await this.call("bench_state"));
            } finally {
                this.pending--;
            }
        });
        this.saving = () => done.catch(() => {});
        return done;
    }

    // -- from step to step --

    /** Go to the columns, or check. */
    async go(step) {
        if (this.step === "done" || step === "file") {
            this.view = step === "file" ? "file" : this.step;
            if (step === "file") {
                this.start = await this.services().orm.call(MODEL, "bench_start", []); // what was remembered meanwhile
            }
            return true;
        }
        await this.saving();
        return this.during(step === "check" ? "checking" : "opening", async () =>
            this.take(await this.call("bench_go", step))
        );
    }

    /** Import what the check has shown. */
    import() {
        return this.during("importing", async () => {
            const state = await this.call("bench_import");
            this.take(state);
            this.error = state.told;
        });
    }

    cancel() {
        return this.during("cancelling", async () => this.take(await this.call("bench_cancel")));
    }

    goOn() {
        return this.during("opening", async () => this.take(await this.call("bench_go_on")));
    }

    undo() {
        return this.during("undoing", async () => this.take(await this.call("bench_undo")));
    }

    /** Ask how far the run is; when it has ended, take over what it did. */
    async look() {
        const before = this.run.is_under_way;
        const run = await this.services().orm.silent.call(MODEL, "bench_run", [[this.id]]);
        this.run = run;
        if (before && !run.is_under_way) {
            this.take(await this.call("bench_state"));
        }
    }
}

/** What the server refused, in its own words. */
class Refused extends Error {}

/** Which part of the columns one stands in: it stays there until the step is opened again. */
export function placeOf(column) {
    if (column.certainty === "left_out") {
        return column.samples.length ? "left_out" : "empty";
    }
    return column.certainty === "confirm" ? "confirm" : "matched";
}

function isNamed(error, name) {
    return error instanceof RPCError && error.exceptionName?.endsWith(`.${name}`);
}

/** The sentence of an error that a person can do something about; any other error goes on its way. */
export function sentenceOf(error) {
    if (error instanceof Refused) {
        return error.message;
    }
    if (error instanceof ConnectionLostError) {
        return _t("The server does not answer. What you did is kept: try again in a moment.");
    }
    const known = ["UserError", "AccessError", "ValidationError", "MissingError"];
    if (known.some((name) => isNamed(error, name))) {
        return error.data?.message || error.message;
    }
    throw error;
}
