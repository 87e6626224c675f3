// One migrator as a process of its own: node migrate.mjs '{ "options": …, "directory": … }'. Prints what it has run.
import { createJiti } from "jiti";

const [input = "{}"] = process.argv.slice(2);
const { options, directory } = JSON.parse(input);
const jiti = createJiti(import.meta.url);
const { Migrator } = await jiti.import("../../packages/core/src/index.ts");
const { DataSource } = await import("typeorm");
const migrator = new Migrator({ dataSource: new DataSource(options), directory });
// All start at once, however long each took to load.
console.log("ready");
await new Promise((resolve) => process.stdin.once("data", resolve));
const applied = await migrator.upgrade("head");
console.log(JSON.stringify(applied.map(({ revision }) => revision)));
process.exit(0);
