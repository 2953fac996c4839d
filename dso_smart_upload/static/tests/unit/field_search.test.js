import { describe, expect, test } from "@odoo/hoot";
import { FieldSearch, fold } from "@dso_smart_upload/workbench/columns/field_search";
import { FIELDS, WORDS } from "./bench_data";

describe.current.tags("headless");

const search = new FieldSearch(FIELDS, WORDS);
const first = (text) => search.find(text)[0]?.key;

test("text is compared as the server does", () => {
    expect(fold(" N° Client* ")).toBe("no client");
    expect(fold("Straße_ÉTÉ")).toBe("strasse ete");
});

test("nothing typed: all fields, in their order", () => {
    expect(search.find("  ").map((field) => field.key)).toEqual(FIELDS.map((field) => field.key));
});

test("by a part of the name", () => {
    expect(first("cred")).toBe("credit_limit");
    expect(first("limit")).toBe("credit_limit");
});

test("by a word of another program or language", () => {
    expect(first("siret")).toBe("legal_id");
    expect(first("N° SIRET")).toBe("legal_id");
    expect(first("Ort")).toBe("city");
});

test("by a glued word", () => {
    expect(first("Kundennummer")).toBe("code");
    expect(first("kundennum")).toBe("code");
});

test("by a part of what a field is called elsewhere", () => {
    expect(first("encours")).toBe("credit_limit");
    expect(first("encours autorisé")).toBe("credit_limit");
});

test("what nobody calls a field finds none", () => {
    expect(search.find("qqqq")).toEqual([]);
});

test("names alone, before the words are there", () => {
    const bare = new FieldSearch(FIELDS, null);
    expect(bare.find("city").map((field) => field.key)).toEqual(["city"]);
    expect(bare.find("siret")).toEqual([]);
});
