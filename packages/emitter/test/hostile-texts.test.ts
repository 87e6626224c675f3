import { mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import {
  assumedDialect,
  type Column,
  type Dialect,
  Migrator,
  type MigrationScript,
  type Operation,
  readRevisions,
  reverseAll,
  sql,
} from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import * as fc from "fast-check";
import { DataSource, type DataSourceOptions } from "typeorm";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createDatabase,
  type DatabaseName,
  databaseNames,
  type TestDatabase,
} from "../../../test/databases/index.ts";
import { compileErrorsOf } from "../../../test/support/compile-errors.ts";
import { revisionDirectory } from "../../../test/support/revision-directory.ts";
import { printSql, printString } from "../src/print-values.ts";
import { renderRevision } from "../src/render-revision.ts";

/** What could break out of a literal, a template, a comment, a line or a statement, or is not seen. */
const pieces = [
  ...[
    "'",
    '"',
    "`",
    "\\",
    "\\'",
    "''",
    "${",
    "${x}",
    "$1",
    "$$",
    "?",
    ":x",
    "%s",
    "#",
    "--",
    ";",
    "//",
    "/*",
    "*/",
    "@type",
  ],
  ...[
    "</script>",
    "\\u0041",
    "\\0",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u0007",
    "\u001b[2J",
    "\ufeff",
  ],
  ...["\u202e", "\u200f", "\u2066", "é", "e\u0301", "ﬁ", "字", "word", " "],
];
const beyondPlane = ["😀", "𝒜", "\u{e0001}"];

const text = (more: readonly string[] = []) =>
  fc
    .array(fc.constantFrom(...pieces, ...more), { minLength: 1, maxLength: 5 })
    .map((parts) => `${parts.join("")}.`);

