import { registry } from "@web/core/registry";
import { focused, heading, keys, strict, tabTo } from "./bench_utils";

const TEXT = "Code client;Raison sociale;Ville;Secteur;Zzz\nK1;Filature du Nord;Lille;Textile;a\nK2;Tuilerie;Annecy;;b\n";

/** A whole first import without a mouse. */
registry.category("web_tour.tours").add("dso_bench_keyboard", {
    steps: () => [
        strict(),
        heading("Which file do you want to import?"),
        tabTo(".o_dso_input"),
        {
            content: "Choose a file",
            trigger: ".o_dso_zone:has(.o_dso_input:focus)",
            run() {
                const input = this.anchor.querySelector("input");
                const transfer = new DataTransfer();
                transfer.items.add(new File([TEXT], "keyboard.csv"));
                input.files = transfer.files;
                input.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        heading("Which column is which?"),
        focused(".o_dso_bench h2"),
        tabTo(".o_dso_confirm"),
        keys("Enter"),
        focused(".o_dso_column[data-column='Secteur'] .o_dso_pick"),
        {
            content: "Secteur is confirmed",
            trigger: ".o_dso_column[data-column='Secteur']:not(:has(.o_dso_confirm)) .o_dso_chip_sure",
        },
        tabTo(".o_dso_part_left_out h3 button"),
        keys("Enter"),
        tabTo(".o_dso_column[data-column='Zzz'] .o_dso_pick"),
        keys("c"),
        { content: "What was typed is looked for", trigger: ".o_dso_choice input:focus:value(c)" },
        keys("o", "m", "m"),
        { content: "The comment is found", trigger: ".o_dso_option.o_dso_active:contains(Comment)" },
        keys("Escape"),
        focused(".o_dso_column[data-column='Zzz'] .o_dso_pick"),
        keys("ArrowDown", "ArrowDown", "ArrowUp", "c", "o", "m", "m"),
        { content: "The comment is found", trigger: ".o_dso_option.o_dso_active:contains(Comment)" },
        keys("Enter"),
        focused(".o_dso_column[data-column='Zzz'] .o_dso_pick"),
        { content: "It is chosen", trigger: ".o_dso_column[data-column='Zzz'] .o_dso_pick:contains(Comment)" },
        { content: "It is said aloud", trigger: ".o_dso_bench > [aria-live]:contains(Zzz: Comment)" },
        tabTo(".o_dso_next", { back: true }),
        keys("Enter"),
        heading("This is what the import will do"),
        focused(".o_dso_bench h2"),
        tabTo(".o_dso_next", { back: true }),
        keys("Enter"),
        heading("Your file is imported"),
        focused(".o_dso_bench h2"),
        tabTo(".o_dso_undo"),
    ],
});
