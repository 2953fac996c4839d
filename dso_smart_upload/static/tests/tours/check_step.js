import { registry } from "@web/core/registry";

const cause = (kind) => `.o_dso_cause[data-kind='${kind}']`;
const remedy = (kind, name) => ({
    content: `${name} for ${kind}`,
    trigger: `${cause(kind)} .o_dso_remedy_${name}:enabled`,
    run: "click",
});
const gone = (kind) => ({ content: `${kind} is gone`, trigger: `.o_dso_work:not(:has(${cause(kind)}))` });
const there = (kind) => ({ content: `${kind} is there`, trigger: cause(kind) });
const tile = (name, value) => ({ content: `${value} ${name}`, trigger: `.o_dso_tile_${name} b:text(${value})` });
const cell = (line, header) => `.o_dso_row[data-line='${line}'] [data-header='${header}']`;
const said = (text) => ({ content: `It is said: ${text}`, trigger: `[aria-live='polite']:contains(${text})` });

/** Go to an element, as the Tab key does. */
const at = (selector) => ({
    content: `Go to ${selector}`,
    trigger: selector,
    run() {
        this.anchor.focus();
    },
});

/** Check that the element at hand has the focus: whoever uses the keyboard alone goes on from there. */
const focused = (selector) => ({
    content: `${selector} has the focus`,
    trigger: `${selector}:focus`,
});

registry.category("web_tour.tours").add("dso_smart_upload_check_remedies", {
    steps: () => [
        tile("created", 3),
        tile("rejected", 1),
        { content: "What the word seems to mean", trigger: `${cause("unknown_country")}:contains(Austira → Austria)` },
        remedy("unknown_country", "take"),
        gone("unknown_country"),
        said("Checked again"),
        focused(".o_dso_work h3"),
        { content: "It is remembered", trigger: ".o_dso_said li:contains(Austira):contains(means Austria)" },
        { content: "Take it back", trigger: ".o_dso_unsay", run: "click" },
        there("unknown_country"),
        remedy("unknown_country", "at_creation"),
        { content: "It is written at creation", trigger: `${cause("unknown_country")}:not(:has(.o_dso_remedy_at_creation))` },
        remedy("unknown_country", "blank"),
        gone("unknown_country"),
        remedy("unknown_salesperson", "reject"),
        tile("rejected", 4),
        remedy("unknown_salesperson", "leave_out"),
        tile("rejected", 1),
        remedy("unknown_salesperson", "choose"),
        {
            content: "Say who it is",
            trigger: `${cause("unknown_salesperson")} label:contains(Nobody One) select`,
            run: "selectByIndex 2",
        },
        { content: "Check again", trigger: `${cause("unknown_salesperson")} .o_dso_say`, run: "click" },
        {
            content: "One is left",
            trigger: `${cause("unknown_salesperson")}:contains(Nobody Two):not(:contains(Nobody One))`,
        },
        remedy("unknown_salesperson", "leave_column"),
        gone("unknown_salesperson"),
        { content: "It is in Odoo", trigger: ".o_dso_creations li[data-name='Sud'] .o_dso_is_there", run: "click" },
        { content: "As this", trigger: ".o_dso_creations li[data-name='Sud'] select", run: "selectByLabel South of Test" },
        { content: "It is not created", trigger: ".o_dso_said li:contains(Sud):contains(means South of Test)" },
        { content: "Do not create", trigger: ".o_dso_creations li[data-name='Nord'] .o_dso_refuse", run: "click" },
        { content: "It is not created", trigger: ".o_dso_creations:not(:has(li[data-name='Nord']))" },
        { content: "It is left out", trigger: ".o_dso_said li:contains(Nord):contains(is left out)" },
        remedy("left_out", "create"),
        { content: "It is created after all", trigger: ".o_dso_creations li[data-name='Nord']" },
        { content: "The button says how many", trigger: ".o_dso_next:contains(Import 3 customers)" },
    ],
});

registry.category("web_tour.tours").add("dso_smart_upload_check_correction", {
    steps: () => [
        { content: "The rows of a tile", trigger: ".o_dso_tile_rejected", run: "click" },
        { content: "They are shown", trigger: ".o_dso_rows:contains(1–1 of 1)" },
        at(cell(5, "Code client")),
        { content: "Begin to write", trigger: `${cell(5, "Code client")}:focus`, run: "press Enter" },
        { content: "Write", trigger: `${cell(5, "Code client")} input:focus`, run: "edit C9 && press Enter" },
        { content: "It is corrected", trigger: `${cell(5, "Code client")}.o_dso_corrected:contains(C9)` },
        tile("rejected", 0),
        tile("created", 4),
        { content: "Other rows may be concerned", trigger: ".o_dso_stale" },
        { content: "All rows", trigger: ".o_dso_tile_all", run: "click" },
        { content: "They are there", trigger: cell(2, "Pays") },
        at(cell(2, "Raison sociale")),
        { content: "Go to it", trigger: `${cell(2, "Raison sociale")}:focus`, run: "press ArrowRight" },
        { content: "A letter begins to write", trigger: `${cell(2, "Pays")}:focus`, run: "press F2" },
        { content: "Leave it", trigger: `${cell(2, "Pays")} input:focus`, run: "edit Nowhere && press Escape" },
        { content: "It is as it was", trigger: `${cell(2, "Pays")}:focus:contains(Austira):not(.o_dso_corrected)`, run: "press Enter" },
        { content: "Correct it", trigger: `${cell(2, "Pays")} input:focus`, run: "edit Autriche && press Enter" },
        { content: "It is corrected", trigger: `${cell(2, "Pays")}.o_dso_corrected:contains(Autriche)` },
        { content: "The cell below is at hand", trigger: `${cell(3, "Pays")}:focus` },
        { content: "As in the file", trigger: `${cell(2, "Pays")} .o_dso_put_back`, run: "click" },
        { content: "It is put back", trigger: `${cell(2, "Pays")}:not(.o_dso_corrected):contains(Austira)` },
        { content: "Look for a row", trigger: ".o_dso_find_rows", run: "edit verrerie" },
        { content: "It is found", trigger: ".o_dso_rows:contains(1–1 of 1):has([data-line='3'])" },
        { content: "Import", trigger: ".o_dso_next", run: "click" },
        { content: "It is checked again first", trigger: ".o_dso_error:contains(Checked again)" },
        { content: "Nothing is open", trigger: ".o_dso_check:not(:has(.o_dso_stale))" },
        { content: "Import", trigger: ".o_dso_next:contains(Import 4 customers)", run: "click" },
        { content: "It is imported", trigger: "h2:contains(Your file is imported)" },
    ],
});

registry.category("web_tour.tours").add("dso_smart_upload_check_twins", {
    steps: () => [
        { content: "Both sides", trigger: ".o_dso_twin[data-code='N1'] .o_dso_compare:contains(Acieries du Nord)" },
        { content: "A new customer", trigger: ".o_dso_twin[data-code='N1'] .o_dso_is_new", run: "click" },
        { content: "It was said", trigger: ".o_dso_check:not(:has(.o_dso_twin[data-code='N1']))" },
        { content: "The same", trigger: ".o_dso_twin[data-code='N2'] .o_dso_is_same", run: "click" },
        tile("linked", 1),
        { content: "All others are the same", trigger: ".o_dso_all_same", run: "click" },
        tile("linked", 2),
        { content: "Nothing is left to say", trigger: ".o_dso_check:not(:has(.o_dso_all_same))" },
    ],
});
