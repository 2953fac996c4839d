import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const call = (model, method, args) =>
    rpc(`/web/dataset/call_kw/${model}/${method}`, { model, method, args, kwargs: {} });

registry.category("web_tour.tours").add("dso_smart_upload_undo", {
    steps: () => [
        {
            content: "Open the import",
            trigger: ".o_data_row td[name='filename']:contains(undo.csv)",
            run: "click",
        },
        { content: "Ask for the undo", trigger: ".o_statusbar_buttons button:contains(Undo)", run: "click" },
        {
            content: "It says what will happen",
            trigger: ".modal [name='undo_preview']:contains(2 customers that this import created are removed)",
        },
        { content: "Undo", trigger: ".modal-footer button:contains(Undo)", run: "click" },
        {
            content: "The undo waits, and the page says so",
            trigger: ".o_dso_run_progress:contains(Undo: waiting for its turn)",
            async run() {
                const [cron] = await call("ir.cron", "search", [[["name", "=", "Smart Upload: import"]]]);
                await call("ir.cron", "method_direct_trigger", [[cron]]);
            },
        },
        {
            content: "The page shows the end by itself",
            trigger: "[name='undo_summary']:contains(2 customers removed)",
        },
        { content: "Each line says what became of it", trigger: ".o_data_row [name='undo_result']:contains(Reverted)" },
    ],
});