describe("a printed text", () => {
  const anything = fc.oneof(
    text([...beyondPlane, "\0", "\ud800", "\udc00"]),
    fc.string({ unit: "binary" }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
  );

  it("is the same text to whoever runs it, and is seen as it is", () => {
    fc.assert(
      fc.property(anything, (value) => {
        const source = `return [${printString(value)}, ${printSql(value)}.sql];`;
        expect(source.replaceAll(/[\n\t\u200c\u200d]/g, "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        const run = compileFunction(source, ["sql"]) as (tag: typeof sql) => unknown[];
        expect(run(sql)).toEqual([value, value]);
      }),
      { numRuns: 2000 },
    );
  });

  it("stays in the comment that it stands in", async () => {
    await fc.assert(
      fc.asyncProperty(anything, anything, async (message, warning) => {
        const operation: Operation = { kind: "dropSchema", name: "s", warning };
        const header = { revision: "a1", downRevision: null, message, createDate: new Date(0) };
        const source = await renderRevision(
          scriptOf(assumedDialect("postgres"), [operation], [warning]),
          header,
        );
        const file = ts.createSourceFile("revision.ts", source, ts.ScriptTarget.Latest);
        expect(file.statements.map(({ kind }) => ts.SyntaxKind[kind])).toEqual([
          "ImportDeclaration",
          ...Array.from({ length: 4 }, () => "FirstStatement"),
          "FunctionDeclaration",
          "FunctionDeclaration",
        ]);
        const upgrade = file.statements.find(ts.isFunctionDeclaration);
        expect(upgrade!.body!.statements).toHaveLength(1);
        expect(source.replaceAll(/[\n\t\u200c\u200d]/g, "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 100 },
    );
  });
});

/** Texts in each place where a database holds one. */
interface Sample {
  readonly table: string;
  readonly column: string;
  readonly index: string;
  readonly comment: string;
  readonly value: string;
  readonly label: string;
  readonly message: string;
}

/** What a database can hold where. */
interface Limits {
  /** In names and comments: the dictionaries of MySQL and MariaDB are in utf8mb3. */
  readonly names: readonly string[];
  readonly values: readonly string[];
}

const limits: Record<DatabaseName, Limits> = {
  sqlite: { names: beyondPlane, values: [...beyondPlane, "\0"] },
  postgres: { names: beyondPlane, values: beyondPlane },
  mysql: { names: [], values: [...beyondPlane, "\0"] },
  mariadb: { names: [], values: [...beyondPlane, "\0"] },
};

const sampleOf = ({ names, values }: Limits): fc.Arbitrary<Sample> =>
  fc.record({
    table: text(names),
    column: text(names),
    index: text(names),
    comment: text(names),
    value: text(values),
    label: text(),
    message: text([...beyondPlane, "\0"]),
  });

/** A seed of its own for each database: what breaks is written down with the failure. */
const samplesOf = (name: DatabaseName): readonly Sample[] =>
  fc
    .sample(sampleOf(limits[name]), { numRuns: 12, seed: 20_261_123 })
    .map((sample, at) => ({ ...sample, table: `${at}${sample.table}`, index: `${at}${sample.index}` }));

function scriptOf(
  dialect: Dialect,
  upgradeOps: readonly Operation[],
  warnings: readonly string[] = [],
): MigrationScript {
  return {
    isEmpty: false,
    upgradeOps,
    downgradeOps: reverseAll(upgradeOps),
    warnings,
    unmanaged: [],
    dialect,
    toSql: () => [],
  };
}

/** A table with the texts of a sample, and a view over it. */
function operationsOf(sample: Sample, dialect: Dialect, at: number): Operation[] {
  const { table, column, index, comment, value, label } = sample;
  const { columnComments, tableComments, enumTypes } = dialect.capabilities;
  const values = ["plain", label];
  const labelled: Column["type"] = enumTypes
    ? { name: `${table}e`, userDefined: true }
    : dialect.name === "sqlite"
      ? { name: "text" }
      : { name: "enum", values };
  const columns: Column[] = [
    {
      name: `a${column}`,
      type: { name: "varchar", length: 100 },
      nullable: false,
      default: dialect.literal(value),
      ...(columnComments ? { comment } : {}),
    },
    { name: `b${column}`, type: labelled, nullable: true },
    { name: `c${column}`, type: { name: "varchar", length: 100 }, nullable: true },
  ];
  const third = dialect.identifier(`c${column}`);
  return [
    ...(enumTypes ? [{ kind: "createEnum", enum: { name: `${table}e`, values } } as const] : []),
    {
      kind: "createTable",
      table: {
        name: table,
        columns,
        uniques: [],
        checks: [{ name: `ck_${at}`, expression: `${third} <> ${dialect.literal(value)}` }],
        exclusions: [],
        foreignKeys: [],
        indexes: [],
        ...(tableComments ? { comment } : {}),
        options: {},
      },
    },
    {
      kind: "createIndex",
      table: { name: table },
      index: { name: index, parts: [{ column: `a${column}` }], unique: true },
    },
    {
      kind: "createView",
      view: {
        name: `view_${at}`,
        definition: `SELECT ${dialect.literal(value)} AS held,\n       count(*) AS ${dialect.identifier("rows")} FROM ${dialect.identifier(table)}`,
        materialized: false,
        indexes: [],
        dependsOn: [],
      },
    },
  ];
}

const dialectOf = (name: DatabaseName) => assumedDialect(name === "sqlite" ? "better-sqlite3" : name);

async function writeAll(name: DatabaseName, directory: string): Promise<string[]> {
  const paths: string[] = [];
  for (const [at, sample] of samplesOf(name).entries()) {
    const { path } = await writeRevision(
      scriptOf(dialectOf(name), operationsOf(sample, dialectOf(name), at)),
      {
        directory,
        message: sample.message,
        revision: `a${at}`,
      },
    );
    paths.push(path);
  }
  return paths;
}

/** How each database itself tells its names and comments. */
const catalogs: Record<DatabaseName, { readonly names: string; readonly comments?: string }> = {
  sqlite: {
    names: `SELECT t.name AS "table", c.name AS "column", i.name AS "index" FROM sqlite_schema t
            JOIN pragma_table_info(t.name) c ON c.cid = 0 JOIN pragma_index_list(t.name) i WHERE t.type = 'table'`,
  },
  postgres: {
    names: `SELECT t.relname AS "table", a.attname AS "column", i.relname AS "index", col_description(t.oid, 1) AS comment,
                   obj_description(t.oid) AS "tableComment"
            FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = 1
            JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
            WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'`,
  },
  mysql: {
    names: `SELECT TABLE_NAME AS \`table\`, COLUMN_NAME AS \`column\`, INDEX_NAME AS \`index\`, COLUMN_COMMENT AS comment,
                   TABLE_COMMENT AS tableComment
            FROM information_schema.TABLES JOIN information_schema.COLUMNS USING (TABLE_SCHEMA, TABLE_NAME)
            JOIN information_schema.STATISTICS USING (TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME)
            WHERE TABLE_SCHEMA = DATABASE() AND ORDINAL_POSITION = 1`,
  },
  get mariadb() {
    return this.mysql;
  },
};

describe.each(databaseNames)("texts on %s", (name) => {
  const samples = samplesOf(name);
  const dialect = dialectOf(name);
  const { columnComments, tableComments } = dialect.capabilities;
  let database: TestDatabase;
  let directory: string;
  let migrator: Migrator;
  beforeAll(async () => {
    database = await createDatabase(name, "hostile");
    directory = await revisionDirectory();
    migrator = new Migrator({
      dataSource: () => new DataSource({ ...database.options, entities: [] } as unknown as DataSourceOptions),
      directory,
      load: (file) => import(/* @vite-ignore */ file),
    });
    await writeAll(name, directory);
    await migrator.upgrade();
  });
  afterAll(() => Promise.all([database.drop(), rm(directory, { recursive: true, force: true })]));

  it("are the names and comments of the catalogs", async () => {
    const found = await database.query(catalogs[name].names);
    const expected = samples.map(({ table, column, index, comment }) => ({
      table,
      column: `a${column}`,
      index,
      ...(columnComments ? { comment } : {}),
      ...(tableComments ? { tableComment: comment } : {}),
    }));
    expect(found.filter(({ table }) => table !== "limbeck_version")).toEqual(
      expect.arrayContaining(expected.map((one) => expect.objectContaining(one) as unknown)),
    );
  });

  it("are the defaults, labels, checks and views that the database acts by", async () => {
    const q = dialect.identifier;
    for (const [at, { table, column, value, label }] of samples.entries()) {
      const parameter = name === "postgres" ? "$1" : "?";
      await database.query(`INSERT INTO ${q(table)} (${q(`b${column}`)}) VALUES (${parameter})`, [label]);
      const [row] = await database.query(
        `SELECT ${q(`a${column}`)} AS a, ${q(`b${column}`)} AS b FROM ${q(table)}`,
      );
      expect({ ...row }).toEqual({ a: value, b: label });
      const refused = database.query(`UPDATE ${q(table)} SET ${q(`c${column}`)} = ${parameter}`, [value]);
      await expect(refused).rejects.toThrow(/check|constraint/i);
      const [view] = await database.query(`SELECT * FROM view_${at}`);
      expect({ ...view, rows: Number(view?.rows) }).toEqual({ held: value, rows: 1 });
    }
  });

  it("go again, and leave files in the directory alone", async () => {
    expect(new Set((await readdir(dirname(directory))).filter((file) => /^a\d+_/.test(file)))).toEqual(
      new Set(),
    );
    const revisions = await readRevisions([directory]);
    expect(revisions.map(({ revision }) => revision).sort()).toEqual(samples.map((_, at) => `a${at}`).sort());
    await migrator.downgrade("base");
    expect(
      (await database.query(catalogs[name].names)).filter(({ table }) => table !== "limbeck_version"),
    ).toEqual([]);
  });
});

it("all compile under strict", { timeout: 300_000 }, async () => {
  const directory = await revisionDirectory();
  const folders = await Promise.all(
    (["sqlite", "postgres", "mysql", "mariadb"] as const).map(async (name) => {
      const folder = join(directory, name);
      await mkdir(folder);
      return writeAll(name, folder);
    }),
  );
  expect(compileErrorsOf(folders.flat())).toEqual([]);
  await rm(directory, { recursive: true, force: true });
});
