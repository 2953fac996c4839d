import { describe, expect, test } from "@odoo/hoot";
import { click, edit, press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { ColumnsStep } from "@dso_smart_upload/workbench/columns/columns_step";
import { FileHeader } from "@dso_smart_upload/workbench/header/file_header";
import { MainButtons } from "@dso_smart_upload/workbench/header/main_buttons";
import { StepBar } from "@dso_smart_upload/workbench/header/step_bar";
import { contains, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { column, makeBench, mountWith, state } from "./bench_data";

describe.current.tags("desktop");

defineMailModels();

const stored = { bench_column: { settings: {} }, bench_set: {} };
const pick = (header) => `.o_dso_column[data-column='${header}'] .o_dso_pick`;

test("three parts, those left out folded", async () => {
    const { bench } = makeBench(stored);
    await mountWith(ColumnsStep, bench);
    expect(queryAllTexts(".o_dso_part h3")).toEqual([
        "To confirm (1)",
        "Matched (2)",
        "Left out (1)",
        "Empty columns, left out (1)",
        "The file as a whole",
    ]);
    expect(pick("Zzz")).toHaveCount(0);
    await contains(".o_dso_part_left_out h3 button").click();
    expect(pick("Zzz")).toHaveCount(1);
});

test("the box of choices: search, arrows, Enter; the focus comes back", async () => {
    const { bench, calls } = makeBench(stored);
    await mountWith(ColumnsStep, bench);
    await contains(pick("Secteur")).press("ArrowDown");
    await animationFrame();
    expect(".o_dso_choice input").toBeFocused();
    expect(".o_dso_option[aria-selected='true']").toHaveText("Groups");
    await edit("siret");
    await animationFrame();
    expect(".o_dso_active").toHaveText("Legal Id");
    await press("ArrowDown");
    await animationFrame();
    expect(".o_dso_active").toHaveText("Leave this column out");
    await press("ArrowUp");
    await press("Enter");
    await animationFrame();
    expect(".o_dso_choice").toHaveCount(0);
    expect(pick("Secteur")).toBeFocused();
    expect(pick("Secteur")).toHaveText("Legal Id");
    expect(calls.filter(([method]) => method === "bench_column")).toEqual([["bench_column", 3, { field: 5 }]]);
});

test("what is taken says by which column", async () => {
    const { bench } = makeBench(stored);
    await mountWith(ColumnsStep, bench);
    await contains(pick("Secteur")).click();
    expect(".o_dso_option:contains(Customer Code) .o_dso_taken").toHaveText("now: Code client");
    expect(".o_dso_option:contains(City) .o_dso_taken").toHaveCount(0);
});

test("a clash is said on both rows", async () => {
    const { bench } = makeBench(stored, state({ columns: [column(1, "A", 1), column(2, "B", 1), column(3, "C", 2)] }));
    await mountWith(ColumnsStep, bench);
    expect(".o_dso_chip_clash").toHaveCount(2);
    expect(queryAllTexts(".o_dso_column [role='alert']")).toEqual([
        "Customer Code is also the choice of B: only one can be.",
        "Customer Code is also the choice of A: only one can be.",
    ]);
});

test("confirming goes on to the next doubt", async () => {
    const columns = [1, 2, 3].map((id) => column(id, `C${id}`, id, { certainty: "confirm" }));
    const { bench, calls } = makeBench(stored, state({ columns }));
    await mountWith(ColumnsStep, bench);
    await click(".o_dso_confirm:first");
    await animationFrame();
    expect(".o_dso_confirm").toHaveCount(2);
    expect(".o_dso_column[data-column='C2'] .o_dso_confirm").toBeFocused();
    expect(calls.at(-1)).toEqual(["bench_column", 1, { confirmed: true }]);
});

test("settings of a column are folded, and said where they are unusual", async () => {
    const { bench, calls } = makeBench(stored);
    await mountWith(ColumnsStep, bench);
    const row = ".o_dso_column[data-column='Raison sociale']";
    expect(`${row} select`).toHaveCount(0);
    await contains(`${row} .o_dso_fold`).click();
    await contains(`${row} select:first`).select("if_empty");
    expect(calls.at(-1)).toEqual(["bench_column", 2, { policy: "if_empty" }]);
    await contains(`${row} .o_dso_fold`).click();
    expect(`${row} .o_dso_unusual`).toHaveText("If empty in Odoo");
});

test("500 columns: one is found among them", async () => {
    const columns = Array.from({ length: 500 }, (_, at) => column(at + 1, `Header ${at}`, 0));
    const { bench } = makeBench(stored, state({ columns }));
    await mountWith(ColumnsStep, bench);
    await contains(".o_dso_find").fill("header 499", { confirm: false, instantly: true });
    await animationFrame();
    expect(".o_dso_column").toHaveCount(1);
});

test("as in the file", async () => {
    const { bench } = makeBench({ ...stored, bench_grid: { lines: [2], rows: [["K1", "Filature", "x", "y", ""]] } });
    await mountWith(ColumnsStep, bench);
    await contains(".btn-group button:contains(As in the file)").click();
    expect(".o_dso_checklist").toHaveCount(1); // what is missing stays in sight
    expect(queryAllTexts(".o_dso_grid thead .o_dso_grid_header")).toEqual(bench.columns.map((one) => one.header));
    expect(queryAllTexts(".o_dso_grid td")).toEqual(["K1", "Filature", "x", "y", ""]);
});

test("another way to read the file is shown first, then read", async () => {
    const preview = {
        lines: [{ line: 1, text: "a;b", cells: ["a;b"] }],
        error: "",
    };
    const { bench, calls } = makeBench({ bench_preview: preview, bench_read: state() });
    await mountWith(FileHeader, bench);
    expect(".o_dso_reading select[name='encoding'] option:checked").toHaveText("Found by itself: Windows (cp1252)");
    await contains(".o_dso_reading select[name='delimiter']").select(",");
    expect(".o_dso_lines td").toHaveText("a;b");
    expect(calls.map(([method]) => method)).toEqual(["bench_preview"]);
    await contains("button:contains(Read it so)").click();
    expect(calls.at(-1)).toEqual([
        "bench_read",
        { sheet: "", encoding: "", delimiter: ",", header_line: 0, no_header: false },
    ]);
    expect(".o_dso_preview").toHaveCount(0);
});

test("the button says how many customers are imported", async () => {
    const run = { id: 1, created: 1200, updated: 34, is_under_way: false, failure: "" };
    const { bench } = makeBench({}, state({ step: "check", run }));
    await mountWith(MainButtons, bench);
    expect(".o_dso_next").toHaveText("Import 1,234 customers");
});

test("the steps: where one is, and where one may go", async () => {
    const { bench } = makeBench({}, state({ step: "check" }));
    await mountWithCleanup(StepBar, { props: { bench } });
    expect("[aria-current='step']").toHaveText("3\nCheck");
    expect("button:disabled").toHaveCount(2);
});
