import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assumedDialect, type MigrationScript, readRevisions } from "@limbeck/core";
import { type RevisionParts, type RevisionTemplate, renderRevision, writeRevision } from "../src/index.ts";

const script: MigrationScript = {
  isEmpty: false,
  upgradeOps: [{ kind: "createExtension", name: "citext" }],
  downgradeOps: [{ kind: "dropExtension", name: "citext" }],
  warnings: ["look */ here"],
  unmanaged: [],
  dialect: assumedDialect("postgres"),
  toSql: () => [],
};
const header = {
  revision: "aaaa1111",
  downRevision: ["b1", "c1"],
  message: "add */ citext",
  createDate: new Date("2026-11-23T05:00:00Z"),
  dependsOn: ["d1"],
};

const frame = ({
  comment,
  imports,
  declarations,
  upgrade,
  downgrade,
  dialect,
}: RevisionParts): string => `// © Example Ltd.
${comment}
${imports}

${declarations}

export async function upgrade(op: Operations<"${dialect}">): Promise<void> {
${upgrade}
}

export async function downgrade(op: Operations<"${dialect}">): Promise<void> {
${downgrade}
}
`;

describe("a template", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "limbeck-template-"));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it("gets everything that a revision is made of", async () => {
    const given: RevisionParts[] = [];
    await renderRevision(script, header, { template: (parts) => (given.push(parts), frame(parts)) });
    expect(given).toEqual([
      {
        ...header,
        branchLabels: [],
        warnings: ["look */ here"],
        dialect: "postgres",
        extension: "ts",
        syntax: "esm",
        comment: expect.stringContaining(" * add *\\/ citext\n") as string,
        imports: `import type { Operations } from "@limbeck/core";`,
        declarations: `export const revision = "aaaa1111";
export const downRevision = ["b1", "c1"];
export const branchLabels: string[] = [];
export const dependsOn: string[] = ["d1"];`,
        upgrade: `  await op.createExtension("citext");`,
        downgrade: `  await op.dropExtension("citext");`,
      },
    ]);
  });

  it("replaces the frame, asynchronous or not", async () => {
    const source = await renderRevision(script, header, { template: async (parts) => frame(parts) });
    const [first, ...rest] = source.split("\n");
    expect(first).toBe("// © Example Ltd.");
    expect(rest.join("\n")).toBe(await renderRevision(script, header));
  });

  it("may choose other forms of the same", async () => {
    const template: RevisionTemplate = ({ revision, downRevision, dependsOn, upgrade, downgrade }) => `
      const up = async (op) => { ${upgrade} };
      async function down(op) { ${downgrade} }
      module.exports.revision = ${JSON.stringify(revision)};
      exports.downRevision = ${JSON.stringify(downRevision)};
      exports.dependsOn = ${JSON.stringify(dependsOn)};
      exports.upgrade = up; module.exports.downgrade = down;`;
    const source = await renderRevision(script, header, { extension: "cjs", template });
    expect(source).toContain(`await op.createExtension("citext");`);
  });

  it.each<[string, RevisionTemplate, RegExp]>([
    [
      "throws",
      () => Promise.reject(new Error("no ink")),
      /can't make revision \w+: no ink\. Nothing was written\./,
    ],
    [
      "returns no text",
      () => undefined as never,
      /it returned undefined, and the text of the file is needed/,
    ],
    [
      "has a syntax error",
      (parts) => frame({ ...parts, upgrade: "  const = 1;" }),
      /line \d+ of its text: .*expected/,
    ],
    [
      "forgets the revision",
      (parts) => frame({ ...parts, declarations: "" }),
      /its text has no `export const revision/,
    ],
    [
      "says another parent",
      (parts) => frame({ ...parts, declarations: parts.declarations.replace("b1", "b2") }),
      /says downRevision \["b2","c1"\], and this one has \["b1","c1"\]/,
    ],
    [
      "hides a label",
      (parts) => frame({ ...parts, declarations: parts.declarations.replace("d1", "") }),
      /says dependsOn \[""\]/,
    ],
    [
      "must be run to be read",
      (parts) => frame(parts).replace(`= "aaaa1111"`, `= "aaaa" + "1111"`),
      /can't be read without running/,
    ],
    [
      "exports no downgrade",
      (parts) => frame(parts).replace("export async function downgrade", "async function downgrade"),
      /exports no downgrade/,
    ],
  ])("that %s writes nothing", async (_what, template, message) => {
    await writeFile(join(directory, "d1.ts"), `export const revision = "d1";`);
    await writeFile(join(directory, "b1.ts"), `export const revision = "b1";`);
    await writeFile(join(directory, "c1.ts"), `export const revision = "c1";`);
    await expect(writeRevision(script, { directory, ...header, template })).rejects.toMatchObject({
      code: "E_REVISION_TEMPLATE",
      message: expect.stringMatching(message) as string,
    });
    expect((await readdir(directory)).sort()).toEqual(["b1.ts", "c1.ts", "d1.ts"]);
    await writeRevision(script, { directory, ...header, template: frame });
    expect(await readRevisions([directory])).toHaveLength(4);
  });
});
