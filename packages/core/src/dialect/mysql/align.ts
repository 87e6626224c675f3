import { displayName, nameKey } from "../../schema/object-name.ts";
import type { Column, ObjectName, Schema, Table } from "../../schema/schema.ts";
import { shallowEqual } from "../../util/shallow-equal.ts";
import { stableJson } from "../../util/stable-json.ts";
import type { Alignment, Query } from "../dialect.ts";
import { tokenise, withoutOuterParentheses } from "../sql-tokens.ts";
import type { Flavour } from "./flavour.ts";
import { currentTimestamp, readLiteral, tokenRules } from "./literals.ts";
import { askServer, type Answer, comparable, type Probe, usedColumns } from "./probes.ts";
import { charsetOf } from "./reflect-column.ts";
import { withoutServing } from "./served-foreign-keys.ts";
import { isSameType } from "./types.ts";
import { viewAlignment } from "./align-views.ts";

/**
 * Puts found texts into the wording of the wanted ones where both mean the same.
 *
 * What can be told without the server is told first (types, character sets, literals, the current time); defaults,
 * generated columns and checks that still differ are written by the server itself; so are the queries of views
 * (`align-views.ts`).
 */
export async function align(
  query: Query,
  found: Schema,
  wanted: Schema,
  flavour: Flavour,
): Promise<Alignment> {
  const wantedTables = new Map(wanted.tables.map((table) => [nameKey(table), table]));
  const tables = found.tables.map((table) => {
    const other = wantedTables.get(nameKey(table));
    return other === undefined ? table : alignFacts(table, other);
  });
  const questions = tables.flatMap((table) => {
    const other = wantedTables.get(nameKey(table));
    return other === undefined ? [] : questionsOf(table, other);
  });
  const probes = questions.flatMap((question) => [question.found, question.wanted]);
  const asked = await askServer(query, distinct(probes), flavour);
  const answers = new Map([...asked].map(([probe, answer]) => [probeKey(probe), answer]));
  const alignView = await viewAlignment(query, found.views, wanted.views);
  const warnings: string[] = [];
  const same = new Set(
    questions.filter((question) => isSame(question, answers, warnings)).map(({ key }) => key),
  );
  return {
    found: {
      ...found,
      tables: tables.map((table) => {
        const other = wantedTables.get(nameKey(table));
        return other === undefined ? table : alignTexts(table, other, same);
      }),
      views: found.views.map(alignView),
    },
    warnings: [...new Set(warnings)],
  };
}

/** A found and a wanted expression, which may be the same to the server. */
interface Question {
  readonly key: string;
  readonly subject: string;
  readonly found: Probe;
  readonly wanted: Probe;
  /** True when the found expression reads a column whose type changes. */
  readonly retyped: boolean;
}

function questionKey(
  table: ObjectName,
  kind: Probe["kind"],
  found: string,
  wanted: string,
  column?: string,
): string {
  return stableJson([nameKey(table), kind, column ?? "", found, wanted]);
}

function questionsOf(found: Table, wanted: Table): Question[] {
  const isRetyped = (name: string) => {
    const [own, other] = [found, wanted].map(({ columns }) => columns.find((column) => column.name === name));
    return own !== undefined && other !== undefined && stableJson(own.type) !== stableJson(other.type);
  };
  const ask = (
    kind: Probe["kind"],
    own: string,
    other: string,
    column?: Column,
    foundType = column?.type,
  ): Question => {
    const names = new Set(wanted.columns.map(({ name }) => name));
    const columns = [...wanted.columns, ...found.columns.filter(({ name }) => !names.has(name))];
    const shared = { kind, columns, type: column?.type ?? { name: "int" }, group: nameKey(wanted) };
    const what = column === undefined ? "a check" : `the ${kind === "default" ? "default" : "expression"}`;
    const probe = { ...shared, expression: own, ...(foundType === undefined ? {} : { type: foundType }) };
    return {
      key: questionKey(wanted, kind, own, other, column?.name),
      subject: `${what} of ${displayName(wanted)}${column === undefined ? "" : `.${column.name}`}`,
      found: probe,
      wanted: { ...shared, expression: other },
      retyped: usedColumns(probe).some(({ name }) => isRetyped(name)),
    };
  };
  const ofColumns = pairs(found, wanted).flatMap(([own, other]): Question[] => {
    const generated = own.generated?.expression;
    const wantedGenerated = other.generated?.expression;
    return [
      ...(own.default === undefined || other.default === undefined || own.default === other.default
        ? []
        : // A server fits a default to its column (digits of a time, of a number): each is asked in its own.
          [ask("default", own.default, other.default, other, own.type)]),
      ...(generated === undefined || wantedGenerated === undefined || generated === wantedGenerated
        ? []
        : [ask("generated", generated, wantedGenerated, other)]),
    ];
  });
  const foundChecks = new Set(found.checks.map(({ expression }) => expression));
  const wantedChecks = new Set(wanted.checks.map(({ expression }) => expression));
  const open = [...wantedChecks].filter((expression) => !foundChecks.has(expression));
  return [
    ...ofColumns,
    ...[...foundChecks]
      .filter((expression) => !wantedChecks.has(expression))
      .flatMap((own) => open.map((other) => ask("check", own, other))),
  ];
}

function pairs(found: Table, wanted: Table): [Column, Column][] {
  const byName = new Map(wanted.columns.map((column) => [column.name, column]));
  return found.columns.flatMap((column): [Column, Column][] => {
    const other = byName.get(column.name);
    return other === undefined ? [] : [[column, other]];
  });
}

/** One probe for all questions with the same one. */
function distinct(probes: readonly Probe[]): Probe[] {
  return [...new Map(probes.map((probe) => [probeKey(probe), probe])).values()];
}

