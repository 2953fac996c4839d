import { before, describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { RPCError } from "@web/core/network/rpc";
import { makeBench, state } from "./bench_data";

describe.current.tags("headless");

before(allowTranslations);

function refusal(message) {
    const error = new RPCError(message);
    Object.assign(error, { exceptionName: "odoo.exceptions.UserError", data: { message } });
    return error;
}

test("each column has its part, and keeps it while one works", async () => {
    const { bench } = makeBench({ bench_column: { settings: {} } });
    expect(Object.values(bench.places)).toEqual(["matched", "matched", "confirm", "left_out", "empty"]);
    await bench.setColumn(bench.columns[3], { field: 3 });
    expect(bench.places[4]).toBe("left_out");
    expect(bench.columns[3].certainty).toBe("sure");
});

test("a choice is shown before it is stored, and stored in the order in which it was said", async () => {
    let release;
    const first = new Promise((resolve) => (release = resolve));
    const answers = [first, { settings: {} }];
    const { bench, calls } = makeBench({ bench_column: () => answers.shift() });
    bench.setColumn(bench.columns[3], { field: 3 });
    const stored = bench.setColumn(bench.columns[3], { field: 6 });
    expect(bench.columns[3].field).toBe(6);
    expect(bench.columns[3].policy).toBe("at_creation");
    expect(bench.pending).toBe(2);
    release({ settings: {} });
    await stored;
    expect(calls.map(([, , values]) => values.field)).toEqual([3, 6]);
    expect(bench.pending).toBe(0);
});

test("what the server refuses is said, and what it knows is shown", async () => {
    const { bench } = makeBench({
        bench_column: () => {
            throw refusal("Not so.");
        },
        bench_state: state(),
    });
    await bench.setColumn(bench.columns[0], { field: 0 });
    expect(bench.error).toBe("Not so.");
    expect(bench.columns[0].field).toBe(1);
});

test("two columns for one field are a clash, two for groups are not", () => {
    const { bench } = makeBench({ bench_column: { settings: {} } });
    bench.setColumn(bench.columns[3], { field: 4 });
    expect(bench.obstacle).toBe("");
    bench.setColumn(bench.columns[3], { field: 1 });
    expect(bench.rivals(bench.columns[0]).map((one) => one.header)).toEqual(["Zzz"]);
    expect(bench.rivals(bench.columns[3]).map((one) => one.header)).toEqual(["Code client"]);
    expect(bench.obstacle).toInclude("both Customer Code");
});

test("what is required is missed at once", () => {
    const { bench } = makeBench({ bench_column: { settings: {} } });
    bench.setColumn(bench.columns[1], { field: 0 });
    expect(bench.missing).toEqual(["name"]);
    expect(bench.obstacle).toInclude("Company Name");
});

test("files that cannot be taken are refused before they are sent", async () => {
    const { bench } = makeBench({ upload: () => expect.step("sent") });
    const file = (name, size) => new File(["x".repeat(size)], name);
    for (const [files, said] of [
        [[file("a.csv", 1), file("b.csv", 1)], "one file at a time"],
        [[], "no file"],
        [[file("empty.csv", 0)], "is empty"],
        [[file("large.csv", 1001)], "at most 0.0 MB"],
    ]) {
        expect(await bench.takeFiles(files)).toBe(false);
        expect(bench.error).toInclude(said);
    }
    expect.verifySteps([]);
});

test("a file that the server cannot read leaves what was there", async () => {
    const { bench } = makeBench({ upload: () => ({ error: "This is a picture." }) });
    await bench.takeFiles([new File(["x"], "a.csv")]);
    expect(bench.error).toBe("This is a picture.");
    expect(bench.id).toBe(7);
    expect(bench.busy).toBe("");
});

test("one thing at a time: a second click does nothing", async () => {
    let release;
    const answer = new Promise((resolve) => (release = resolve));
    const { bench, calls } = makeBench({ bench_import: () => answer });
    const first = bench.import();
    expect(bench.busy).toBe("importing");
    expect(await bench.import()).toBe(false);
    release({ ...state({ step: "done" }), told: "" });
    expect(await first).toBe(true);
    expect(calls.length).toBe(1);
    expect(bench.view).toBe("done");
});

test("a check waits until every choice is stored", async () => {
    const { bench, calls } = makeBench({ bench_column: { settings: {} }, bench_go: state({ step: "check" }) });
    bench.setColumn(bench.columns[3], { field: 3 });
    await bench.go("check");
    expect(calls.map(([method]) => method)).toEqual(["bench_column", "bench_go"]);
});

test("after the import there is no way back to its columns", async () => {
    const { bench, calls } = makeBench({}, state({ step: "done" }));
    await bench.go("columns");
    expect(bench.view).toBe("done");
    expect(calls).toEqual([]);
});

test("the end of a run is met", async () => {
    const under = { id: 3, is_under_way: true, progress: 10 };
    const { bench } = makeBench(
        {
            bench_run: { ...under, is_under_way: false, progress: 100 },
            bench_state: state({ step: "done", run: { id: 3, is_under_way: false, created: 5 } }),
        },
        state({ step: "done", run: under })
    );
    await bench.look();
    expect(bench.run.created).toBe(5);
});
