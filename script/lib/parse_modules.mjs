// Parses the files named on the command line as ES modules, without running them; ends with 1 if one has a syntax error.
import { readFileSync } from "node:fs";
import vm from "node:vm";

for (const file of process.argv.slice(2)) {
    try {
        new vm.SourceTextModule(readFileSync(file, "utf8"), { identifier: file });
    } catch (error) {
        process.exitCode = 1;
        // the stack begins with the file and the line, except where the file ends too early
        const place = error.stack.split("\n")[0];
        console.log(`${place.startsWith(file) ? place : file} ${error.message}`);
    }
}
