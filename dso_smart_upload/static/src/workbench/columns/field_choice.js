import { Component, onMounted, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { FieldSearch } from "./field_search";

let nextId = 1;

/**
 * The list of what a column can be: a box to type in, and the fields in groups below it.
 *
 * As in any combobox: arrows move, Enter chooses, Escape leaves.
 */
export class FieldChoice extends Component {
    static template = "dso_smart_upload.FieldChoice";
    static props = {
        bench: Object,
        column: Object,
        text: { type: String, optional: true },
        onChosen: Function,
        onNewField: Function,
        close: { type: Function, optional: true },
    };

    setup() {
        this.id = `o_dso_choice_${nextId++}`;
        const { bench, column } = this.props;
        this.search = new FieldSearch(bench.start.fields, bench.words);
        this.state = useState({ text: this.props.text || "", at: 0 });
        this.input = useRef("input");
        this.list = useRef("list");
        const chosen = this.options.findIndex((option) => option.value === column.field);
        this.state.at = this.state.text ? this.first : Math.max(chosen, 0);
        onMounted(() => this.input.el.focus({ preventScroll: true }));
        useEffect(
            () => {
                this.list.el?.querySelector(".o_dso_active")?.scrollIntoView({ block: "nearest" });
            },
            () => [this.state.at, this.state.text]
        );
    }

    /** What can be chosen now, in groups: `name` of the group and its `options`. */
    get groups() {
        const { bench } = this.props;
        const text = this.state.text.trim();
        const fields = this.search.find(text);
        const extras = [{ value: 0, name: _t("Leave this column out"), icon: "fa-minus-circle" }];
        if (bench.settings.may_add_fields) {
            extras.push({ value: -1, name: _t("New field…"), icon: "fa-plus" });
        }
        let groups = [];
        if (text) {
            groups = [{ key: "found", name: "", options: fields.map((field) => this.option(field)) }];
        } else {
            groups = bench.start.shelves
                .map(({ key, name }) => ({
                    key,
                    name,
                    options: fields.filter((field) => field.shelf === key).map((field) => this.option(field)),
                }))
                .filter((group) => group.options.length);
        }
        const extra = { key: "extra", name: "", options: extras };
        groups = text ? [...groups, extra] : [extra, ...groups];
        let position = 0;
        for (const group of groups) {
            group.options = group.options.map((option) => ({ ...option, position: position++ }));
        }
        return groups;
    }

    option(field) {
        const { bench, column } = this.props;
        const other = field.several ? null : bench.columns.find((one) => one.field === field.id && one.id !== column.id);
        return {
            value: field.id,
            name: field.name,
            description: field.description,
            taken: other ? _t("now: %s", other.header) : "",
            isRequired: field.required,
        };
    }

    get options() {
        return this.groups.flatMap((group) => group.options);
    }

    /** Where the first field stands, before which there may be what is no field. */
    get first() {
        return Math.max(this.options.findIndex((option) => option.value > 0), 0);
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.state.at = this.state.text ? 0 : this.first;
    }

    onKeydown(ev) {
        const { options } = this;
        const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
        if (ev.key in moves) {
            const to = this.state.at + moves[ev.key];
            const isStep = Math.abs(moves[ev.key]) === 1;
            this.state.at = isStep
                ? (to + options.length) % options.length
                : Math.min(Math.max(to, 0), options.length - 1);
        } else if (ev.key === "Enter") {
            this.choose(options[this.state.at]);
        } else if (ev.key === "Tab") {
            this.props.close?.();
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    choose(option) {
        if (!option) {
            return;
        }
        this.props.close?.();
        if (option.value === -1) {
            this.props.onNewField(this.props.column);
        } else {
            this.props.onChosen(this.props.column, option.value);
        }
    }
}
