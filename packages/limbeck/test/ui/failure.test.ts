import { ConfigError } from "@limbeck/core";
import { expect, test } from "vitest";
import { failureLines, redact } from "../../src/ui/failure.ts";
import { noPlaces } from "../../src/ui/places.ts";
import { createStyle } from "../../src/ui/style.ts";

const plain = createStyle(false);

test("an error is one line with its code, and has its causes when asked", () => {
  const error = new ConfigError("E_CONNECT", "no\n  answer", { cause: new Error("refused") });
  expect(failureLines(error, plain, false, noPlaces)).toBe("error E_CONNECT: no answer");
  const verbose = failureLines(error, plain, true, noPlaces);
  expect(verbose).toMatch(/^error E_CONNECT: no answer\n/);
  expect(verbose).toMatch(/failure\.test\.ts/);
  expect(verbose).toMatch(/Error: refused/);
});

test("an error that nobody expects says how to find it", () => {
  expect(failureLines(new TypeError("x is undefined"), plain, false, noPlaces)).toMatch(
    /^error E_UNEXPECTED: x is undefined\n.*--verbose/,
  );
});

test("the place of the cause is told, once", () => {
  const places = { ...noPlaces, placeOf: (error: unknown) => (error === undefined ? undefined : "a.ts:7:3") };
  const lines = (message: string, cause?: unknown) =>
    failureLines(new ConfigError("E_CONFIG", message, { cause }), plain, false, places);
  expect(lines("failed", 1)).toBe("error E_CONFIG: failed (a.ts:7:3)");
  expect(lines("a.ts:7:3 failed", 1)).toBe("error E_CONFIG: a.ts:7:3 failed");
  expect(lines("failed")).toBe("error E_CONFIG: failed");
});

test.each([
  ["postgres://me:secret@host/db", "postgres://me:***@host/db"],
  ["postgres://me:p@ss:w/rd#@host:5432/db refused", "postgres://me:***@host:5432/db refused"],
  ["mysql://:secret@host", "mysql://:***@host"],
  ["postgres://me@host:5432/db", "postgres://me@host:5432/db"],
  ["Write it as postgres://user:password@host:5432/db", "Write it as postgres://user:password@host:5432/db"],
  ["see https://example.org/a?b=c", "see https://example.org/a?b=c"],
])("%s is shown as %s", (text, shown) => {
  expect(redact(text)).toBe(shown);
  const error = new Error(text);
  expect(failureLines(error, plain, true, noPlaces)).not.toContain("secret");
});
