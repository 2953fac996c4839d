"""Words for nothing: what people and programs write in a cell that has no value."""

# What people and programs write where there is nothing; folded. Only asked where a word means nothing else.
NOTHING = frozenset(
    "|na|n a|nc|n c|nd|n d|n r|none|null|nil|nan|nothing|blank|empty|unknown|not applicable|to be defined|tbd"
    "|undefined|not set|tba|xx|xxx|xxxx|xxxxx|nihil"
    "|vide|neant|aucun|aucune|inconnu|inconnue|sans|sans objet|s o|non renseigne|non communique|a definir"
    "|nichts|keine|keiner|kein|ohne|leer|unbekannt|k a|entfallt|nessuno|nessuna|ninguno|ninguna|desconocido"
    "|geen|leeg|onbekend|nvt|n v t|nenhum|nenhuma"
    "|keine angabe|keine angaben|ohne angabe|ohne angaben|nicht vorhanden|nicht bekannt|nicht angegeben"
    "|nicht zutreffend"
    "|non renseignee|non communiquee|non connu|non disponible|pas de donnees|aucune donnee|a completer|sans valeur"
    "|not available|not specified|not provided|not known|no data|no value|to be confirmed|nat|nul"
    "|non disponibile|non specificato|non applicabile|sin datos|no disponible|no aplica|no especificado"
    "|niet van toepassing|niet bekend|geen gegevens|nao disponivel|nao aplicavel|brak|brak danych|saknas|ingen"
    "|niente|nao informado|nao informada|no informado|not informed|sem informacao|sin informacion".split(
        "|"
    )
)
