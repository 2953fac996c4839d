import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { counted, drop, heading, next } from "./bench_utils";

const TEXT = "Code client;Raison sociale;Ville\nB001;Filature du Nord;Lille\nB002;Tuilerie des Alpes;Annecy\n";

const call = (model, method, args) =>
    rpc(`/web/dataset/call_kw/${model}/${method}`, { model, method, args, kwargs: {} });

/** Let the scheduled action do what waits. */
const work = async () => {
    const [cron] = await call("ir.cron", "search", [[["name", "=", "Smart Upload: import"]]]);
    await call("ir.cron", "method_direct_trigger", [[cron]]);
};

registry.category("web_tour.tours").add("dso_smart_upload_background", {
    steps: () => [
        drop(["background.csv", TEXT]),
        heading("This is what the import will do"),
        next("Import 2 customers"),
        heading("Your file is being imported"),
        { content: "Think better of it", trigger: ".o_dso_progress button:contains(Cancel)", run: "click" },
        heading("This import was cancelled"),
        { content: "Go on after all", trigger: ".o_dso_step button:contains(Go on)", run: "click" },
        { content: "The import waits, and the page says so", trigger: ".o_dso_progress:contains(Waiting for its turn)" },
        {
            content: "Leave the page and come back",
            trigger: ".o_dso_bench h2",
            run: () => location.reload(),
            expectUnloadPage: true,
        },
        { content: "It is still under way", trigger: ".o_dso_progress:contains(Waiting for its turn)", run: work },
        heading("Your file is imported"),
        counted("created", 2),
        { content: "Ask for the undo", trigger: ".o_dso_undo:enabled", run: "click" },
        {
            content: "It says what will happen",
            trigger: ".o_dso_part:contains(2 customers that this import created are removed)",
        },
        { content: "Undo", trigger: ".o_dso_undo_now:enabled", run: "click" },
        heading("This import is being undone"),
        { content: "The undo waits", trigger: ".o_dso_progress:contains(Undo: waiting for its turn)", run: work },
        heading("This import is undone"),
        { content: "It says what was done", trigger: ".o_dso_step .alert:contains(2 customers removed)" },
    ],
});
