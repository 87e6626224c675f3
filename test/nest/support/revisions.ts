import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A revision of the tests' application: an ES module, as a build writes it. */
export function revisionSource(
  id: string,
  downRevision: string | null,
  upgrade: string,
  imports = "",
): string {
  return `${imports}
export const revision = "${id}";
export const downRevision = ${JSON.stringify(downRevision)};
export async function upgrade(op, context) {
  ${upgrade}
}
export async function downgrade() {}
`;
}

const core = `import { column, primaryKey } from "@limbeck/core";`;

/** What makes the tables of the entities: `account`, and then a row in it. */
export const accountRevisions: Readonly<Record<string, string>> = {
  aaaa1111: revisionSource(
    "aaaa1111",
    null,
    `await op.createTable("account", [
      column("id", "integer"),
      column("name", "varchar(50)"),
      primaryKey(["id"], { name: op.f("pk_account") }),
    ]);`,
    core,
  ),
  bbbb2222: revisionSource(
    "bbbb2222",
    "aaaa1111",
    `await op.execute("INSERT INTO account (id, name) VALUES (1, 'Ada')");`,
  ),
};

/** Writes revisions into a folder of their own, where an application finds its packages; it goes with the application. */
export async function writeRevisions(
  sources: Readonly<Record<string, string>>,
  application: string,
): Promise<{ readonly directory: string }> {
  const directory = await mkdtemp(join(application, "revisions-"));
  for (const [id, source] of Object.entries(sources)) await writeFile(join(directory, `${id}.mjs`), source);
  return { directory };
}
