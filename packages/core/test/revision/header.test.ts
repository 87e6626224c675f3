import { describe, expect, it } from "vitest";
import ts from "typescript";
import { isLimbeckError } from "../../src/errors.ts";
import { readHeader } from "../../src/revision/header.ts";

const usual = `/**
 * add account table */ not yet: *\\/
 *
 * Revision ID: 1975ea83b712
 * Create Date: 2026-11-23T05:00:00.000Z
 */
`.replace(" */ not yet:", "");

function codeOf(source: string): string {
  try {
    readHeader(source, "a.ts");
  } catch (error) {
    if (isLimbeckError(error)) return error.code;
    throw error;
  }
  return "none";
}

describe("readHeader", () => {
  const source = `${usual}
import { column, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision: string | null = 'ae1027a6acf0' as const;
export const branchLabels: string[] = ["shop", \`stock\`];
export const dependsOn: readonly string[] = [
  "b2", // of the other branch
];

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  const revision = "not this one";
}
`;

  it("reads what a revision says, without running it", () => {
    expect(readHeader(source, "a.ts")).toEqual({
      revision: "1975ea83b712",
      downRevision: "ae1027a6acf0",
      branchLabels: ["shop", "stock"],
      dependsOn: ["b2"],
      message: "add account table */",
      createDate: "2026-11-23T05:00:00.000Z",
      path: "a.ts",
    });
  });

  it("takes no other line for the message where there is none", () => {
    const without = source.replace(/^ \* add account.*\n \*\n/m, "");
    expect(without).not.toContain("add account");
    expect(readHeader(without, "a.ts").message).toBe("");
    const told = source.replace(/add account.*/, "Revision ID: what is it?");
    expect(readHeader(told, "a.ts").message).toBe("Revision ID: what is it?");
  });

  it.each([ts.ModuleKind.CommonJS, ts.ModuleKind.ESNext])(
    "reads what the compiler makes of it (%i)",
    (module) => {
      const { outputText } = ts.transpileModule(source, { compilerOptions: { module } });
      expect(readHeader(outputText, "a.js")).toMatchObject({
        revision: "1975ea83b712",
        downRevision: "ae1027a6acf0",
        branchLabels: ["shop", "stock"],
        dependsOn: ["b2"],
      });
    },
  );

  it("is not led astray by comments, strings and inner scopes", () => {
    const tricky = `#!/usr/bin/env node
// export const revision = "comment";
const text = "export const revision = 'string'";
const template = \`\${"export const revision = 'nested'"}\`;
function f() { const revision = "inner"; }
export const revision = ("a\\u0031\\x32");
export const downRevision = ["b1", "c1"];
`;
    expect(readHeader(tricky, "a.ts")).toMatchObject({ revision: "a12", downRevision: ["b1", "c1"] });
  });

  it.each([
    ["as const", 'export const revision = "a1" as const;\nexport const downRevision = ["b1"] as const;'],
    ["no semicolons", 'export const revision = "a1"\nexport const downRevision = ["b1"]\nconst x = 1'],
    ["a template without substitution", "export const revision = `a1`; export const downRevision = [`b1`];"],
    ["one declaration for both", 'export const revision = "a1", downRevision = ["b1"];'],
    ["a cast in parentheses", 'export const revision = ("a1" as const); exports.downRevision = (["b1"]);'],
    [
      "comments in between",
      'export const /* "x" */ revision /* = "x" */ = // "x"\n"a1"; let downRevision = ["b1"];',
    ],
    [
      "quotes in a pattern",
      "const p = /[\"'`/{(]\\//;\nexport const revision = 'a1';\nvar downRevision = ['b1'];",
    ],
    [
      "a quote in a nested comment",
      "const t = `${x /* ' */}`; const revision = 'a1', downRevision = ['b1'];",
    ],
    ["a division", "const d = a / b; const e = '/'; const revision = 'a1', downRevision = ['b1'];"],
  ])("reads %s", (_what, text) => {
    expect(readHeader(text, "a.ts")).toMatchObject({ revision: "a1", downRevision: ["b1"] });
  });

  it.each([
    ["a sum", 'export const revision = "a" + "b";'],
    ["a sum in parentheses", 'export const revision = ("a" + "b");'],
    ["a call", 'export const revision = "ab".slice(1);'],
    ["an alternative", 'export const revision = "a"; export const downRevision = null ?? other;'],
    ["a spread", 'export const revision = "a"; export const downRevision = [...others];'],
    ["a number", "export const revision = 12;"],
    ["a string that does not end", 'export const revision = "a\nexport const downRevision = null;'],
    ["a template that does not end", "export const revision = `a"],
    ["a character that there is not", 'export const revision = "\\u{FFFFFFFF}";'],
  ])("refuses %s", (_what, text) => {
    expect(codeOf(text)).toBe("E_REVISION_HEADER");
  });

  it("takes the message from the doc comment before the id, and from no other comment", () => {
    const rest = 'export const revision = "a";\nexport const downRevision = null;\n';
    expect(readHeader(`// @ts-nocheck\n/* eslint-disable */\n/** add it */\n${rest}`, "a.ts").message).toBe(
      "add it",
    );
    expect(readHeader(`// add it\n${rest}/** what upgrade does */`, "a.ts").message).toBe("");
    expect(readHeader(`/**\n * Revision ID: a\n * Revises:\n */\n${rest}`, "a.ts").message).toBe("");
  });

  it("refuses a file without an id, and values that only running it could tell", () => {
    expect(codeOf("export const x = 1;")).toBe("E_REVISION_ID_MISSING");
    expect(codeOf('export const revision = makeId("x");')).toBe("E_REVISION_HEADER");
    expect(codeOf("export const revision = `a${1}`;")).toBe("E_REVISION_HEADER");
    expect(codeOf('export const revision = "a"; export const downRevision = [first];')).toBe(
      "E_REVISION_HEADER",
    );
  });
});
