import { registry } from "@web/core/registry";
import { choose, click, counted, drop, heading, next, strict } from "./bench_utils";

const HEADER = "Code client;Raison sociale;Ville;Agence commerciale;Plafond de crédit\n";
const FIRST = 'T001;Filature du Nord;Lille;"Nord, Grands comptes";12 500,00\nT002;Tuilerie des Alpes;Annecy;Alpes;\n';
const SECOND = 'T001;Filature du Nord;Roubaix;"Nord, Grands comptes";99\nT002;Tuilerie des Alpes;Annecy;Alpes;\n';
const DOUBT = "Code client;Raison sociale;Ville;Zzz\nR1;Filature;Lille;1\nR2;Tuilerie;Annecy;2\n";

const refused = (text) => ({ content: `Refused: ${text}`, trigger: `.o_dso_error:contains(${text})` });
const reload = () => ({
    content: "Reload the page",
    trigger: ".o_dso_bench h2",
    run: () => location.reload(),
    expectUnloadPage: true,
});

/** What cannot be read is refused in place; a known file takes one click. */
registry.category("web_tour.tours").add("dso_bench_twice", {
    steps: () => [
        strict(),
        heading("Which file do you want to import?"),
        drop(["large.csv", HEADER.repeat(10_000)]),
        refused("at most 0.5 MB"),
        drop(["one.csv", HEADER + FIRST], ["two.csv", HEADER + FIRST]),
        refused("one file at a time"),
        drop(["empty.csv", ""]),
        refused("is empty"),
        drop(["picture.csv", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"]),
        refused("picture.csv"),
        heading("Which file do you want to import?"),
        drop(["clients.csv", HEADER + FIRST]),
        { content: "The error is gone", trigger: ".o_dso_bench:not(:has(.o_dso_error))" },
        heading("This is what the import will do"),
        next("Import 2 customers"),
        heading("Your file is imported"),
        counted("created", 2),
        next("Import another file"),
        { content: "The file is known", trigger: ".o_dso_beside li:contains(clients)" },
        drop(["clients.csv", HEADER + SECOND]),
        heading("This is what the import will do"),
        next("Import 1 customer"),
        heading("Your file is imported"),
        counted("updated", 1),
        counted("kept", 1),
    ],
});

/** Nothing a person did is lost by a reload, and back and forward go where one was. */
registry.category("web_tour.tours").add("dso_bench_reload", {
    steps: () => [
        heading("Which file do you want to import?"),
        reload(),
        heading("Which file do you want to import?"),
        drop(["reload.csv", DOUBT]),
        heading("Which column is which?"),
        { content: "Show what is left out", trigger: ".o_dso_part_left_out h3 button", run: "click" },
        ...choose("Zzz", "Comment"),
        {
            content: "It is stored",
            trigger: ".o_dso_column[data-column='Zzz'] .o_dso_chip_sure",
            run: () => new Promise((resolve) => setTimeout(resolve, 500)),
        },
        reload(),
        { content: "The choice is kept", trigger: ".o_dso_column[data-column='Zzz'] .o_dso_pick:contains(Comment)" },
        next("Check"),
        heading("This is what the import will do"),
        reload(),
        heading("This is what the import will do"),
        { content: "Go back", trigger: ".o_dso_bench h2", run: () => history.back() },
        heading("Which column is which?"),
        { content: "Go forward", trigger: ".o_dso_bench h2", run: () => history.forward() },
        heading("This is what the import will do"),
        next("Import 2 customers"),
        heading("Your file is imported"),
        reload(),
        heading("Your file is imported"),
        { content: "Go back", trigger: ".o_dso_bench h2", run: () => history.back() },
        heading("Your file is imported"),
    ],
});

const twice = (trigger) => ({
    content: `Click ${trigger} twice`,
    trigger,
    run() {
        this.anchor.click();
        this.anchor.click();
    },
});

/** An impatient person gets one import. */
registry.category("web_tour.tours").add("dso_bench_double_click", {
    steps: () => [
        strict(),
        drop(["double.csv", DOUBT]),
        heading("Which column is which?"),
        twice(".o_dso_next:enabled:contains(Check)"),
        heading("This is what the import will do"),
        twice(".o_dso_next:enabled:contains(Import 2 customers)"),
        heading("Your file is imported"),
        counted("created", 2),
    ],
});

/** In the window of a phone nothing is out of sight. */
registry.category("web_tour.tours").add("dso_bench_narrow", {
    steps: () => [
        strict(),
        drop(["narrow.csv", DOUBT]),
        heading("Which column is which?"),
        {
            content: "Nothing is wider than the window",
            trigger: ".o_dso_columns",
            run() {
                const wide = document.querySelector(".o_dso_content");
                if (wide.scrollWidth > wide.clientWidth + 1) {
                    throw new Error(`The page is ${wide.scrollWidth} wide in a window of ${wide.clientWidth}`);
                }
            },
        },
        ...choose("Ville", "City"),
        next("Check"),
        heading("This is what the import will do"),
        next("Import 2 customers"),
        heading("Your file is imported"),
        counted("created", 2),
    ],
});

/** In French, to the last word of it. */
registry.category("web_tour.tours").add("dso_bench_french", {
    steps: () => [
        strict(),
        drop(["french.csv", DOUBT]),
        heading("Que contient chaque colonne ?"),
        {
            content: "No English word is on the page",
            trigger: ".o_dso_column .o_dso_why",
            run() {
                const text = document.querySelector(".o_dso_bench").textContent;
                const english = text.match(/\b(the|columns|left out|choose|matched|required|useful|remember)\b/i);
                if (english) {
                    throw new Error(`It says ${english[0]} in ${text}`);
                }
            },
        },
        next("Vérifier"),
        heading("Voici ce que fera l'import"),
        next("Importer 2 clients"),
        heading("Votre fichier est importé"),
    ],
});

registry.category("web_tour.tours").add("dso_bench_no_rights", {
    steps: () => [strict(), heading("You may not import customers")],
});

/** Two columns for one field, a missing column, another way to read the file. */
registry.category("web_tour.tours").add("dso_bench_columns", {
    steps: () => [
        strict(),
        drop(["columns.csv", DOUBT]),
        heading("Which column is which?"),
        { content: "Show what is left out", trigger: ".o_dso_part_left_out h3 button", run: "click" },
        ...choose("Zzz", "City"),
        { content: "Both rows say so", trigger: ".o_dso_columns:has([data-column='Ville'] .o_dso_chip_clash)" },
        { content: "Both rows say so", trigger: "[data-column='Zzz'] .o_dso_chip_clash" },
        { content: "The page says so", trigger: ".o_dso_obstacle:contains(both City)" },
        ...choose("Zzz", "Leave this column out".slice(0, 5)).slice(0, 2),
        { content: "No more", trigger: ".o_dso_bench:not(:has(.o_dso_chip_clash))" },
        ...choose("Raison sociale", "City").slice(0, 2),
        { content: "The name is missing", trigger: ".o_dso_lacks:contains(Company Name)" },
        next("Check"),
        { content: "It says what is missing", trigger: ".o_dso_error:contains(Company Name)" },
        { content: "Read it otherwise", trigger: ".o_dso_reading select[name='delimiter']", run: "select ," },
        { content: "The first lines so", trigger: ".o_dso_lines td:contains(Code client;Raison sociale)" },
        click("Leave it as it was"),
        { content: "Read it otherwise", trigger: ".o_dso_reading select[name='header_line']", run: "select 2" },
        click("Read it so"),
        { content: "It was read so", trigger: ".o_dso_column[data-column='Filature']" },
        click("As in the file"),
        { content: "The rows are there", trigger: ".o_dso_grid td:contains(Tuilerie)" },
    ],
});
