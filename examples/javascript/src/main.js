import { Migrator } from "@limbeck/core";
import { dataSource } from "./data-source.js";
import { Note } from "./note.js";

await dataSource.initialize();

// Before anything else: the tables that this version of the program needs.
const migrator = new Migrator({ dataSource, directory: "migrations" });
for (const { revision, message } of await migrator.upgrade("head")) console.log(`ran ${revision} ${message}`);

const notes = dataSource.getRepository(Note);
await notes.save({ text: "buy milk" });
console.log(await notes.find());

await dataSource.destroy();
