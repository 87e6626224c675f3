const body = `
async function migrate() {
  const dataSource = new DataSource({ type: "better-sqlite3", database: ":memory:", entities: [Note] });
  await dataSource.initialize();
  const revision = {
    revision: "aaaa1111",
    downRevision: null,
    upgrade: async (op) => {
      await op.createTable("note", [column("id", "integer", { identity: "auto increment" }), column("text", "varchar"), primaryKey(["id"])]);
    },
    downgrade: async (op) => op.dropTable("note"),
  };
  const limbeck = new Migrator({ dataSource, revisions: [revision] });
  const lines = [];
  for (const step of await limbeck.upgrade()) lines.push(\`\${step.direction} \${step.revision}\`);
  const { isEmpty } = await autogenerate(dataSource);
  const source = await renderRevision(await autogenerate(dataSource), { revision: "b", downRevision: null, message: "m", createDate: new Date() });
  if (!source.includes("Nothing to do")) throw new Error(source);
  lines.push(isEmpty ? "in step" : "out of step");
  await dataSource.destroy();
  return lines;
}
const Note = new EntitySchema({
  name: "note",
  columns: { id: { type: Number, primary: true, generated: true }, text: { type: String } },
});
`;

const names = {
  typeorm: "DataSource, EntitySchema",
  "@limbeck/core": "autogenerate, column, Migrator, primaryKey",
  "@limbeck/emitter": "renderRevision",
};
const imports = Object.entries(names)
  .map(([from, name]) => `import { ${name} } from ${JSON.stringify(from)};`)
  .join("\n");
const requires = Object.entries(names)
  .map(([from, name]) => `const { ${name} } = require(${JSON.stringify(from)});`)
  .join("\n");

const typed = `
import "reflect-metadata";
import { column, Migrator, type Operations, primaryKey, sql, type AppliedRevision } from "@limbeck/core";
import { renderRevision, type RevisionHeader } from "@limbeck/emitter";
import { autogenerate, defineConfig, Limbeck, type NewRevision } from "limbeck";
import { DataSource } from "typeorm";

const dataSource = new DataSource({ type: "better-sqlite3", database: ":memory:" });
export const config = defineConfig({ dataSource, directory: "migrations" });
export const limbeck: Migrator = new Limbeck({ dataSource });
export async function upgrade(op: Operations<"postgres">): Promise<readonly AppliedRevision[]> {
  await op.createTable("note", [column("id", "integer"), column("at", "timestamp", { default: sql\`now()\` }), primaryKey(["id"])]);
  return limbeck.upgrade("head");
}
export async function written(header: RevisionHeader): Promise<NewRevision | string | null> {
  return renderRevision(await autogenerate(dataSource), header);
}
`;

const compilerOptions = {
  strict: true,
  noEmit: true,
  target: "es2022",
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  skipLibCheck: true,
  types: [],
};

const tsconfig = (options: object, include: readonly string[]): string =>
  JSON.stringify({ compilerOptions: { ...compilerOptions, ...options }, include }, null, 2);

/** The files of a project that uses the packages in every way. */
export function files({ tsJest }: { readonly tsJest: string }): Readonly<Record<string, string>> {
  return {
    "migrate.mjs": `${imports}\n${body}\nconsole.log((await migrate()).join("\\n"));\n`,
    "migrate.cjs": `${requires}\n${body}\nmigrate().then((lines) => console.log(lines.join("\\n")));\n`,
    "typed.ts": typed,
    "typed.mts": typed,
    "wrong.ts": typed.replace(`"timestamp"`, `"varchr(50)"`),
    "entity.ts": `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
@Entity()
export class Note {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  text!: string;
}
`,
    "tsconfig.json": tsconfig({ module: "commonjs", moduleResolution: "bundler" }, ["src"]),
    "tsconfig.node10.json": tsconfig(
      { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" },
      ["typed.ts"],
    ),
    "tsconfig.node16-cjs.json": tsconfig({ module: "node16", moduleResolution: "node16" }, ["typed.ts"]),
    "tsconfig.node16-esm.json": tsconfig({ module: "node16", moduleResolution: "node16" }, ["typed.mts"]),
    "tsconfig.nodenext.json": tsconfig({ module: "nodenext", moduleResolution: "nodenext" }, [
      "typed.ts",
      "typed.mts",
    ]),
    "tsconfig.bundler.json": tsconfig({ module: "esnext", moduleResolution: "bundler" }, ["typed.ts"]),
    "tsconfig.wrong.json": tsconfig({ module: "nodenext", moduleResolution: "nodenext" }, ["wrong.ts"]),
    "tsconfig.revisions.json": tsconfig({ module: "nodenext", moduleResolution: "nodenext" }, ["migrations"]),
    "jest.config.cjs": `module.exports = {
  testEnvironment: "node",
  testTimeout: 300_000,
  testMatch: ["**/*.jest.cjs", "**/*.jest.ts"],
  transform: { "\\\\.ts$": [${JSON.stringify(tsJest)}, { tsconfig: { ...${JSON.stringify(compilerOptions)}, module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0", noEmit: false } }] },
};
`,
    "common.jest.cjs": `${requires}\n${body}
test("migrates", async () => expect(await migrate()).toEqual(["upgrade aaaa1111", "in step"]));
`,
    "typed.jest.ts": `import { Migrator, type StaticRevision } from "@limbeck/core";
import { DataSource } from "typeorm";
import { Note } from "./entity";
declare const test: (name: string, run: () => Promise<void>) => void;
declare const expect: (value: unknown) => { toEqual(other: unknown): void };
const revisions: StaticRevision[] = [];
test("is typed", async () => {
  const dataSource = new DataSource({ type: "better-sqlite3", database: ":memory:", entities: [Note] });
  const { upgradeOps } = await new Migrator({ dataSource, revisions }).autogenerate();
  expect(upgradeOps.map(({ kind }) => kind)).toEqual(["createTable"]);
});
`,
    "migrate.test.js": `${imports}\n${body}
test("migrates", async () => expect(await migrate()).toEqual(["upgrade aaaa1111", "in step"]));
`,
  };
}
