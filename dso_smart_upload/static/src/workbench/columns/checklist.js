import { Component } from "@odoo/owl";

/** What every file must have and what is useful, and which column has it. */
export class Checklist extends Component {
    static template = "dso_smart_upload.Checklist";
    static props = { bench: Object };

    lines(name) {
        const { bench } = this.props;
        return bench.start.fields
            .filter((field) => field[name])
            .map((field) => ({
                field,
                headers: bench.columns.filter((column) => column.field === field.id).map((column) => column.header),
            }));
    }
}
