import { Bench } from "@dso_smart_upload/workbench/bench";
import { reactive } from "@odoo/owl";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

export const FIELDS = [
    { id: 1, key: "code", name: "Customer Code", description: "The number.", shelf: "identity", required: true },
    { id: 2, key: "name", name: "Company Name", description: "The name.", shelf: "identity", required: true },
    { id: 3, key: "city", name: "City", description: "", shelf: "address", useful: true },
    { id: 4, key: "groups", name: "Groups", description: "", shelf: "groups", several: true },
    { id: 5, key: "legal_id", name: "Legal Id", description: "", shelf: "identity" },
    { id: 6, key: "credit_limit", name: "Credit Limit", description: "", shelf: "credit", protected: true, policy: "at_creation" },
].map((field) => ({ policy: "always", protected: false, several: false, required: false, useful: false, ...field }));

export const WORDS = {
    ideas: {
        customer: ["client", "kunden", "kunde", "customer"],
        number: ["nummer", "no", "number"],
        siret: ["siret", "no siret"],
        balance: ["encours"],
        maximum: ["maximum", "autorise"],
    },
    patterns: {
        code: { "customer number": 1, number: 0.76 },
        name: { customer: 0.64 },
        legal_id: { siret: 1 },
        credit_limit: { "balance maximum": 0.9 },
    },
    words: { city: ["Ort"] },
};

export const START = {
    fields: FIELDS,
    shelves: ["identity", "address", "credit", "groups"].map((key) => ({ key, name: key })),
    mappings: [],
    max_bytes: 1000,
    policy: [
        ["always", "Always"],
        ["if_empty", "If empty in Odoo"],
        ["at_creation", "Only at creation"],
    ],
    on_blank: [
        ["keep", "Keep what is there"],
        ["clear", "Clear it"],
    ],
    on_bad: [["leave_out", "Leave the value out"]],
    twins: [["link", "Link"]],
};

export function column(id, header, field, more = {}) {
    const certainty = field ? "sure" : "left_out";
    return {
        ...{ id, header, field, certainty, position: id, samples: ["a", "b"], reason: `header says ${header}` },
        ...{ policy: "always", on_blank: "keep", on_bad: "leave_out", protected: false, is_new: false, is_said: false },
        ...more,
    };
}

export function state(more = {}) {
    const said = { sheet: "", encoding: "", delimiter: "", header_line: 0, no_header: false };
    return {
        id: 7,
        step: "columns",
        file: {
            ...{ name: "clients.csv", rows: 2, columns: 3, sheet: "", sheets: [], encoding: "cp1252", delimiter: ";" },
            ...{ header_line: 1, notes: [], said },
        },
        mapping: { id: 0, name: "" },
        settings: { mapping_name: "clients", twins: "link", full_file: false, may_add_fields: false },
        columns: [
            column(1, "Code client", 1),
            column(2, "Raison sociale", 2),
            column(3, "Secteur", 4, { certainty: "confirm" }),
            column(4, "Zzz", 0),
            column(5, "Vide", 0, { samples: [] }),
        ],
        missing: [],
        run: {},
        ...more,
    };
}

/**
 * A bench at the columns of a file, whose server answers as it is told.
 *
 * @param {Object} answers {method: what it returns, or a function of its arguments}
 * @returns {{bench: Bench, calls: Array}} what was called is noted in `calls`
 */
export function makeBench(answers = {}, given = state()) {
    const calls = [];
    const call = async (_model, method, args = []) => {
        calls.push([method, ...args.slice(1)]);
        const answer = answers[method];
        return typeof answer === "function" ? answer(...args.slice(1)) : (answer ?? {});
    };
    const orm = { call, silent: { call } };
    const bench = reactive(new Bench({ orm, http: { post: async (_route, params) => answers.upload(params) } }));
    Object.assign(bench, { start: START, words: WORDS });
    bench.take(given);
    return { bench, calls };
}

export async function mountWith(ComponentClass, bench, props = {}) {
    return mountWithCleanup(ComponentClass, { props: { bench, ...props } });
}
