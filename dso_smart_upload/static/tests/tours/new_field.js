import { registry } from "@web/core/registry";

const ROWS = ["N1;Filature;Zone A", "N2;Tuilerie;Zone B", "N3;Verrerie;Zone A", "N4;Scierie;Zone B"];
const MORE = ["N5;Tannerie;Zone A", "N6;Brasserie;Zone B", "N7;Papeterie;Zone A", "N8;Minoterie;Zone B"];
const TEXT = ["Code client;Raison sociale;Qzx", ...ROWS, ...MORE, ""].join("\n");

const click = (label, within = ".o_form_view") => ({
    content: `Click ${label}`,
    trigger: `${within} button:contains(${label})`,
    run: "click",
});

registry.category("web_tour.tours").add("dso_smart_upload_new_field", {
    steps: () => [
        {
            content: "Drop the file",
            trigger: ".o_dso_file_drop",
            run() {
                const transfer = new DataTransfer();
                transfer.items.add(new File([TEXT], "clients.csv", { type: "text/csv" }));
                this.anchor.dispatchEvent(
                    new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true })
                );
            },
        },
        { content: "The file is there", trigger: ".o_dso_file_drop:contains(clients.csv)" },
        click("Continue"),
        click("New field…", ".o_data_row:contains(Qzx)"),
        { content: "A choice is proposed", trigger: ".modal .o_field_widget[name='options'] textarea:value(Zone A)" },
        {
            content: "Name it",
            trigger: ".modal .o_field_widget[name='label'] input",
            run: "edit Price Zone",
        },
        click("Add the Field", ".modal"),
        {
            content: "It is chosen for the column",
            trigger: "body:not(:has(.modal)) .o_data_row:contains(Qzx) [name='field_id']:contains(Price Zone)",
        },
        click("Check"),
        { content: "Its values are shown", trigger: ".o_data_row:contains(N3):contains(Price Zone: Zone A)" },
        click("Import"),
        { content: "Done", trigger: "h2:contains(Your file is imported)" },
    ],
});