function probeKey({ kind, expression, type, group }: Probe): string {
  return stableJson([kind, expression, type, group]);
}

function isSame(
  { found, wanted, subject, retyped }: Question,
  answers: ReadonlyMap<string, Answer>,
  warnings: string[],
): boolean {
  const own = answers.get(probeKey(found));
  const other = answers.get(probeKey(wanted));
  if (own !== undefined && other !== undefined && "text" in own && "text" in other)
    return own.text === other.text;
  // MariaDB: `text IN ('')` can't be said of a number. What can't stand over the new columns is not what is wanted there.
  if (retyped && own !== undefined && "error" in own && other !== undefined && "text" in other) return false;
  const tokens = (sql: string) => comparable(tokenise(withoutOuterParentheses(sql, tokenRules), tokenRules));
  if (tokens(found.expression) === tokens(wanted.expression)) return true;
  const failed = [own, other].find((answer) => answer !== undefined && "error" in answer);
  const reason = failed !== undefined && "error" in failed ? failed.error : "no answer";
  warnings.push(
    `Can't tell whether ${subject} is the same: the database has (${found.expression}), ` +
      `the entity (${wanted.expression}), and the server would not write both in its own words: ${reason}`,
  );
  return false;
}

/** What can be told without the server. */
function alignFacts(found: Table, wanted: Table): Table {
  const byName = new Map(wanted.columns.map((column) => [column.name, column]));
  const { engine } = wanted.options;
  const sameEngine = engine !== undefined && engine.toLowerCase() === found.options.engine?.toLowerCase();
  return {
    ...withoutServing(found, wanted),
    columns: found.columns.map((column) => {
      const other = byName.get(column.name);
      return other === undefined ? column : alignColumn(column, other, found);
    }),
    options: sameEngine ? { ...found.options, engine } : found.options,
  };
}

function alignColumn(found: Column, wanted: Column, table: Table): Column {
  const { type, charset, collation } = found;
  // Nearly always, there is nothing to put into other words: no copy is made then.
  const isSpeltAlike =
    charset === undefined &&
    collation === undefined &&
    found.default === wanted.default &&
    found.onUpdate === wanted.onUpdate &&
    shallowEqual(type, wanted.type);
  if (isSpeltAlike && wanted.charset === undefined && wanted.collation === undefined) return found;
  const { charset: _charset, collation: _collation, ...column } = found;
  return {
    ...column,
    ...(isSameType(type, wanted.type) ? { type: wanted.type } : {}),
    ...(isSameTime(found.onUpdate, wanted.onUpdate) ? { onUpdate: wanted.onUpdate! } : {}),
    ...(isSameValue(found, wanted) ? { default: wanted.default! } : {}),
    ...pick(isSameText(found, wanted, table) ? wanted : found),
  };
}

function pick({
  charset,
  collation,
}: Pick<Column, "charset" | "collation">): Pick<Column, "charset" | "collation"> {
  return { ...(charset === undefined ? {} : { charset }), ...(collation === undefined ? {} : { collation }) };
}

function isSameTime(found: string | undefined, wanted: string | undefined): boolean {
  if (found === undefined || wanted === undefined) return false;
  const time = currentTimestamp(found);
  return time !== undefined && time === currentTimestamp(wanted);
}

/** True for literals with the same value, and for spellings of the current time. */
function isSameValue(found: Column, wanted: Column): boolean {
  if (found.default === undefined || wanted.default === undefined) return false;
  if (isSameTime(found.default, wanted.default)) return true;
  const own = number(found.default);
  if (own !== undefined && own === number(wanted.default)) return true;
  const text = readLiteral(found.default);
  return text !== undefined && text === readLiteral(wanted.default);
}

/** A decimal number without the zeros at its end, as text: nothing is rounded. */
function number(expression: string): string | undefined {
  const match = /^'?(-?\d+)(?:\.(\d*?)0*)?'?$/.exec(expression.trim());
  if (match === null) return undefined;
  return match[2] ? `${match[1]}.${match[2]}` : match[1];
}

/** True when character set and collation are the same once what is left out is filled in. */
function isSameText(found: Column, wanted: Column, { options }: Table): boolean {
  if (wanted.charset === undefined && wanted.collation === undefined) return false;
  const collation = found.collation ?? (found.charset === undefined ? options.collation : undefined);
  const charset = found.charset ?? (collation === undefined ? options.charset : charsetOf(collation));
  if (wanted.collation !== undefined) return wanted.collation === collation;
  // Without a collation, any of the character set will do: its default one differs between servers.
  return wanted.charset === charset;
}

function alignTexts(found: Table, wanted: Table, same: ReadonlySet<string>): Table {
  if (same.size === 0) return found;
  const byName = new Map(wanted.columns.map((column) => [column.name, column]));
  return {
    ...found,
    columns: found.columns.map((column) => {
      const other = byName.get(column.name);
      if (other === undefined) return column;
      const ask = (kind: Probe["kind"], own?: string, text?: string) =>
        own !== undefined &&
        text !== undefined &&
        own !== text &&
        same.has(questionKey(found, kind, own, text, column.name));
      return {
        ...column,
        ...(ask("default", column.default, other.default) ? { default: other.default! } : {}),
        ...(ask("generated", column.generated?.expression, other.generated?.expression)
          ? { generated: { ...column.generated!, expression: other.generated!.expression } }
          : {}),
      };
    }),
    checks: found.checks.map((check) => {
      const other = wanted.checks.find(({ expression }) =>
        same.has(questionKey(found, "check", check.expression, expression)),
      );
      return other === undefined ? check : { ...check, expression: other.expression };
    }),
  };
}
