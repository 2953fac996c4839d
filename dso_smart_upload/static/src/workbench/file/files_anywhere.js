import { useExternalListener, useState } from "@odoo/owl";

/**
 * Take files wherever on the page they are dropped or pasted; a file beside the page never replaces it.
 *
 * @param {(files: FileList) => void} take
 * @returns {{is: boolean}} whether a file is held over the page
 */
export function useFilesAnywhere(take) {
    const over = useState({ is: false });
    let depth = 0;
    const hasFiles = (ev) => Boolean(ev.dataTransfer?.types?.includes("Files"));
    const stop = (ev) => {
        if (hasFiles(ev)) {
            ev.preventDefault();
        }
    };
    useExternalListener(window, "dragenter", (ev) => {
        if (hasFiles(ev)) {
            ev.preventDefault();
            depth++;
            over.is = true;
        }
    });
    useExternalListener(window, "dragover", stop);
    useExternalListener(window, "dragleave", (ev) => {
        if (hasFiles(ev)) {
            depth = Math.max(depth - 1, 0);
            over.is = depth > 0;
        }
    });
    useExternalListener(window, "drop", (ev) => {
        depth = 0;
        over.is = false;
        if (hasFiles(ev)) {
            ev.preventDefault();
            take(ev.dataTransfer.files);
        }
    });
    useExternalListener(window, "paste", (ev) => {
        if (ev.clipboardData?.files?.length) {
            ev.preventDefault();
            take(ev.clipboardData.files);
        }
    });
    return over;
}
