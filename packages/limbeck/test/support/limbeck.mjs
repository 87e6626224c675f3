// The command from its sources, as a program of its own; what node_modules/.bin/limbeck of a test's project starts.
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";

const source = (name) => fileURLToPath(new URL(`../../../${name}/src/index.ts`, import.meta.url));
const jiti = createJiti(import.meta.url, {
  alias: { "@limbeck/core": source("core"), "@limbeck/emitter": source("emitter") },
});
await jiti.import("../../src/bin.ts");
