import { registry } from "@web/core/registry";

const HEADER = "Code client;Raison sociale;Ville;Agence commerciale;Plafond de crédit\n";

/** Put a file on the drop zone, as a person's drag and drop does. */
function dropFile(name, text) {
    return {
        content: `Drop ${name}`,
        trigger: ".o_dso_file_drop",
        run() {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], name, { type: "text/csv" }));
            this.anchor.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        },
    };
}

const click = (label) => ({
    content: `Click ${label}`,
    trigger: `.o_form_view button:contains(${label})`,
    run: "click",
});

const count = (name, value) => ({
    content: `${value} ${name}`,
    trigger: `.o_dso_count [name='${name}'] span:text(${value})`,
});

registry.category("web_tour.tours").add("dso_smart_upload_twice", {
    steps: () => [
        dropFile("large.csv", HEADER.repeat(10_000)),
        { content: "It is too large", trigger: ".o_notification:contains(at most 0.5 MB)" },
        { content: "It is not taken", trigger: ".o_dso_file_drop:contains(Drop your file here)" },
        dropFile(
            "clients.csv",
            HEADER + 'T001;Filature du Nord;Lille;"Nord, Grands comptes";12 500,00\nT002;Tuilerie des Alpes;Annecy;Alpes;\n'
        ),
        { content: "The file is there", trigger: ".o_dso_file_drop:contains(clients.csv)" },
        click("Continue"),
        {
            content: "The columns are filled in",
            trigger: ".o_data_row:contains(Code client):contains(T001):contains(Customer Code)",
        },
        click("Check"),
        count("created", 2),
        {
            content: "New values are shown",
            trigger: ".o_data_row:contains(T001):contains(Filature du Nord):contains(Lille)",
        },
        click("Import"),
        { content: "Done", trigger: "h2:contains(Your file is imported)" },
        click("Import Another File"),
        dropFile(
            "clients.csv",
            HEADER + 'T001;Filature du Nord;Roubaix;"Nord, Grands comptes";99\nT002;Tuilerie des Alpes;Annecy;Alpes;\n'
        ),
        { content: "The file is there", trigger: ".o_dso_file_drop:contains(clients.csv)" },
        click("Continue"),
        count("updated", 1),
        count("kept", 1),
        { content: "Old and new value are shown", trigger: ".o_data_row:contains(Lille → Roubaix)" },
        { content: "Look at the issues", trigger: ".o_notebook a.nav-link:contains(Issues)", run: "click" },
        { content: "The kept value is shown", trigger: ".o_data_row:contains(kept 12,500)" },
        click("Import"),
        { content: "Done", trigger: "h2:contains(Your file is imported)" },
    ],
});
