// The part of `npm run bench` that measures; run.mjs brings up the servers before.
import { databaseNames } from "../databases/index.ts";
import { benchCheck, type CheckResult } from "./check.ts";
import { benchColdStart } from "./cold-start.ts";
import { markdownTable } from "./measure.ts";
import { benchRevisions } from "./revisions.ts";
import { benchTypeCheck } from "./type-check.ts";

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};

const sizes = (option("--tables") ?? "100,1000,2000").split(",").map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 1))
  throw new Error(`--tables takes numbers such as 100,1000; got "${option("--tables")}"`);
const runs = Number(option("--runs") ?? 7);
if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs takes a number; got "${option("--runs")}"`);

function cells({ database, tables, catalog, limbeck, typeorm, queries }: CheckResult): string[] {
  const times = (value: number) => (Number.isNaN(value) ? "–" : (value / catalog).toFixed(1));
  return [
    database,
    String(tables),
    String(queries),
    `${catalog.toFixed(0)} ms`,
    times(limbeck),
    times(typeorm),
  ];
}

if (!process.argv.includes("--without-cold-start")) {
  const { node, commands } = await benchColdStart(Math.max(runs, 5));
  console.log("Cold start, as multiples of node -e 0:\n");
  console.log(
    markdownTable(
      ["what", "time"],
      [
        ["node -e 0", `${node.toFixed(0)} ms`],
        ...Object.entries(commands).map(([what, multiple]) => [what, multiple.toFixed(1)]),
      ],
    ),
  );
}

const results: CheckResult[] = [];
for (const name of databaseNames) {
  await benchCheck(
    name,
    { sizes, runs, withoutTypeorm: process.argv.includes("--without-typeorm") },
    (result) => {
      console.log(cells(result).join("  "));
      results.push(result);
    },
  );
}
console.log("\nA check of a database in sync, as multiples of its bare catalog queries:\n");
console.log(
  markdownTable(
    ["database", "tables", "queries", "catalog queries", "Limbeck", "TypeORM"],
    results.map(cells),
  ),
);
if (!process.argv.includes("--without-revisions")) {
  const revisions = await benchRevisions(runs);
  console.log("\nRevisions:\n");
  console.log(
    markdownTable(
      ["what", "time"],
      Object.entries(revisions).map(([what, time]) => [what, `${time.toFixed(0)} ms`]),
    ),
  );
}

if (!process.argv.includes("--without-type-check")) {
  const { alone, revisions } = await benchTypeCheck(Math.min(runs, 4));
  console.log("\nType check, in seconds of processor time:\n");
  console.log(
    markdownTable(
      ["what", "time"],
      [
        ["one revision that does nothing", `${(alone / 1000).toFixed(1)} s`],
        ["500 revisions of ten operations", `${(revisions / 1000).toFixed(1)} s`],
      ],
    ),
  );
}
