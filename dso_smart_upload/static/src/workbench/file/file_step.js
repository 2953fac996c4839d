import { Component, useRef } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";

const ENDINGS = ".csv,.txt,.tsv,.xlsx,.xlsm,.xlsb,.xls,.ods,.xml,.htm,.html,.zip,.gz";

/** The first step: a place to drop a file on, or to choose one from the disk. */
export class FileStep extends Component {
    static template = "dso_smart_upload.FileStep";
    static props = { bench: Object };

    setup() {
        this.input = useRef("input");
        this.endings = ENDINGS;
    }

    get limit() {
        const size = formatFloat(this.props.bench.start.max_bytes / 1e6, { digits: [16, 1], trailingZeros: false });
        return _t("up to %s MB", size);
    }

    /** When a mapping was used last, in words. */
    lastUsed(mapping) {
        return mapping.last_used
            ? _t("last used %s", deserializeDateTime(mapping.last_used).toRelative())
            : _t("not used yet");
    }

    async onChange(ev) {
        await this.props.bench.takeFiles(ev.target.files);
        if (this.input.el) {
            this.input.el.value = ""; // the same file may be chosen again
        }
    }
}
