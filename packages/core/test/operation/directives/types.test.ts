import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DialectName } from "@limbeck/core";
import { beforeAll, describe, expect, test } from "vitest";
import { compileErrors } from "../../../../../test/support/compile-errors.ts";
import { isStatements } from "./case.ts";
import { directives } from "./index.ts";
import { refused } from "./refused.ts";
import { sourcesOfCases } from "./sources.ts";

const dialects: readonly DialectName[] = ["postgres", "mysql", "mariadb", "sqlite"];
const builders = "check, column, exclude, fillIn, foreignKey, primaryKey, sql, type, unique";

/** A function with an `op`, and what the compiler is to say of it: nothing where it is `undefined`. */
interface Snippet {
  readonly title: string;
  readonly on: readonly DialectName[];
  readonly code: string;
  readonly says?: string;
}

const sources = sourcesOfCases();

/** The calls of the table: they compile on the databases that have statements for them, and on no other. */
const ofCases = Object.entries(directives).flatMap(([directive, cases]) =>
  cases.flatMap(({ title, sql, forSeveral = false }, at): Snippet[] => {
    const call = { title: `${directive}: ${title}`, code: sources.get(directive)![at]! };
    const able = dialects.filter((dialect) => isStatements(sql[dialect]));
    const alone = dialects.flatMap((dialect): Snippet[] => {
      const answer = sql[dialect];
      if (isStatements(answer)) return forSeveral ? [] : [{ ...call, on: [dialect] }];
      return answer.compiles ? [] : [{ ...call, on: [dialect], says: "" }];
    });
    return able.length > 1 ? [...alone, { ...call, on: able }] : alone;
  }),
);
const ofRefused = Object.entries(refused).flatMap(([directive, calls]) =>
  calls.map(({ on, call, says }): Snippet => {
    const databases = [on].flat();
    return { title: `${directive}: ${call}`, on: databases, code: `async (op) => ${call}`, says };
  }),
);
const snippets = [...ofCases, ...ofRefused];

/** What the compiler says of each snippet; all of them are one program, which takes seconds to begin with. */
function errorsOfSnippets(): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), "limbeck-types-"));
  const path = join(folder, "snippets.ts");
  const starts: number[] = [];
  let source = `import { ${builders}, type Operations } from "@limbeck/core";\n`;
  source += `export const used = [${builders}];\n`;
  for (const { on, code } of snippets) {
    starts.push(source.split("\n").length);
    const names = on.map((name) => `"${name}"`).join(" | ");
    source += `export const snippet${starts.length}: (op: Operations<${names}>) => Promise<unknown> = ${code};\n`;
  }
  writeFileSync(path, source);
  try {
    const errors = compileErrors(path).map((text) => ({ line: Number(/:(\d+): /.exec(text)?.[1]), text }));
    return snippets.map((_snippet, at) => {
      const [start, end] = [starts[at]!, starts[at + 1] ?? Infinity];
      return errors.filter(({ line }) => line >= start && line < end).map(({ text }) => text);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let errors: ReturnType<typeof errorsOfSnippets>;

beforeAll(() => {
  errors = errorsOfSnippets();
}, 300_000);

describe.each(dialects)("on %s", (dialect) => {
  for (const [at, { title, on, says }] of snippets.entries()) {
    if (on.length > 1 || on[0] !== dialect) continue;
    test(`${title} ${says === undefined ? "compiles" : "does not compile"}`, () => check(at));
  }
});

describe("on several databases", () => {
  for (const [at, { title, on, says }] of snippets.entries()) {
    if (on.length === 1) continue;
    test(`${title} ${says === undefined ? "compiles" : "does not compile"} on ${on.join(", ")}`, () =>
      check(at));
  }
});

function check(at: number): void {
  const { says } = snippets[at]!;
  if (says === undefined) expect(errors[at]).toEqual([]);
  else if (says === "") expect(errors[at]).not.toEqual([]);
  else expect(errors[at]!.join("\n")).toContain(says);
}
