import { registry } from "@web/core/registry";
import { drop, heading, next, tabTo, keys } from "./bench_utils";

const ROWS = ["N1;Filature;Zone A", "N2;Tuilerie;Zone B", "N3;Verrerie;Zone A", "N4;Scierie;Zone B"];
const MORE = ["N5;Tannerie;Zone A", "N6;Brasserie;Zone B", "N7;Papeterie;Zone A", "N8;Minoterie;Zone B"];
const TEXT = ["Code client;Raison sociale;Qzx", ...ROWS, ...MORE, ""].join("\n");

registry.category("web_tour.tours").add("dso_smart_upload_new_field", {
    steps: () => [
        drop(["clients.csv", TEXT]),
        heading("Which column is which?"),
        tabTo(".o_dso_part_left_out h3 button"),
        keys("Enter"),
        tabTo(".o_dso_column[data-column='Qzx'] .o_dso_pick"),
        keys("Enter"),
        { content: "Ask for a new field", trigger: ".o_dso_option:contains(New field…)", run: "click" },
        {
            content: "A choice is proposed",
            trigger: ".modal .o_field_widget[name='options'] textarea:value(Zone A)",
        },
        { content: "Name it", trigger: ".modal .o_field_widget[name='label'] input", run: "edit Price Zone" },
        { content: "Add it", trigger: ".modal button:contains(Add the Field)", run: "click" },
        {
            content: "It is chosen for the column",
            trigger: "body:not(:has(.modal)) .o_dso_column[data-column='Qzx'] .o_dso_pick:contains(Price Zone)",
        },
        next("Check"),
        heading("This is what the import will do"),
        next("Import 8 customers"),
        heading("Your file is imported"),
    ],
});
