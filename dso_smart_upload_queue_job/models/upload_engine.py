"""What the blocks of a file need of each other when they are not imported one after the other."""

from odoo import api, models

from odoo.addons.dso_smart_upload.pipeline.blocks import Reading


class DsoUploadEngine(models.AbstractModel):
    _inherit = "dso.upload.engine"

    @api.model
    def _amounts_of_blocks(self, work, job):
        """Find the protected amounts of companies with several rows, which one block hands on to the later ones.

        :return: dict (header, legal entity) -> (last line of the block that has it first, (line, amount))
        """
        found, reading = {}, Reading(job.tables(), work.reading.survey)
        if reading.survey.entities:
            while (table := reading.next_block()) is not None:
                self._remember_amounts(work, table, reading)
                for key, amount in reading.amounts.items():
                    found.setdefault(key, (reading.position, amount))
        return found
