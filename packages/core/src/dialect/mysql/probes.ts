import { messageOf } from "../../errors.ts";
import type { Column, ColumnType } from "../../schema/schema.ts";
import type { Query } from "../dialect.ts";
import { type Token, tokenise } from "../sql-tokens.ts";
import { parenthesised } from "../sql-writer.ts";
import { createTableParts } from "./create-table-parts.ts";
import type { Flavour } from "./flavour.ts";
import { identifier, tokenRules } from "./literals.ts";
import { standIns } from "./stand-ins.ts";
import { columnSql } from "./table-sql.ts";
import { formatType } from "./types.ts";

/** An expression that the server is asked to write in its own words. */
export interface Probe {
  readonly kind: "default" | "generated" | "check";
  readonly expression: string;
  /** Of the column with the default or the generated value. */
  readonly type: ColumnType;
  /** The columns of the table that the expression belongs to. */
  readonly columns: readonly Column[];
  /** Probes with the same group may share a table. */
  readonly group: string;
}

/** The server's wording of a probe, or why it has none. */
export type Answer = { readonly text: string } | { readonly error: string };

const table = "limbeck_probe";
/** The rows of a temporary table are limited in length, empty or not. */
const batchSize = 30;

/**
 * Has the server write expressions in its own words: a temporary table is created with them, read back with SHOW
 * CREATE TABLE (`information_schema` does not tell of temporary tables), and dropped.
 *
 * Temporary tables are seen by this connection only and commit nothing. When a table is refused, its expressions are
 * asked in halves, until only the bad ones are left without an answer.
 * https://dev.mysql.com/doc/refman/9.4/en/create-temporary-table.html
 */
export async function askServer(
  query: Query,
  probes: readonly Probe[],
  flavour: Flavour,
): Promise<ReadonlyMap<Probe, Answer>> {
  const answers = new Map<Probe, Answer>();
  const write = standIns(JSON.stringify(probes));
  const groups = new Map<string, Probe[]>();
  for (const probe of probes) {
    const group = usedColumns(probe).length === 0 && probe.kind === "default" ? "" : probe.group;
    groups.set(group, [...(groups.get(group) ?? []), probe]);
  }
  for (const group of groups.values()) {
    for (let at = 0; at < group.length; at += batchSize) {
      await ask(query, group.slice(at, at + batchSize), { flavour, write }, answers);
    }
  }
  return answers;
}

async function ask(
  query: Query,
  probes: readonly Probe[],
  how: { readonly flavour: Flavour; readonly write: (sql: string) => string },
  answers: Map<Probe, Answer>,
): Promise<void> {
  try {
    await query(how.write(probeTable(probes, how.flavour)));
  } catch (error) {
    if (probes.length === 1 || isRefusal(error)) {
      for (const probe of probes) answers.set(probe, { error: messageOf(error) });
      return;
    }
    const half = Math.ceil(probes.length / 2);
    await ask(query, probes.slice(0, half), how, answers);
    await ask(query, probes.slice(half), how, answers);
    return;
  }
  try {
    const [row] = await query(`SHOW CREATE TABLE ${identifier(table)}`);
    const parts = definitions(String(row?.["Create Table"]));
    for (const [at, probe] of probes.entries()) {
      const text = parts.get(nameOf(at))?.[probe.kind === "default" ? "value" : "whole"];
      answers.set(probe, text === undefined ? { error: "the server did not tell it back" } : { text });
    }
  } finally {
    await query(`DROP TEMPORARY TABLE ${identifier(table)}`);
  }
}

/** True when it is not the expression that is refused, but temporary tables are: no privilege, read-only server. */
function isRefusal(error: unknown): boolean {
  const { errno } = (error ?? {}) as { errno?: unknown };
  return [1044, 1045, 1142, 1227, 1290, 1792, 1836].includes(Number(errno));
}

function nameOf(at: number): string {
  return `limbeck_${at}`;
}

function probeTable(probes: readonly Probe[], flavour: Flavour): string {
  const used = new Map(probes.flatMap(usedColumns).map((column) => [column.name, column]));
  // Plain columns are enough, whatever they are in the table itself.
  const columns = [...used.values()].map(({ name, type }) => `${identifier(name)} ${formatType(type)} NULL`);
  const asked = probes.map(({ kind, expression, type }, at): string => {
    const name = nameOf(at);
    switch (kind) {
      case "default":
        return columnSql({ name, type, nullable: true, default: expression }, flavour);
      case "generated":
        return columnSql({ name, type, nullable: true, generated: { expression, stored: false } }, flavour);
      case "check":
        return `CONSTRAINT ${identifier(name)} CHECK ${parenthesised(expression)}`;
    }
  });
  return `CREATE TEMPORARY TABLE ${identifier(table)} (${["`limbeck` int NULL", ...columns, ...asked].join(", ")})`;
}

/** The columns that an expression reads, or seems to: their names are among its words. */
export function usedColumns({ expression, columns }: Pick<Probe, "expression" | "columns">): Column[] {
  const words = new Set(
    tokenise(expression, tokenRules)
      .filter(({ kind }) => kind === "word" || kind === "quoted")
      .map(({ text }) => text.toLowerCase()),
  );
  return columns.filter(({ name }) => words.has(name.toLowerCase()));
}

/** A column or constraint in comparable form, without its name. */
interface Definition {
  readonly whole: string;
  /** What begins with the word DEFAULT, whatever the type before it. */
  readonly value: string;
}

/** The columns and constraints of a CREATE TABLE by name. */
function definitions(sql: string): Map<string, Definition> {
  const { columns, constraints } = createTableParts(sql);
  return new Map(
    [...columns, ...constraints].map(([name, { tokens }]) => {
      // MariaDB's check of a document names the column again.
      const own = tokens.filter(({ text }) => text !== name);
      const value = own.slice(own.findIndex(({ kind, text }) => kind === "word" && text === "DEFAULT"));
      return [name, { whole: comparable(own), value: comparable(value) }];
    }),
  );
}

/**
 * Tokens as one text, without introducers of character sets: MySQL gives every string in an expression that of the
 * connection which wrote it.
 */
export function comparable(tokens: readonly Token[]): string {
  return JSON.stringify(
    tokens
      .filter((token, at) => !isIntroducer(token, tokens[at + 1]))
      .map(({ kind, text }) =>
        kind === "word" ? text.toLowerCase() : `${kind === "string" ? "'" : "`"}${text}`,
      ),
  );
}

export function isIntroducer(token: Token, next: Token | undefined): boolean {
  return token.kind === "word" && token.text.startsWith("_") && next?.kind === "string";
}
