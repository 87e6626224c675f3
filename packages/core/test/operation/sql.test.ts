import { sql } from "@limbeck/core";
import { describe, expect, it } from "vitest";

describe("sql`…`", () => {
  it("puts SQL and numbers into the text, and keeps it one where nothing is bound", () => {
    expect(sql`a = ${1} AND ${sql`b`} > ${2n}`).toEqual({ sql: "a = 1 AND b > 2" });
  });

  it("keeps values apart, also those of SQL within", () => {
    const inner = sql`b = ${"x"} OR ${sql`c`}`;
    expect(sql`a = ${null} AND (${inner}) AND d = ${true}`).toEqual({
      texts: ["a = ", " AND (b = ", " OR c) AND d = ", ""],
      values: [null, "x", true],
    });
  });

  it.each([
    ["undefined", undefined],
    ["a number that is none", Number.NaN],
    ["an object", { a: 1 }],
    ["an array", [1]],
    ["a date that is none", new Date("x")],
  ])("refuses %s", (_what, value) => {
    expect(() => sql`a = ${value as never}`).toThrow(expect.objectContaining({ code: "E_VALUE" }));
  });
});
