import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createDatabase, databaseNames } from "../databases/index.ts";

const script = fileURLToPath(new URL("./migrate.mjs", import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

interface Migrator {
  /** Everything is loaded; the process waits for {@link go}. */
  readonly ready: Promise<unknown>;
  readonly go: () => void;
  readonly ended: Promise<Outcome>;
}

function startMigrator(input: object): Migrator {
  const child = spawn(process.execPath, [script, JSON.stringify(input)], { stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data: Buffer) => {
      output += data.toString();
    });
  }
  return {
    ready: new Promise((resolve) => child.stdout.once("data", resolve)),
    go: () => child.stdin.write("go\n"),
    ended: new Promise((resolve) => child.once("close", (code) => resolve({ code, output }))),
  };
}

describe.each(databaseNames)("twenty processes upgrade one %s database at once", (name) => {
  it("each revision runs once, the others wait and find nothing to do", async () => {
    const database = await createDatabase(name, "twenty");
    const directory = await mkdtemp(join(tmpdir(), "limbeck-twenty-"));
    try {
      const ids = ["aaaa1111", "bbbb2222", "cccc3333"];
      for (const [at, id] of ids.entries()) {
        const down = at === 0 ? "null" : `"${ids[at - 1]}"`;
        await writeFile(
          join(directory, `${id}.mjs`),
          `export const revision = "${id}";
           export const downRevision = ${down};
           export async function upgrade(op) {
             await op.execute("CREATE TABLE t${at} (id integer)");
             await op.execute("INSERT INTO t${at} VALUES (1)");
           }
           export async function downgrade() {}\n`,
        );
      }
      const migrators = Array.from({ length: 20 }, () =>
        startMigrator({ options: { ...database.options, entities: [] }, directory }),
      );
      await Promise.all(migrators.map(({ ready }) => ready));
      for (const { go } of migrators) go();
      const outcomes = await Promise.all(migrators.map(({ ended }) => ended));
      expect(outcomes.filter(({ code }) => code !== 0)).toEqual([]);
      const applied = outcomes.flatMap(({ output }) => JSON.parse(output.replace("ready", "")) as string[]);
      expect(applied.sort()).toEqual(ids);
      for (const at of ids.keys()) expect(await database.query(`SELECT id FROM t${at}`)).toEqual([{ id: 1 }]);
      expect(await database.query("SELECT revision FROM limbeck_version")).toEqual([
        { revision: "cccc3333" },
      ]);
    } finally {
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
