import { type Case, isStatements } from "../../packages/core/test/operation/directives/case.ts";
import { directives } from "../../packages/core/test/operation/directives/index.ts";
import { sameAsAlembic } from "../../packages/core/test/operation/directives/same-as-alembic.ts";
import { asFormatted, callOf } from "./operations-page.ts";

/** Each directive of Alembic 1.20, what it is called here, and what is different about it. */
const table: readonly (readonly [alembic: string, ours: string, difference: string])[] = [
  ["add_column", "addColumn", "A foreign key or an index of the column is a call of its own."],
  [
    "alter_column",
    "alterColumn, renameColumn",
    "Nothing that exists is told again (`existing_type`, `existing_nullable`, …): it is read from the database.",
  ],
  [
    "batch_alter_table",
    "batchAlterTable",
    "Seldom needed: the calls of a revision that need a rebuild on SQLite share one by themselves, and nothing of the table is lost in it.",
  ],
  [
    "bulk_insert",
    "bulkInsert",
    "Takes whatever can be iterated, and sends it in batches under the limit of parameters.",
  ],
  ["create_check_constraint", "createCheckConstraint", ""],
  [
    "create_exclude_constraint",
    "createExcludeConstraint",
    "Elements as there, or what follows the word EXCLUDE as SQL.",
  ],
  ["create_foreign_key", "createForeignKey", ""],
  [
    "create_index",
    "createIndex",
    "What a database lacks does not compile, where Alembic passes over it in silence (`postgresql_where` on MySQL).",
  ],
  ["create_primary_key", "createPrimaryKey", ""],
  [
    "create_table",
    "createTable",
    "Columns are NOT NULL unless `nullable: true`, as in TypeORM. Indexes are calls of their own.",
  ],
  ["create_table_comment", "createTableComment", ""],
  ["create_unique_constraint", "createUniqueConstraint", ""],
  ["drop_column", "dropColumn", ""],
  [
    "drop_constraint",
    "dropConstraint",
    "The type is not left to guess; one without a name is told by its definition.",
  ],
  ["drop_index", "dropIndex", ""],
  ["drop_table", "dropTable", ""],
  ["drop_table_comment", "dropTableComment", ""],
  [
    "execute",
    "execute",
    "A text is taken as it is: `:name` means nothing in it. Values are bound by sql`…`.",
  ],
  ["f", "f", "`op.f(null)` is for what has no name at all."],
  [
    "get_bind",
    "query",
    "Rows of a query; `context.manager` is TypeORM's EntityManager in the same transaction.",
  ],
  ["get_context", "getContext", ""],
  [
    "implementation_for, register_operation",
    "registerOperation",
    "One call, typed and reversible: [operations of one's own](operations-own.md).",
  ],
  ["inline_literal", "inlineLiteral", "Makes SQL for sql`…`."],
  [
    "invoke",
    "invoke",
    "Takes an operation as data; one of one's own is made by what `registerOperation()` returns.",
  ],
  ["rename_table", "renameTable", ""],
  ["run_async", "", "Everything is asynchronous."],
];

const introduction = `# Alembic's operations

Each directive of [Alembic](https://alembic.sqlalchemy.org/en/latest/ops.html) 1.20, and what it is called here. This page is
written by \`npm run docs:pages\`; the SQL on it is compared by a test.
`;

/** docs/alembic-operations.md. */
export async function alembicPage(): Promise<string> {
  const rows = table.map(([alembic, ours, difference]) => {
    const links = ours
      .split(", ")
      .filter((name) => name !== "")
      .map((name) => (name in directives ? `[${name}](operations.md#${name.toLowerCase()})` : name));
    return `| \`op.${alembic.replaceAll(", ", "`, `op.")}\` | ${links.join(", ")} | ${difference} |`;
  });
  const comparisons: string[] = [];
  for (const [directive, cases] of Object.entries(directives)) {
    for (const [at, one] of cases.entries()) {
      if (one.alembic !== undefined) comparisons.push(comparison(one, await callOf(directive, at)));
    }
  }
  return asFormatted(
    [
      introduction,
      `| Alembic | Limbeck | what is different |\n|---|---|---|\n${rows.join("\n")}\n`,
      `And what has no counterpart there: enums, sequences, schemas, extensions, views, \`renameIndex\`, \`renameConstraint\`, \`backfill\`.\n`,
      `## The same call, the same SQL\n\nCalls that Alembic documents, and the databases on which the SQL is another one.\n`,
      ...comparisons,
    ].join("\n"),
    "docs/alembic-operations.md",
  );
}

const labels = { postgres: "PostgreSQL", mysql: "MySQL", sqlite: "SQLite" } as const;

function comparison(one: Case, call: string): string {
  const { call: theirs, sql, why = {} } = one.alembic!;
  const databases = Object.keys(sql) as (keyof typeof labels)[];
  const same = databases
    .filter((database) => sameAsAlembic(one, database))
    .map((database) => labels[database]);
  const lines = databases
    .filter((database) => !sameAsAlembic(one, database))
    .map((database) => {
      const answer = one.sql[database];
      const own = isStatements(answer) ? answer : [];
      const here = own.length === 1 ? `, here \`${own[0]!.replaceAll("`", "")}\`` : "";
      const before = sql[database] === "NotImplementedError" ? "an error" : `\`${sql[database]!}\``;
      return `- ${labels[database]}: ${before}${here}. ${why[database] ?? ""}`;
    });
  return [
    `\`\`\`python\n${theirs}\n\`\`\`\n`,
    `\`\`\`ts\n${call}\n\`\`\`\n`,
    ...(same.length === 0 ? [] : [`- ${same.join(", ")}: the same.`]),
    ...lines,
    "",
  ].join("\n");
}
