import { press } from "@odoo/hoot-dom";

/** Put files on the page, as a person's drag and drop does. */
export function drop(...files) {
    return {
        content: `Drop ${files.map(([name]) => name).join(" and ")}`,
        trigger: ".o_dso_bench h2",
        run() {
            const transfer = new DataTransfer();
            for (const [name, text] of files) {
                transfer.items.add(new File([text], name, { type: "text/csv" }));
            }
            this.anchor.dispatchEvent(
                new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true })
            );
        },
    };
}

export const heading = (text) => ({ content: `It says ${text}`, trigger: `.o_dso_bench h2:contains(${text})` });

export const click = (text, within = ".o_dso_bench") => ({
    content: `Click ${text}`,
    trigger: `${within} button:enabled:contains(${text})`,
    run: "click",
});

export const next = (text) => ({
    content: `Click ${text}`,
    trigger: `.o_dso_next:enabled:contains(${text})`,
    run: "click",
});

export const counted = (name, count) => ({
    content: `${count} ${name}`,
    trigger: `[data-count='${name}'] b:text(${count})`,
});

/** Choose a field for a column with the mouse. */
export function choose(header, field) {
    return [
        {
            content: `Open the choice of ${header}`,
            trigger: `.o_dso_column[data-column='${header}'] .o_dso_pick`,
            run: "click",
        },
        { content: `Choose ${field}`, trigger: `.o_dso_option:contains(${field})`, run: "click" },
        {
            content: `${header} is ${field}`,
            trigger: `.o_dso_column[data-column='${header}'] .o_dso_pick:contains(${field})`,
        },
    ];
}

/** Press Tab, as a person without a mouse, until something has the focus. */
export function tabTo(selector, { back = false, most = 60 } = {}) {
    return {
        content: `Press Tab to ${selector}`,
        trigger: "body",
        async run() {
            for (let times = 0; times < most; times++) {
                if (document.activeElement.matches(selector)) {
                    return;
                }
                await press(back ? ["shift", "Tab"] : "Tab");
            }
            throw new Error(`Tab does not lead to ${selector}; it is at ${document.activeElement.outerHTML}`);
        },
    };
}

/** Press keys on what has the focus. */
export const keys = (...pressed) => ({
    content: `Press ${pressed.join(", ")}`,
    trigger: "body",
    async run() {
        for (const key of pressed) {
            await press(key);
            await new Promise((resolve) => requestAnimationFrame(resolve));
        }
    },
});

/** What has the focus must match. */
export const focused = (selector) => ({
    content: `${selector} has the focus`,
    trigger: `${selector}:focus`,
});

/** From now on a warning fails the tour, as an error does. */
export const strict = () => ({
    content: "No warning may appear",
    trigger: "body",
    run() {
        const warn = console.warn;
        console.warn = (...args) => {
            warn(...args);
            console.error(`A warning appeared: ${args.join(" ")}`);
        };
    },
});
