"""Words for nothing: what people and programs write in a cell that has no value."""

from .. import vocabulary

# Folded, as is "" of signs without a letter. Only asked where a word means nothing else.
NOTHING = vocabulary.nothing() | {""}
