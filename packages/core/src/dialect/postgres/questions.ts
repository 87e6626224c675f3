import { displayName } from "../../schema/object-name.ts";
import type { Column, ColumnType, Index, Table } from "../../schema/schema.ts";
import { withoutOuterParentheses } from "../sql-tokens.ts";
import type { Step } from "./canonical.ts";
import { indexPartSql } from "./column-sql.ts";
import { identifier, literal, readTypedLiteral } from "./literals.ts";
import { exclusionText } from "./reflect-constraints.ts";
import { tryParseType } from "./types.ts";

/** The temporary table on which expressions of a table are tried. */
export const scratch = `pg_temp."limbeck_scratch"`;

/** What PostgreSQL calls an expression, asked in different ways: every wording that comes back counts. */
export interface Question {
  /** Where the expression stands, for messages. */
  readonly subject: string;
  readonly expression: string;
  /** What the database has: an answer among these settles the question. */
  readonly found: readonly Texts[];
  readonly steps: readonly Step[];
  /** The steps with the texts of an answer in place of the wanted ones. */
  readonly again: (answer: Texts) => readonly Step[];
  /** The texts that an answer holds, in the form of the reflected schema. */
  readonly read: (answer: string) => Texts;
  readonly answers: Answered[];
  readonly errors: string[];
}

/** The columns that a question is asked about: those which the table has, or those which it is to have. */
export type Shape = "found" | "wanted";

/** What came back, and over which columns. */
export interface Answered {
  readonly texts: Texts;
  readonly shape: Shape;
}

/** One text, or the predicate and the expressions of an index. */
export type Texts = readonly (string | null)[];

/** A step, and the question that its answer belongs to. */
export interface AskedStep extends Step {
  readonly question?: Question;
}

/** Steps on the same temporary objects. */
export interface QuestionGroup {
  readonly shape?: Shape;
  readonly steps: readonly AskedStep[];
  readonly keep?: boolean;
}

/** The steps of a question, each of which brings an answer. */
export function askedSteps(asked: Question): AskedStep[] {
  return asked.steps.map((step) => ({ ...step, question: asked }));
}

/** What is asked in the same way of every text. */
function question(
  subject: string,
  expression: string,
  found: readonly string[],
  stepOf: (text: string) => Step,
  read: (answer: string) => string,
  wordings: readonly string[] = [expression],
): Question {
  return {
    subject,
    expression,
    found: found.map((text) => [text]),
    steps: wordings.map(stepOf),
    again: ([text]) => [stepOf(text!)],
    read: (answer) => [read(answer)],
    answers: [],
    errors: [],
  };
}

const expressionOf = (column: string) =>
  `SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid
    AND a.attnum = d.adnum WHERE d.adrelid = '${scratch}'::regclass AND a.attname = ${literal(column)}`;

/** The default of a column; a number is tried in quotes too, which is how TypeORM writes it. */
export function defaultQuestion(table: Table, column: Column, found: string, expression: string): Question {
  const number = readTypedLiteral(expression);
  const wordings = [
    expression,
    ...(typeof number?.value === "number" && number.cast === undefined
      ? [literal(String(number.value))]
      : []),
  ];
  return question(
    `the default of ${displayName(table)}.${column.name}`,
    expression,
    [found],
    (text) => ({
      commands: [`ALTER TABLE ${scratch} ALTER COLUMN ${identifier(column.name)} SET DEFAULT ${text}`],
      answer: expressionOf(column.name),
    }),
    (answer) => answer,
    wordings,
  );
}

/** `number` makes the names of the objects of one table different. */
export function generatedQuestion(
  table: Table,
  column: Column,
  found: string,
  expression: string,
  type: string,
  number: number,
): Question {
  const name = `limbeck_${number}`;
  const collation = column.collation === undefined ? "" : ` COLLATE ${identifier(column.collation)}`;
  return question(
    `the expression of ${displayName(table)}.${column.name}`,
    expression,
    [found],
    (text) => ({
      commands: [
        `ALTER TABLE ${scratch} ADD COLUMN "${name}" ${type}${collation} GENERATED ALWAYS AS (${text}) STORED`,
      ],
      answer: expressionOf(name),
    }),
    withoutOuterParentheses,
  );
}

const constraintOf = (name: string, text: string) =>
  `SELECT ${text} FROM pg_constraint c WHERE c.conrelid = '${scratch}'::regclass AND c.conname = '${name}'`;

