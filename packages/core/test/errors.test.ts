import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, isLimbeckError, LimbeckError, messageOf, PendingChangesError } from "../src/errors.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

describe("the codes of errors", () => {
  it("are documented one by one, in the same order", () => {
    const [, union = ""] = /export type ErrorCode =([^;]*);/.exec(read("../src/errors.ts")) ?? [];
    const codes = [...union.matchAll(/"(E_\w+)"/g)].map((match) => match[1]);
    const headings = [...read("../../../docs/errors.md").matchAll(/^## (E_\w+)$/gm)].map((match) => match[1]);
    expect(codes.length).toBeGreaterThan(40);
    expect(headings).toEqual(codes);
  });
});

describe("LimbeckError", () => {
  it("is known by a brand, so that two copies of the package do no harm", () => {
    const error = new ConfigError("E_CONFIG", "no", { details: { key: "x" }, cause: "why" });
    expect(isLimbeckError(error)).toBe(true);
    expect(error).toBeInstanceOf(LimbeckError);
    expect([error.name, error.code, error.details, error.cause]).toEqual([
      "ConfigError",
      "E_CONFIG",
      { key: "x" },
      "why",
    ]);
    const foreign = Object.defineProperty(new Error("x"), Symbol.for("limbeck.error"), { value: true });
    expect(isLimbeckError(foreign)).toBe(true);
    for (const other of [undefined, null, "E_CONFIG", new Error("x"), {}])
      expect(isLimbeckError(other)).toBe(false);
  });

  it("tells twenty pending changes, and how many more there are", () => {
    const { message, operations } = new PendingChangesError(
      Array.from({ length: 25 }, (_none, at) => `change ${at}`),
    );
    expect(operations).toHaveLength(25);
    expect(message).toContain("change 19\n  … and 5 more");
    expect(messageOf("text")).toBe("text");
  });
});
