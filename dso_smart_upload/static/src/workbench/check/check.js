import { _t } from "@web/core/l10n/translation";
import { sentenceOf } from "../bench";

export const PAGE = 50; // rows that are shown at once
const WAIT = 150; // milliseconds after the last letter until rows are looked for

/**
 * What a check has found, as its screen shows it: causes and creations, and one page of rows.
 *
 * All of it comes from `bench_check`, `bench_check_rows` and `bench_twins` of `dso.smart.upload`. A remedy is one call
 * after which the file is checked anew; a corrected cell is one call that checks its row.
 *
 * - `found`: of `bench_check`, null before it is there
 * - `rows`, `total`: of `bench_check_rows`; `offset`: the first of the rows that are shown
 * - `tile`, `cause`, `text`: which rows those are
 * - `twins`: of `bench_twins`, null before they are asked for
 */
export class Check {
    /**
     * @param {import("../bench").Bench} bench
     */
    constructor(bench) {
        Object.assign(this, { found: null, rows: [], total: 0, offset: 0, tile: "all", cause: null, text: "" });
        Object.assign(this, { twins: null, isLooking: false, shown: "" });
        this.afterCheck = () => {}; // what the screen does when a person has said something, and it was checked again
        this.bench = () => bench; // reactive for whoever made it, not for this one
        this.asked = 0;
        this.timer = null;
    }

    // -- what is there --

    /** Which check this is: each takes its own time. */
    get key() {
        const { run } = this.bench();
        return run.is_under_way || run.failure || !run.id ? "" : `${run.id}/${run.seconds}`;
    }

    /** Ask for everything that is shown, unless it is shown already. */
    async load() {
        if (!this.key || this.key === this.shown) {
            return;
        }
        this.shown = this.key;
        await Promise.all([this.loadCauses(), this.look()]);
        if (this.found?.twins) {
            await this.loadTwins();
        } else {
            this.twins = null;
        }
    }

    async loadCauses() {
        this.found = (await this.ask("bench_check")) || this.found;
    }

    async loadTwins(more = false) {
        const found = await this.ask("bench_twins", more ? this.twins.rows.length : 0);
        if (found) {
            this.twins = more ? { ...found, rows: [...this.twins.rows, ...found.rows] } : found;
        }
    }

    /** Ask without a spinner over the whole page; what goes wrong is shown in place, unless one has gone on meanwhile. */
    async ask(method, ...args) {
        const bench = this.bench();
        try {
            return await bench.services().orm.silent.call("dso.smart.upload", method, [[bench.id], ...args]);
        } catch (error) {
            const sentence = sentenceOf(error);
            if (bench.view === "check" && bench.busy !== "importing") {
                bench.error = sentence;
            }
            return null;
        }
    }

    /** Fetch the page of rows; an answer that came too late is dropped. */
    async look() {
        const number = ++this.asked;
        this.isLooking = true;
        const cause = this.cause && {
            kind: this.cause.kind,
            severity: this.cause.severity,
            column: this.cause.column,
            ...(this.cause.value ? { value: this.cause.value } : {}),
        };
        const found = await this.ask("bench_check_rows", this.tile, cause, this.text, this.offset, PAGE);
        if (number === this.asked) {
            this.isLooking = false;
            Object.assign(this, found || {});
        }
    }

    // -- which rows are shown --

    show(tile) {
        Object.assign(this, { tile: this.tile === tile ? "all" : tile, cause: null, offset: 0 });
        return this.look();
    }

    showCause(cause, value = "") {
        Object.assign(this, { tile: "all", cause: cause && { ...cause, value }, offset: 0 });
        return this.look();
    }

    /** Look for rows with a text, once no more letters come. */
    find(text) {
        Object.assign(this, { text, offset: 0 });
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.look(), WAIT);
    }

    page(offset) {
        const last = Math.max(0, Math.floor((this.total - 1) / PAGE) * PAGE);
        this.offset = Math.min(Math.max(0, offset), last);
        return this.look();
    }

    // -- what a person does --

    /** Do something after which the file is checked anew, and show what is left. */
    async again(method, ...args) {
        const bench = this.bench();
        const isDone = await bench.during("checking", async () => {
            bench.take(await bench.call(method, ...args));
            Object.assign(this, { cause: null, offset: 0 });
            await this.load();
        });
        if (isDone && this.key) {
            this.tellLeft();
            this.afterCheck();
        }
        return isDone;
    }

    /** Say what is left after a check that was done anew. */
    tellLeft() {
        const causes = this.found?.causes || [];
        const count = causes.filter((cause) => ["error", "warning"].includes(cause.severity)).length;
        this.bench().said = count
            ? _t("Checked again. Causes left: %s", count)
            : _t("Checked again. Nothing is left to do.");
    }

    remedy(name, cause, words = {}) {
        return this.again("bench_remedy", name, { kind: cause.kind, column: cause.column }, words);
    }

    refuse(creation) {
        return this.again("bench_remedy", "refuse", { name: creation.name, headers: creation.headers });
    }

    mean(creation, id) {
        const cause = { name: creation.name, headers: creation.headers };
        return this.again("bench_remedy", "choose", cause, { [creation.name]: id });
    }

    unsay(said) {
        return this.again("bench_unsay", said.header, said.word);
    }

    answer(answers, everyone = "") {
        return this.again("bench_twin", answers, everyone);
    }

    checkAgain() {
        return this.again("bench_go", "check");
    }

    /**
     * Correct a cell; its row is checked again, and so are those of its customer.
     *
     * @param {Object} row
     * @param {string} header
     * @param {string|null} value null: as the file has it
     */
    async correct(row, header, value) {
        const answer = await this.ask("bench_correct", row.line, header, value);
        if (!answer) {
            return false;
        }
        const bench = this.bench();
        const byLine = Object.fromEntries(answer.rows.map((one) => [one.line, one]));
        this.rows = this.rows.map((one) => byLine[one.line] || one);
        bench.run = answer.run;
        const now = byLine[row.line];
        const said = now.issues.filter((issue) => !issue.column || issue.column === header);
        bench.said = said.length
            ? said.map((issue) => issue.message).join(" ")
            : _t("Line %s is checked again, and nothing is wrong with this cell.", row.line);
        await this.loadCauses();
        return true;
    }
}
