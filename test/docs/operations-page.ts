import type { DialectName } from "@limbeck/core";
import { format, resolveConfig } from "prettier";
import { type Case, isNotOffered, isStatements } from "../../packages/core/test/operation/directives/case.ts";
import { families } from "../../packages/core/test/operation/directives/index.ts";
import { sourcesOfCases } from "../../packages/core/test/operation/directives/sources.ts";
import { type CallDoc, dialects, type DocComments, type OptionDoc } from "./doc-comments.ts";

const labels: Readonly<Record<DialectName, string>> = {
  postgres: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
};

const sources = sourcesOfCases();

const introduction = `# Operations

What \`op\` can do in a revision, and the SQL that it is on each database. This page is written by \`npm run docs:pages\`, from the doc
comments of the methods and from the tests: every call here is run on all databases that have it, with rows in the tables; its
SQL is compared word by word, and after its inverse the database's own dump is what it was.

A method or an option that a database lacks does not exist on its \`op\`: \`Operations<"mysql">\` has no \`createEnum\`, and a revision
that calls it does not compile; in JavaScript it is refused when it runs, before it has done anything. A revision for several databases, \`Operations<"postgres" | "mysql">\`, has what they share, and
in \`if (op.dialect === "postgres")\` all that this one has.

The examples are about a library: readers, books, loans and notices. [How each of Alembic's directives is called
here](alembic-operations.md) is a page of its own, and so are [operations of one's own](operations-own.md).
`;

/** docs/operations.md. */
export async function operationsPage(docs: DocComments): Promise<string> {
  const byName = new Map(docs.directives.map((doc) => [doc.name, doc]));
  const sections: string[] = [];
  for (const [title, directives] of families) {
    sections.push(`## ${title}\n`);
    for (const [name, cases] of Object.entries(directives)) {
      const doc = byName.get(name);
      if (doc !== undefined) sections.push(await section(doc, cases));
    }
  }
  const parts = docs.builders.map((doc) => builderSection(doc));
  const text = [introduction, contents(byName), ...sections, partsIntroduction, ...parts].join("\n");
  return asFormatted(text, "docs/operations.md");
}

/** A page as the project's formatter has it. */
export async function asFormatted(text: string, filepath: string): Promise<string> {
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

/** The statements in the function of a case, as a revision has them. */
export async function callOf(directive: string, at: number): Promise<string> {
  const source = sources.get(directive)![at]!;
  const body = source.replace(/^async /, "").replace(/^\(op\) =>\s*/, "");
  const isBlock = body.startsWith("{");
  return formatCall(isBlock ? body.slice(1, body.lastIndexOf("}")) : `await ${body};`);
}

export async function formatCall(code: string): Promise<string> {
  return (
    await format(code, { ...(await resolveConfig("docs/x.ts")), parser: "typescript", printWidth: 100 })
  ).trim();
}

/** All directives with the databases that have them, which is the table of contents as well. */
function contents(docs: ReadonlyMap<string, CallDoc>): string {
  const head = `|   | ${dialects.map((dialect) => labels[dialect]).join(" | ")} |\n|---|${":-:|".repeat(dialects.length)}`;
  const rows = families.flatMap(([title, directives]) => [
    `| **[${title}](#${anchor(title)})** |${" |".repeat(dialects.length)}`,
    ...Object.keys(directives).flatMap((name) => {
      const doc = docs.get(name);
      if (doc === undefined) return [];
      const marks = dialects.map((dialect) => (doc.on.includes(dialect) ? "✓" : ""));
      return [`| [${name}](#${anchor(name)}) | ${marks.join(" | ")} |`];
    }),
  ]);
  return `${head}\n${rows.join("\n")}\n`;
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, "")
    .replaceAll(/\s/g, "-");
}

async function section(doc: CallDoc, cases: readonly Case[]): Promise<string> {
  const [first, ...others] = cases as [Case, ...Case[]];
  const more: string[] = [];
  for (const [at, one] of others.entries()) {
    more.push(`**${sentence(one.title)}**\n`, code(await callOf(doc.name, at + 1)), statements(one), "");
  }
  return [
    `### ${doc.name}\n`,
    `\`${signature(doc)}\`\n`,
    `${doc.text}\n`,
    ...facts(doc),
    ...optionTable(doc.options, doc.on),
    `${sentence(first.title)}:\n`,
    code(await callOf(doc.name, 0)),
    statements(first),
    ...(more.length === 0 ? [] : [`<details><summary>Further examples</summary>\n`, ...more, `</details>\n`]),
  ].join("\n");
}

function signature({ name, parameters }: CallDoc): string {
  return `${name}(${parameters.map((one) => `${one.name}${one.optional ? "?" : ""}`).join(", ")})`;
}

function facts({ parameters, returns, throws }: CallDoc): string[] {
  const lines = [
    ...parameters.filter(({ text }) => text !== "").map(({ name, text }) => `- \`${name}\`: ${text}`),
    ...(returns === "" ? [] : [`- returns ${returns}`]),
    ...throws.map((text) => `- throws ${text}`),
  ];
  return lines.length === 0 ? [] : [`${lines.join("\n")}\n`];
}

function optionTable(options: readonly OptionDoc[], all: readonly DialectName[]): string[] {
  if (options.length === 0) return [];
  const rows = options.map(
    ({ name, type, text, on }) =>
      `| \`${name}\` | ${inTable(`\`${type}\``)} | ${inTable(text)} | ${names(on, all)} |`,
  );
  return [`| option | type | what it says | databases |\n|---|---|---|---|\n${rows.join("\n")}\n`];
}

function inTable(text: string): string {
  return text.replaceAll("|", "\\|");
}

function names(on: readonly DialectName[], all: readonly DialectName[]): string {
  return on.length === all.length ? "all" : on.map((dialect) => labels[dialect]).join(", ");
}

/** The SQL by database, those with the same in one block, and what the others say. */
function statements({ sql }: Case): string {
  const groups = new Map<string, DialectName[]>();
  for (const dialect of dialects) {
    const answer = sql[dialect];
    const text = isStatements(answer)
      ? code(answer.map((statement) => `${statement};`).join("\n"), "sql")
      : isNotOffered(answer)
        ? sentence(answer.notOffered)
        : `refused: ${answer.wayOut}`;
    groups.set(text, [...(groups.get(text) ?? []), dialect]);
  }
  return [...groups]
    .map(([text, on]) => {
      const title = `*${on.map((dialect) => labels[dialect]).join(", ")}*`;
      return text.startsWith("```") ? `${title}\n\n${text}` : `${title}: ${text}\n`;
    })
    .join("\n");
}

function code(text: string, language = "ts"): string {
  return `\`\`\`${language}\n${text}\n\`\`\`\n`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const partsIntroduction = `## What a table is made of

\`createTable\` and \`addColumn\` take parts, which are made by functions of \`@limbeck/core\`.
`;

function builderSection(doc: CallDoc): string {
  return [
    `### ${doc.name}\n`,
    `\`${signature(doc)}\`\n`,
    `${doc.text}\n`,
    ...facts(doc),
    ...optionTable(doc.options, doc.on),
    ...(doc.example === "" ? [] : [code(doc.example)]),
  ].join("\n");
}
