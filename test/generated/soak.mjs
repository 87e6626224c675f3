// The generated pairs of schemas, as many as wanted. See CONTRIBUTING.md.
//
//   npm run soak -- [--pairs 2000] [--seed 1] [--path 7:3:2] [--databases sqlite,postgres,mysql,mariadb]
//
// A failure prints the seed and the path of the shrunk pair; given both, that pair alone is run.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "2000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    path: { type: "string" },
    databases: { type: "string" },
  },
});
for (const name of ["pairs", "seed"]) {
  if (!/^\d+$/.test(values[name])) throw new Error(`--${name} takes a whole number; got "${values[name]}"`);
}
console.log(`${values.pairs} pairs a database, seed ${values.seed}`);
const { status } = spawnSync(
  process.execPath,
  [
    fileURLToPath(new URL("../run.mjs", import.meta.url)),
    ...(values.databases === undefined ? [] : ["--databases", values.databases]),
    "test/generated",
  ],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      LIMBECK_PAIRS: values.pairs,
      LIMBECK_SEED: values.seed,
      ...(values.path === undefined ? {} : { LIMBECK_PATH: values.path }),
    },
  },
);
process.exit(status ?? 1);
