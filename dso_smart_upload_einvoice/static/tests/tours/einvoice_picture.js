import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("dso_smart_upload_einvoice_picture", {
    steps: () => [
        { content: "One of five is ready", trigger: ".o_dso_einvoice_ready:text(1)" },
        { content: "What contradicts", trigger: ".o_dso_einvoice [data-key='contradicts']", run: "click" },
        { content: "Only its row is shown", trigger: ".o_dso_row[data-line='4']" },
        { content: "One lacks a Siren", trigger: ".o_dso_einvoice [data-key='siren']", run: "click" },
        { content: "It is listed", trigger: ".o_list_view .o_data_row:contains(Martin SAS):contains(Siren)" },
    ],
});
