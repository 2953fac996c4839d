import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { checkFileSize } from "@web/core/utils/files";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const { DateTime } = luxon;

/** A wide place to drop a file on, or to choose one from the disk. */
export class FileDropField extends Component {
    static template = "dso_smart_upload.FileDropField";
    static props = {
        ...standardFieldProps,
        acceptedFileExtensions: { type: String, optional: true },
        fileNameField: { type: String, optional: true },
        dateField: { type: String, optional: true },
        limitField: { type: String, optional: true },
    };
    static defaultProps = { acceptedFileExtensions: "*" };

    setup() {
        this.input = useRef("input");
        this.state = useState({ over: false, reading: false });
        this.notification = useService("notification");
    }

    get fileName() {
        return this.props.record.data[this.props.fileNameField] || "";
    }

    get hasFile() {
        return Boolean(this.props.record.data[this.props.name]);
    }

    choose() {
        this.input.el.click();
    }

    async onChange(ev) {
        await this.read(ev.target.files);
        ev.target.value = "";
    }

    async onDrop(ev) {
        this.state.over = false;
        await this.read(ev.dataTransfer.files);
    }

    async read(files) {
        if (files.length > 1) {
            this.notification.add(_t("Drop one file at a time."), { type: "warning" });
            return;
        }
        const [file] = files;
        if (!file || !checkFileSize(file.size, this.notification)) {
            return;
        }
        if (!file.size) {
            this.notification.add(_t("%s is empty: export it again with the customers.", file.name), {
                type: "warning",
            });
            return;
        }
        const size = file.size / 1e6;
        const limit = this.props.record.data[this.props.limitField];
        if (limit && size > limit) {
            const shown = (number) => formatFloat(number, { digits: [16, 1], trailingZeros: false });
            this.notification.add(
                _t(
                    "%(name)s has %(size)s MB; at most %(limit)s MB can be imported. Split it, or ask for a higher limit.",
                    { name: file.name, size: shown(size), limit: shown(limit) }
                ),
                { type: "warning" }
            );
            return;
        }
        this.state.reading = true;
        try {
            const url = await getDataURLFromFile(file);
            await this.props.record.update({
                [this.props.name]: url.split(",")[1] || "",
                [this.props.fileNameField]: file.name,
                ...(this.props.dateField && { [this.props.dateField]: DateTime.fromMillis(file.lastModified) }),
            });
        } finally {
            this.state.reading = false;
        }
    }
}

registry.category("fields").add("dso_file_drop", {
    component: FileDropField,
    supportedTypes: ["binary"],
    extractProps: ({ attrs, options }) => ({
        acceptedFileExtensions: options.accepted_file_extensions,
        fileNameField: attrs.filename,
        dateField: options.date_field,
        limitField: options.limit_field,
    }),
});
