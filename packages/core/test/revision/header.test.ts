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

  it("refuses a file without an id, and values that only running it could tell", () => {
    expect(codeOf("export const x = 1;")).toBe("E_REVISION_ID_MISSING");
    expect(codeOf('export const revision = makeId("x");')).toBe("E_REVISION_HEADER");
    expect(codeOf("export const revision = `a${1}`;")).toBe("E_REVISION_HEADER");
    expect(codeOf('export const revision = "a"; export const downRevision = [first];')).toBe(
      "E_REVISION_HEADER",
    );
  });
});
