import { describe, expect, it } from "vitest";
import type { Operation } from "../../src/operation/operation.ts";
import { batches } from "../../src/plan/batches.ts";

const a = { name: "a" };
const b = { name: "b" };
const dropA: Operation = { kind: "dropColumn", table: a, column: "x" };
const indexA: Operation = { kind: "createIndex", table: a, index: { name: "ix", parts: [], unique: false } };
const dropIndexA: Operation = { kind: "dropIndex", table: a, name: "old" };
const renameA: Operation = { kind: "renameColumn", table: a, column: "y", newName: "z" };
const indexB: Operation = {
  kind: "createIndex",
  table: b,
  index: { name: "ix_b", parts: [], unique: false },
};
const data: Operation = { kind: "execute", sql: "UPDATE a SET z = 1" };
const rebuilds = ({ kind }: Operation) => kind === "dropColumn";

describe("batches", () => {
  it("compiles operations one by one where nothing is rebuilt", () => {
    expect(batches([dropA, indexA, indexB], () => false)).toEqual([[dropA], [indexA], [indexB]]);
  });

  it("joins all changes of a rebuilt table at the place of the first one", () => {
    expect(batches([dropIndexA, indexB, dropA, indexA], rebuilds)).toEqual([
      [dropIndexA, dropA, indexA],
      [indexB],
    ]);
  });

  it("moves nothing across the rename of a column, which the database carries into triggers and views", () => {
    expect(batches([dropA, renameA, indexA], rebuilds)).toEqual([[dropA], [renameA], [indexA]]);
  });

  it("moves nothing across a statement written by hand", () => {
    expect(batches([indexA, data, dropA, indexA], rebuilds)).toEqual([[indexA], [data], [dropA, indexA]]);
  });
});
