import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const TEXT = "Code client;Raison sociale;Ville\nB001;Filature du Nord;Lille\nB002;Tuilerie des Alpes;Annecy\n";

const click = (label) => ({
    content: `Click ${label}`,
    trigger: `.o_form_view button:contains(${label})`,
    run: "click",
});

const call = (model, method, args) =>
    rpc(`/web/dataset/call_kw/${model}/${method}`, { model, method, args, kwargs: {} });

registry.category("web_tour.tours").add("dso_smart_upload_background", {
    steps: () => [
        {
            content: "Drop a file",
            trigger: ".o_dso_file_drop",
            run() {
                const transfer = new DataTransfer();
                transfer.items.add(new File([TEXT], "background.csv", { type: "text/csv" }));
                this.anchor.dispatchEvent(
                    new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true })
                );
            },
        },
        { content: "The file is there", trigger: ".o_dso_file_drop:contains(background.csv)" },
        click("Continue"),
        { content: "The columns are filled in", trigger: ".o_data_row:contains(Code client)" },
        click("Check"),
        { content: "Two are new", trigger: ".o_dso_count [name='created'] span:text(2)" },
        click("Import"),
        {
            content: "The import waits, and the page says so",
            trigger: ".o_dso_run_progress:contains(Waiting for its turn)",
            async run() {
                const [cron] = await call("ir.cron", "search", [[["name", "=", "Smart Upload: import"]]]);
                await call("ir.cron", "method_direct_trigger", [[cron]]);
            },
        },
        { content: "The page shows the end by itself", trigger: "h2:contains(Your file is imported)" },
        { content: "Two were created", trigger: ".o_dso_count [name='created'] span:text(2)" },
    ],
});
