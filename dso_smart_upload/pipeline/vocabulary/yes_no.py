"""Words and signs for yes and no, folded as ``words.plain`` does: for values, and to know a column of them.

``TRUE`` and ``FALSE`` are what spreadsheets make of a truth value, in their languages; ``YES`` and ``NO`` what people
write.
"""

TRUE = frozenset(
    "true vrai wahr vero verdadero verdadeiro waar prawda sant sand tosi pravda igaz adevarat dogru".split()
)
FALSE = frozenset("false faux falsch falso onwaar falsz falskt falsk epatosi nepravda hamis fals yanlis".split())
YES = TRUE | frozenset("oui o yes y t v ja j w si s sim tak ano igen kylla da evet x xx on ok ✓ ✔ ☑ √ ✅".split())
NO = FALSE | frozenset("non no n f nein nao nee nie nej nei ne nem ei nu hayir off ✗ ✘ ☐ ❌".split())
YES_NUMBERS, NO_NUMBERS = frozenset(("1", "1.0", "-1")), frozenset(("0", "0.0"))
