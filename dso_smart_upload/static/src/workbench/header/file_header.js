import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";

const HEADER_LINES = 10;
const NO_HEADER = -1;

/**
 * What was read of the file, on every step, and how. Another choice is shown at once on the first lines of the file, and
 * then read so.
 */
export class FileHeader extends Component {
    static template = "dso_smart_upload.FileHeader";
    static props = { bench: Object };

    setup() {
        this.state = useState({ isOpen: false, draft: null, preview: null });
        this.asked = 0;
    }

    get file() {
        return this.props.bench.file;
    }

    get isText() {
        return Boolean(this.file.encoding) && !this.file.sheet;
    }

    get mayChange() {
        return this.props.bench.step !== "done";
    }

    /** Rows and columns, in words. */
    get size() {
        const { rows, columns } = this.file;
        const words = [];
        if (rows) {
            words.push(rows === 1 ? _t("1 row") : _t("%s rows", formatInteger(rows)));
        }
        if (columns) {
            words.push(columns === 1 ? _t("1 column") : _t("%s columns", columns));
        }
        return words.join(" · ");
    }

    /** What is chosen now: what a person is trying out, or what holds. */
    get said() {
        return this.state.draft || this.file.said;
    }

    /** The choices: `name`, `label`, `value` (as chosen), `options` ([value, label]). */
    get choices() {
        const { file, said } = this;
        const found = (label) => _t("Found by itself: %s", label);
        const choices = [];
        if (file.sheets?.length > 1) {
            choices.push({
                name: "sheet",
                label: _t("Sheet"),
                value: said.sheet,
                options: [["", said.sheet ? _t("Found by itself") : found(file.sheet)], ...file.sheets.map((one) => [one, one])],
            });
        }
        if (this.isText) {
            const encodings = this.encodings;
            choices.push({
                name: "encoding",
                label: _t("Encoding"),
                value: said.encoding,
                options: withValue(
                    [
                        ["", said.encoding ? _t("Found by itself") : found(encodings[file.encoding] || file.encoding)],
                        ...Object.entries(encodings),
                    ],
                    said.encoding
                ),
            });
            const delimiters = this.delimiters;
            choices.push({
                name: "delimiter",
                label: _t("Delimiter"),
                value: said.delimiter,
                options: withValue(
                    [
                        [
                            "",
                            said.delimiter
                                ? _t("Found by itself")
                                : found(delimiters[file.delimiter] || file.delimiter || _t("none")),
                        ],
                        ...Object.entries(delimiters),
                    ],
                    said.delimiter
                ),
            });
        }
        const line = said.no_header ? NO_HEADER : said.header_line;
        const lines = Array.from({ length: HEADER_LINES }, (_, at) => [at + 1, _t("Line %s", at + 1)]);
        choices.push({
            name: "header_line",
            label: _t("Headers"),
            value: line,
            options: withValue(
                [
                    [0, line ? _t("Found by itself") : found(file.header_line ? _t("line %s", file.header_line) : _t("no headers"))],
                    [NO_HEADER, _t("No headers")],
                    ...lines,
                ],
                line
            ),
        });
        return choices;
    }

    get encodings() {
        return {
            "utf-8": "UTF-8",
            cp1252: "Windows (cp1252)",
            "iso8859-15": "Latin 9 (ISO 8859-15)",
            cp850: "DOS (cp850)",
            mac_roman: "Macintosh",
            cp1250: _t("Windows, Central Europe (cp1250)"),
            "iso8859-2": "Latin 2 (ISO 8859-2)",
            cp1251: _t("Windows, Cyrillic (cp1251)"),
            cp1253: _t("Windows, Greek (cp1253)"),
            cp1254: _t("Windows, Turkish (cp1254)"),
            "utf-16": "UTF-16",
            gb18030: _t("Chinese (GB 18030)"),
            big5: _t("Chinese (Big5)"),
            shift_jis: _t("Japanese (Shift JIS)"),
            euc_kr: _t("Korean (EUC-KR)"),
        };
    }

    get delimiters() {
        return {
            ";": _t("Semicolon ( ; )"),
            ",": _t("Comma ( , )"),
            "\t": _t("Tab"),
            "|": _t("Bar ( | )"),
            "^": _t("Caret ( ^ )"),
            "  ": _t("Spaces"),
            fixed: _t("Fixed width"),
        };
    }

    /** Show the first lines of the file, or hide them. */
    async toggle() {
        this.state.isOpen = !this.state.isOpen;
        if (this.state.isOpen) {
            await this.show();
        } else {
            this.state.draft = null;
        }
    }

    async onChange(name, value) {
        const draft = { ...this.said };
        if (name === "header_line") {
            Object.assign(draft, { no_header: Number(value) === NO_HEADER, header_line: Math.max(Number(value), 0) });
        } else {
            draft[name] = value;
        }
        this.state.draft = draft;
        this.state.isOpen = true;
        await this.show();
    }

    async show() {
        const asked = ++this.asked;
        const preview = await this.props.bench.call("bench_preview", this.said);
        if (asked === this.asked) {
            this.state.preview = preview;
        }
    }

    /** Which line of the preview holds the headers. */
    get headerLine() {
        const { said, file } = this;
        return said.no_header ? 0 : said.header_line || file.header_line;
    }

    async read() {
        const draft = this.state.draft;
        if (await this.props.bench.read(draft)) {
            Object.assign(this.state, { isOpen: false, draft: null });
        }
    }

    leave() {
        Object.assign(this.state, { isOpen: false, draft: null });
    }
}

/** Options with one more where the value is none of them. */
function withValue(options, value) {
    return options.some(([one]) => one === value) ? options : [...options, [value, String(value)]];
}