export function checkQuestion(
  table: Table,
  found: readonly string[],
  expression: string,
  number: number,
): Question {
  const name = `limbeck_${number}`;
  return question(
    `a check of ${displayName(table)}`,
    expression,
    found,
    (text) => ({
      commands: [`ALTER TABLE ${scratch} ADD CONSTRAINT "${name}" CHECK (${text})`],
      answer: constraintOf(name, "pg_get_expr(c.conbin, c.conrelid)"),
    }),
    withoutOuterParentheses,
  );
}

export function exclusionQuestion(
  table: Table,
  found: readonly string[],
  expression: string,
  number: number,
): Question {
  const name = `limbeck_${number}`;
  return question(
    `an exclusion constraint of ${displayName(table)}`,
    expression,
    found,
    (text) => ({
      commands: [`ALTER TABLE ${scratch} ADD CONSTRAINT "${name}" EXCLUDE ${text}`],
      answer: constraintOf(name, "pg_get_constraintdef(c.oid)"),
    }),
    exclusionText,
  );
}

/** The same question about texts such as came back. */
export function about(asked: Question, texts: Texts): Question {
  return { ...asked, steps: asked.again(texts), answers: [], errors: [] };
}

/** The predicate of an index, then the expression of each part; null for what it has not got. */
export function indexTexts({ where, parts }: Index): Texts {
  return [where ?? null, ...parts.map(({ expression }) => expression ?? null)];
}

export function indexQuestion(index: Index, found: readonly Texts[], number: number): Question {
  const name = `limbeck_${number}`;
  const method = index.method === undefined ? "" : ` USING ${identifier(index.method)}`;
  const texts = index.parts.map(({ expression }, at) =>
    expression === undefined ? "NULL" : `pg_get_indexdef(i.indexrelid, ${at + 1}, false)`,
  );
  const stepOf = ({ where, parts }: Index): Step => ({
    commands: [
      `CREATE INDEX "${name}" ON ${scratch}${method} (${parts.map(indexPartSql).join(", ")})` +
        (where === undefined ? "" : ` WHERE ${where}`),
    ],
    answer:
      `SELECT json_build_array(pg_get_expr(i.indpred, i.indrelid), ${texts.join(", ")})::text ` +
      `FROM pg_index i WHERE i.indexrelid = 'pg_temp."${name}"'::regclass`,
  });
  return {
    subject: `the index ${index.name}`,
    expression: indexTexts(index).filter(Boolean).join("; "),
    found,
    steps: [stepOf(index)],
    again: (answer) => [stepOf(withTexts(index, answer))],
    read: (answer) => {
      const [predicate, ...expressions] = JSON.parse(answer) as (string | null)[];
      return [predicate == null ? null : withoutOuterParentheses(predicate), ...expressions];
    },
    answers: [],
    errors: [],
  };
}

/** The index with other texts in the places where it has some. */
export function withTexts(index: Index, [where, ...expressions]: Texts): Index {
  return {
    ...index,
    parts: index.parts.map((part, at) =>
      part.expression === undefined ? part : { ...part, expression: expressions[at]! },
    ),
    ...(index.where === undefined ? {} : { where: where! }),
  };
}

/** A temporary table with nothing but columns. */
export function scratchTable(
  name: string,
  columns: readonly Column[],
  typeText: (type: ColumnType) => string,
): string {
  const list = columns.map(({ name: column, type, collation }) => {
    const collate = collation === undefined ? "" : ` COLLATE ${identifier(collation)}`;
    return `${identifier(column)} ${typeText(type)}${collate}`;
  });
  return `CREATE TEMPORARY TABLE ${name} (${list.join(", ")})`;
}

/**
 * True when a found default is the wanted literal, cast to the type of its column: no need to ask then.
 *
 * PostgreSQL writes a constant as its type writes it, and reads it back as the same constant.
 */
export function isSameLiteral(found: string, wanted: string, type: ColumnType): boolean {
  const a = readTypedLiteral(found);
  const b = readTypedLiteral(wanted);
  if (a === undefined || b === undefined || b.cast !== undefined || String(a.value) !== String(b.value))
    return false;
  if (a.cast === undefined) return typeof a.value === typeof b.value || typeof a.value === "number";
  const cast = tryParseType(a.cast);
  return cast !== undefined && cast.name === type.name && (cast.array ?? false) === (type.array ?? false);
}
