import type { MigrationScript } from "@limbeck/core";
import { expect } from "vitest";
import { runOperations } from "../conformance/run-operations.ts";
import { type Model, type Scene, structure } from "./scene.ts";

export interface Change {
  readonly before: Model;
  readonly after: Model;
  /** SQL that puts rows into the tables of `before`. */
  readonly seed?: readonly string[];
  /** SQL that reads them. */
  readonly read?: string;
  /** What it reads after the change; absent: the same as before. */
  readonly rows?: readonly object[];
  /** What TypeORM would run instead: something that matches, or nothing at all. */
  readonly typeorm?: RegExp | "nothing";
  /** False where TypeORM can't make the model of `after` as it is declared. Default true. */
  readonly comparable?: boolean;
}

/**
 * On a database that TypeORM made, with rows: the change is seen and leads to the structure that TypeORM gives to an
 * empty database, the rows are as they were, and the way back leads to the structure and the rows of the start.
 */
export async function expectChange(scene: Scene, change: Change): Promise<MigrationScript> {
  const { before, after, seed = [], read, typeorm, comparable = true } = change;
  await scene.synchronise(before);
  await scene.expectSilence(before);
  for (const statement of seed) await scene.query(statement);
  const rows = async () => (read === undefined ? [] : scene.query(read));
  const rowsBefore = await rows();
  if (read !== undefined) expect(rowsBefore).not.toEqual([]);
  if (typeorm === "nothing") expect(await scene.typeormSql(after), "TypeORM sees nothing").toEqual([]);
  else if (typeorm) expect((await scene.typeormSql(after)).join("\n"), "TypeORM's way").toMatch(typeorm);

  const start = await structure(scene.database);
  const script = await scene.upgrade(after);
  expect(script.upgradeOps, "the change is seen").not.toEqual([]);
  const changed = await structure(scene.database);
  expect(changed, "the structure differs").not.toEqual(start);
  if (comparable) expect(changed, "TypeORM's own structure").toEqual(await scene.fresh(after));
  expect(await rows()).toEqual(change.rows ?? rowsBefore);

  await runOperations(scene.dataSource(before), script.downgradeOps);
  expect(await structure(scene.database), "the way back").toEqual(start);
  await scene.expectSilence(before);
  if (change.rows === undefined) expect(await rows()).toEqual(rowsBefore);
  return script;
}
