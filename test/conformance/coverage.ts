import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { DatabaseName } from "../databases/index.ts";

/** What became of a case: `create`, `adopt`, and each of its changes. */
export interface CaseResult {
  readonly row: string;
  readonly promises: Record<string, boolean>;
  readonly notByTypeorm?: string;
  /** What the database or TypeORM answered, where it refuses what the case declares. */
  refused?: string;
}

/** What became of the cases of one group, with one major of TypeORM. */
export interface GroupResult {
  readonly title: string;
  readonly database: DatabaseName;
  readonly major: string;
  readonly results: readonly CaseResult[];
}

const folder = fileURLToPath(new URL("../../.cache/conformance/", import.meta.url));

/** Keeps the results for the coverage table, which `npm run coverage` makes of those of all databases. */
export async function writeResults(group: Omit<GroupResult, "major">): Promise<void> {
  const major = process.env.TYPEORM_MAJOR ?? "";
  await mkdir(folder, { recursive: true });
  const name = `${group.database}-${major}-${group.title}`.replaceAll(/[^a-z0-9.]+/gi, "-");
  await writeFile(`${folder}${name}.json`, JSON.stringify({ ...group, major }));
}
