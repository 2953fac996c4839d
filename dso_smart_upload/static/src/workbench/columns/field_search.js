const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", "°": "o" };
const JOINTS = ["", "s", "n", "en", "es", "er"]; // between the parts of a glued word, as in "Kundennummer"
const SHORTEST_PART = 3;

/** Text as it is compared: lower case, no accents, anything but letters and digits a space; as `fold` on the server. */
export function fold(text) {
    return text
        .toLowerCase()
        .replace(/[ßæœøđłı°]/g, (letter) => LETTERS[letter])
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim();
}

/**
 * Finds fields by their names and by the words that other programs have for them.
 *
 * It never asks the server: `words` are those of `bench_words`, which come once.
 */
export class FieldSearch {
    /**
     * @param {Object[]} fields as `bench_fields` returns them
     * @param {Object|null} words as `bench_words` returns them; null: names only
     */
    constructor(fields, words) {
        this.fields = fields.map((field) => ({
            field,
            name: fold(field.name),
            more: fold(field.description),
            words: (words?.words[field.key] || []).map(fold),
            patterns: Object.entries(words?.patterns[field.key] || {}).map(([ideas, sure]) => [ideas.split(" "), sure]),
        }));
        this.ideas = Object.entries(words?.ideas || {});
    }

    /**
     * The fields that a text may mean, the likeliest first; all of them in their order for no text.
     *
     * @param {string} text
     * @returns {Object[]} fields
     */
    find(text) {
        const query = fold(text);
        if (!query) {
            return this.fields.map((one) => one.field);
        }
        const meanings = this.meanings(query);
        return this.fields
            .map((one) => ({ field: one.field, score: Math.max(scoreOfNames(one, query), scoreOfIdeas(one, meanings)) }))
            .filter((one) => one.score > 0)
            .sort((one, other) => other.score - one.score)
            .map((one) => one.field);
    }

    /** Which ideas the words of a query can mean: one array for each word; glued words are taken apart. */
    meanings(query) {
        const whole = this.ideasOf(query, true);
        if (whole.length) {
            return [whole];
        }
        return query.split(" ").flatMap((word) => {
            const found = this.ideasOf(word);
            return found.length ? [found] : this.parts(word) || [[]];
        });
    }

    ideasOf(word, isExact = false) {
        const isMeant = (known) => known === word || (!isExact && word.length > 1 && known.startsWith(word));
        return this.ideas.filter(([, words]) => words.some(isMeant)).map(([idea]) => idea);
    }

    /** The ideas of the parts of a glued word, or null. */
    parts(word) {
        for (let cut = word.length - SHORTEST_PART; cut >= SHORTEST_PART; cut--) {
            for (const joint of JOINTS) {
                const [first, second] = [word.slice(0, cut), word.slice(cut)];
                if (!first.endsWith(joint)) {
                    continue;
                }
                const head = this.ideasOf(first.slice(0, first.length - joint.length), true);
                const tail = head.length && this.ideasOf(second);
                if (tail && tail.length) {
                    return [head, tail];
                }
            }
        }
        return null;
    }
}

function scoreOfNames({ name, more, words }, query) {
    if (name.startsWith(query)) {
        return 100;
    }
    if (name.split(" ").some((word) => word.startsWith(query)) || words.some((word) => word.startsWith(query))) {
        return 90;
    }
    if (name.includes(query)) {
        return 80;
    }
    return query.length > 2 && more.includes(query) ? 30 : 0;
}

function scoreOfIdeas({ patterns }, meanings) {
    let best = 0;
    for (const [ideas, sure] of patterns) {
        if (meanings.length && meanings.every((meant) => meant.some((idea) => ideas.includes(idea)))) {
            const isWhole = ideas.every((idea) => meanings.some((meant) => meant.includes(idea)));
            best = Math.max(best, (isWhole ? 70 : 35) * sure);
        }
    }
    return best;
}
