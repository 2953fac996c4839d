import { describe, expect, test } from "@odoo/hoot";
import { edit, press, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { CheckStep } from "@dso_smart_upload/workbench/check/check_step";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { contains } from "@web/../tests/web_test_helpers";
import { RPCError } from "@web/core/network/rpc";
import { makeBench, mountWith, state } from "./bench_data";

describe.current.tags("desktop");
defineMailModels(); // the services that every screen of Odoo starts ask for them

const COLUMNS = [
    { header: "Code", field: "code", label: "Customer Code" },
    { header: "Pays", field: "country", label: "Country" },
    { header: "Mémo", field: "", label: "" },
];
const RUN = {
    ...{ id: 3, seconds: 1, rows: 120, created: 100, updated: 19, linked: 0, unchanged: 0, rejected: 1, warnings: 31 },
    ...{ kept: 0, notices: [], is_under_way: false, failure: "" },
};
const COUNTRY = {
    ...{ kind: "unknown_country", severity: "warning", column: "Pays", field: "country", rows: 31, issues: 31, words: 2 },
    title: "Countries that Odoo does not know",
    message: "Line 2, Pays: Austira is not a country that Odoo knows.",
    values: [
        { value: "Austira", rows: 30, is_word: true, meaning: 12, name: "Austria" },
        { value: "Xyz", rows: 1, is_word: true, meaning: "", name: "" },
    ],
    choices: [
        [12, "Austria"],
        [75, "France"],
    ],
    remedies: ["take", "choose", "blank", "reject", "leave_column", "at_creation", "correct"],
};

function found(more = {}) {
    return {
        ...{ columns: COLUMNS, labels: { name: "Company Name" }, causes: [COUNTRY], creations: [], choices: {} },
        ...{ said: [], twins: 0, corrections: 0, is_stale: false },
        ...more,
    };
}

function row(line, country = "France", more = {}) {
    const cells = [`C${line}`, country, "x"];
    return { line, cells, outcome: "created", issues: [], originals: {}, values: {}, name: "", code: "", partner_id: 0, ...more };
}

const wrong = { column: "Pays", field: "country", kind: "unknown_country", severity: "warning", value: "Austira" };

function checked(answers = {}) {
    const rows = [row(2, "Austira", { issues: [{ ...wrong, message: "Austira is no country." }] }), row(3), row(4)];
    const made = makeBench(
        { bench_check: found(), bench_check_rows: { total: 120, rows }, ...answers },
        state({ step: "check", run: RUN })
    );
    return { ...made, asked: (method) => made.calls.filter(([name]) => name === method).map(([, ...args]) => args) };
}

const cell = (line, header) => `.o_dso_row[data-line='${line}'] [data-header='${header}']`;

async function show(answers) {
    const made = checked(answers);
    await mountWith(CheckStep, made.bench);
    await animationFrame();
    return made;
}

test("tiles show their rows, and say which is chosen", async () => {
    const { asked } = await show();
    expect(queryAllTexts(".o_dso_tile b")).toEqual(["120", "100", "19", "0", "1", "31"]);
    await contains(".o_dso_tile_rejected").click();
    expect(asked("bench_check_rows").at(-1)).toEqual(["rejected", null, "", 0, 50]);
    expect(".o_dso_tile_rejected").toHaveAttribute("aria-pressed", "true");
    await contains(".o_dso_tile_rejected").click();
    expect(asked("bench_check_rows").at(-1)).toEqual(["all", null, "", 0, 50]);
});

test("a cause says how many words and rows, and what the words seem to mean", async () => {
    await show();
    expect(".o_dso_cause").toHaveCount(1);
    expect(".o_dso_cause_head").toHaveText(/Pays: Countries that Odoo does not know\s+2 different words in 31 rows/);
    expect(queryAllTexts(".o_dso_word")).toEqual(["Austira → Austria (30)", "Xyz (1)"]);
});

test("each remedy is one call, and what is left is shown", async () => {
    let causes = [COUNTRY];
    let seconds = 1;
    const { bench, asked } = await show({
        bench_check: () => found({ causes }),
        bench_remedy: () => {
            causes = [];
            seconds++;
            return state({ step: "check", run: { ...RUN, seconds, warnings: 0 } });
        },
    });
    await contains(".o_dso_remedy_take").click();
    await animationFrame();
    expect(asked("bench_remedy")).toEqual([["take", { kind: "unknown_country", column: "Pays" }, {}]]);
    expect(".o_dso_cause").toHaveCount(0);
    expect(".o_dso_tile_warnings b").toHaveText("0");
    expect(bench.said).toBe("Checked again. Nothing is left to do.");
    expect(".o_dso_work h3").toBeFocused();
});

test("words are given meanings, those proposed are filled in", async () => {
    const { asked } = await show({ bench_remedy: state({ step: "check", run: RUN }) });
    await contains(".o_dso_remedy_choose").click();
    expect(".o_dso_meanings label:eq(0) select").toHaveValue("12");
    expect(".o_dso_meanings label:eq(1) select").toHaveValue("");
    await contains(".o_dso_meanings label:eq(1) select").select("nothing");
    await contains(".o_dso_say").click();
    expect(asked("bench_remedy").at(-1)).toEqual([
        "choose",
        { kind: "unknown_country", column: "Pays" },
        { Austira: 12, Xyz: null },
    ]);
});

test("rows of a cause, of a word, with a text, and page by page", async () => {
    const { asked } = await show();
    const cause = { kind: "unknown_country", severity: "warning", column: "Pays" };
    await contains(".o_dso_show_rows").click();
    expect(asked("bench_check_rows").at(-1)).toEqual(["all", cause, "", 0, 50]);
    await contains(".o_dso_word:contains(Austira)").click();
    expect(asked("bench_check_rows").at(-1)).toEqual(["all", { ...cause, value: "Austira" }, "", 0, 50]);
    await contains(".o_dso_all_rows").click();
    await contains(".o_dso_find_rows").edit("zinc", { confirm: false });
    await advanceTime(200);
    expect(asked("bench_check_rows").at(-1)).toEqual(["all", null, "zinc", 0, 50]);
    await contains(".o_dso_next_page").click();
    expect(asked("bench_check_rows").at(-1)).toEqual(["all", null, "zinc", 50, 50]);
});

test("columns that are left out are shown on request", async () => {
    await show();
    expect(cell(2, "Mémo")).toHaveCount(0);
    await contains(".o_dso_rows .o_dso_tick input").click();
    expect(cell(2, "Mémo")).toHaveCount(1);
});

test("a cell is corrected by the keyboard alone", async () => {
    const { bench, asked } = await show({
        bench_correct: (line, header, value) => ({
            rows: [row(line, value, { originals: { [header]: "Austira" } })],
            run: { ...RUN, warnings: 30 },
            is_stale: false,
            corrections: 1,
        }),
    });
    expect(cell(2, "Pays")).toHaveClass("o_dso_mark_warning");
    await contains(cell(2, "Code")).focus();
    await press("ArrowRight");
    await animationFrame();
    expect(cell(2, "Pays")).toBeFocused();
    await press("Enter");
    await animationFrame();
    await edit("Nowhere");
    await press("Escape");
    await animationFrame();
    expect(asked("bench_correct")).toEqual([]);
    expect(`${cell(2, "Pays")} .o_dso_text`).toHaveText("Austira");
    await press("F2");
    await animationFrame();
    await edit("Autriche");
    await press("Enter");
    await animationFrame();
    await animationFrame();
    expect(asked("bench_correct")).toEqual([[2, "Pays", "Autriche"]]);
    expect(cell(2, "Pays")).toHaveClass("o_dso_corrected");
    expect(`${cell(2, "Pays")} del`).toHaveText("Austira");
    expect(cell(3, "Pays")).toBeFocused();
    expect(".o_dso_tile_warnings b").toHaveText("30");
    expect(bench.said).toInclude("nothing is wrong");
    await contains(`${cell(2, "Pays")} .o_dso_put_back`).click();
    expect(asked("bench_correct").at(-1)).toEqual([2, "Pays", null]);
});

test("what may matter to other rows is said", async () => {
    const { asked } = await show({ bench_check: found({ is_stale: true }), bench_go: state({ step: "check", run: RUN }) });
    await contains(".o_dso_stale button").click();
    expect(asked("bench_go")).toEqual([["check"]]);
});

test("what is created can be refused, or is there already; what was said can be taken back", async () => {
    const nord = { kind: "groups", name: "Nord", family: "Secteur", is_family: false, headers: ["Secteur"], rows: 2 };
    const { asked } = await show({
        bench_check: found({
            creations: [{ ...nord, lines: [2], may_mean: true }],
            choices: { groups: [[5, "Région nord"]] },
            said: [{ header: "Pays", word: "Austira", meaning: 12, name: "Austria" }],
        }),
        bench_remedy: state({ step: "check", run: RUN }),
        bench_unsay: state({ step: "check", run: RUN }),
    });
    await contains(".o_dso_refuse").click();
    expect(asked("bench_remedy").at(-1)).toEqual(["refuse", { name: "Nord", headers: ["Secteur"] }]);
    await contains(".o_dso_is_there").click();
    await contains(".o_dso_meant").select("5");
    expect(asked("bench_remedy").at(-1)).toEqual(["choose", { name: "Nord", headers: ["Secteur"] }, { Nord: 5 }]);
    await contains(".o_dso_unsay").click();
    expect(asked("bench_unsay")).toEqual([["Pays", "Austira"]]);
});

test("both sides of a customer who may be there, and three answers", async () => {
    const twin = {
        ...{ line: 2, code: "N1", is_sure: false, other_line: 0, why: "same e-mail address", cells: { name: "Aciéries" } },
        candidates: [{ partner_id: 9, code: "OLD", values: { name: "ACIERIES" }, why: "same e-mail address" }],
    };
    const { asked } = await show({
        bench_check: found({ twins: 1 }),
        bench_twins: { total: 1, rows: [twin] },
        bench_twin: state({ step: "check", run: RUN }),
    });
    await animationFrame();
    expect(".o_dso_compare tbody tr").toHaveClass("o_dso_alike");
    await contains(".o_dso_is_same").click();
    await contains(".o_dso_is_new").click();
    await contains(".o_dso_all_same").click();
    await contains(".o_dso_all_new").click();
    expect(asked("bench_twin")).toEqual([
        [{ N1: 9 }, ""],
        [{ N1: 0 }, ""],
        [{}, "same"],
        [{}, "new"],
    ]);
});

test("an answer that comes too late is dropped", async () => {
    const answers = [];
    const { bench } = checked({ bench_check_rows: () => new Promise((resolve) => answers.push(resolve)) });
    await mountWith(CheckStep, bench);
    await animationFrame();
    await contains(".o_dso_tile_created").click();
    answers[1]({ total: 1, rows: [row(8)] });
    answers[0]({ total: 1, rows: [row(9)] });
    await animationFrame();
    await animationFrame();
    expect(".o_dso_row").toHaveCount(1);
    expect(".o_dso_row").toHaveAttribute("data-line", "8");
});

test("what is refused after one has gone on to the import is no error of the import", async () => {
    let refuse;
    const { bench } = checked({ bench_check_rows: () => new Promise((_resolve, reject) => (refuse = reject)) });
    await mountWith(CheckStep, bench);
    await animationFrame();
    bench.busy = "importing";
    const error = new RPCError("The file is not checked.");
    refuse(Object.assign(error, { exceptionName: "odoo.exceptions.UserError", data: { message: error.message } }));
    await animationFrame();
    expect(bench.error).toBe("");
});
