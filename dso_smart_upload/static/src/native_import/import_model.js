import { BaseImportModel } from "@base_import/import_model";
import { patch } from "@web/core/utils/patch";

/**
 * Odoo's import takes every message for a failure and stops. That protected values were kept is none:
 * say it, and let the import go on.
 */
patch(BaseImportModel.prototype, {
    async _callImport(dryrun, args) {
        const result = await super._callImport(dryrun, args);
        const kept = (result.messages || []).filter((message) => message.dso_kept);
        if (kept.length) {
            result.messages = result.messages.filter((message) => !message.dso_kept);
            for (const { message } of kept) {
                this.notificationService.add(message, { type: "warning", sticky: true });
            }
        }
        return result;
    },
});
