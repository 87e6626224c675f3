import { nameKey } from "../../schema/object-name.ts";
import type { Column, ColumnType, Index, Schema, Table } from "../../schema/schema.ts";
import {
  askedSteps,
  checkQuestion,
  defaultQuestion,
  exclusionQuestion,
  generatedQuestion,
  indexQuestion,
  indexTexts,
  isSameLiteral,
  type Question,
  type QuestionGroup,
  scratch,
  scratchTable,
  type Shape,
} from "./questions.ts";
import { qualified } from "./literals.ts";
import { foundTypeText, wantedTypeText } from "./temporary-types.ts";

/** What has to be asked about the expressions of one table or materialized view. */
export interface TablePlan {
  readonly key: string;
  readonly questions: readonly Question[];
  /** By name of the column. */
  readonly defaults: ReadonlyMap<string, Question>;
  /** Columns whose default is the same literal, which nobody needs to be asked. */
  readonly literals: ReadonlySet<string>;
  readonly generated: ReadonlyMap<string, Question>;
  /** By text. */
  readonly checks: ReadonlyMap<string, Question>;
  readonly exclusions: ReadonlyMap<string, Question>;
  /** By name of the wanted index. */
  readonly indexes: ReadonlyMap<string, Question>;
  /** The questions on the columns that the table has, and on those that it is to have. */
  readonly foundShape: QuestionGroup;
  readonly wantedShape?: QuestionGroup;
  /** What makes either shape, where columns of the table change their types. */
  readonly retyped?: { readonly [K in Shape]: string };
}

const noSteps: QuestionGroup = { steps: [] };

export const emptyPlan: TablePlan = {
  key: "",
  questions: [],
  defaults: new Map(),
  literals: new Set(),
  generated: new Map(),
  checks: new Map(),
  exclusions: new Map(),
  indexes: new Map(),
  foundShape: noSteps,
};

/** The plans of all tables and materialized views that need one. */
export function planTables(found: Schema, wanted: Schema): TablePlan[] {
  const foundText = foundTypeText(found);
  const wantedText = wantedTypeText(found, wanted);
  const tables = new Map(found.tables.map((table) => [nameKey(table), table]));
  const views = new Map(found.views.map((view) => [nameKey(view), view]));
  return [
    ...wanted.tables.flatMap((table) => {
      const existing = tables.get(nameKey(table));
      return existing === undefined ? [] : [planTable(existing, table, foundText, wantedText)];
    }),
    ...wanted.views.flatMap((view): TablePlan[] => {
      const indexes = indexQuestions(views.get(nameKey(view))?.indexes ?? [], view.indexes);
      if (indexes.size === 0) return [];
      const questions = [...indexes.values()];
      // A view has the columns of its query, so the live one is asked.
      const columns = `CREATE TEMPORARY TABLE ${bareScratch} AS TABLE ${qualified(view)} WITH NO DATA`;
      return [
        {
          ...emptyPlan,
          key: nameKey(view),
          questions,
          indexes,
          foundShape: group(columns, questions, "found"),
        },
      ];
    }),
  ].filter((plan) => plan.questions.length > 0 || plan.literals.size > 0);
}

const bareScratch = scratch.replace("pg_temp.", "");

function planTable(
  found: Table,
  wanted: Table,
  foundText: (type: ColumnType) => string,
  wantedText: (type: ColumnType) => string,
): TablePlan {
  const columns = new Map(wanted.columns.map((column) => [column.name, column]));
  const pairs = found.columns.flatMap((column) => {
    const other = columns.get(column.name);
    return other === undefined ? [] : [{ found: column, wanted: other }];
  });
  const typesOf = (columns: readonly Column[], typeText: typeof foundText) =>
    shapeOf(
      columns.filter(({ name }) => pairs.some((pair) => pair.found.name === name)),
      typeText,
    );
  const isRetyped = typesOf(found.columns, foundText) !== typesOf(wanted.columns, wantedText);
  const defaults = new Map<string, Question>();
  const literals = new Set<string>();
  for (const pair of pairs) {
    const [old, next] = [pair.found.default, pair.wanted.default];
    if (old === undefined || next === undefined || old === next) continue;
    if (isSameLiteral(old, next, pair.found.type)) literals.add(pair.found.name);
    else defaults.set(pair.found.name, defaultQuestion(wanted, pair.wanted, old, next));
  }
  const checks = textQuestions(
    found.checks,
    wanted.checks,
    (texts, expression, number) => checkQuestion(wanted, texts, expression, number),
    isRetyped,
  );
  const exclusions = textQuestions(
    found.exclusions,
    wanted.exclusions,
    (texts, expression, number) => exclusionQuestion(wanted, texts, expression, 1000 + number),
    isRetyped,
  );
  const indexes = indexQuestions(found.indexes, wanted.indexes, isRetyped);
  const generated = new Map(
    pairs.flatMap((pair, at): [string, Question][] => {
      const [old, next] = [pair.found.generated?.expression, pair.wanted.generated?.expression];
      if (old === undefined || next === undefined || (old === next && !isRetyped)) return [];
      const type = wantedText(pair.wanted.type);
      return [[pair.found.name, generatedQuestion(wanted, pair.wanted, old, next, type, 3000 + at)]];
    }),
  );
  const questions = [defaults, checks, exclusions, indexes, generated].flatMap((map) => [...map.values()]);
  const key = nameKey(wanted);
  // Most tables have none, and then nobody needs their columns.
  if (questions.length === 0) return { ...emptyPlan, key, literals };
  const isSameShape = shapeOf(found.columns, foundText) === shapeOf(wanted.columns, wantedText);
  const shapes = {
    found: scratchTable(bareScratch, found.columns, foundText),
    wanted: scratchTable(bareScratch, wanted.columns, wantedText),
  };
  return {
    key,
    questions,
    defaults,
    literals,
    generated,
    checks,
    exclusions,
    indexes,
    foundShape: group(shapes.found, questions, "found"),
    ...(isSameShape ? {} : { wantedShape: group(shapes.wanted, questions, "wanted") }),
    ...(isRetyped ? { retyped: shapes } : {}),
  };
}

/** Questions on a scratch table of one shape. */
export function group(create: string, questions: readonly Question[], shape: Shape): QuestionGroup {
  if (questions.length === 0) return noSteps;
  return { shape, steps: [{ commands: [create] }, ...questions.flatMap(askedSteps)] };
}

/** Columns by name, type and collation, whatever their order. */
export function shapeOf(columns: readonly Column[], typeText: (type: ColumnType) => string): string {
  return JSON.stringify(
    columns.map(({ name, type, collation }) => JSON.stringify([name, typeText(type), collation])).sort(),
  );
}

/**
 * Questions for wanted texts that no found one equals, while there are found ones that no wanted one equals; for all of
 * them where the types of columns change, since an equal text can then mean another thing.
 */
function textQuestions(
  found: readonly { readonly expression: string }[],
  wanted: readonly { readonly expression: string }[],
  ask: (found: readonly string[], expression: string, number: number) => Question,
  isRetyped: boolean,
): Map<string, Question> {
  const texts = new Set(found.map(({ expression }) => expression));
  const others = [...new Set(wanted.map(({ expression }) => expression))];
  if (found.length === 0) return new Map();
  if (!isRetyped && found.every(({ expression }) => others.includes(expression))) return new Map();
  return new Map(
    others
      .filter((text) => isRetyped || !texts.has(text))
      .map((text, number) => [text, ask([...texts], text, number)]),
  );
}

function indexQuestions(
  found: readonly Index[],
  wanted: readonly Index[],
  isRetyped = false,
): Map<string, Question> {
  const known = found.filter(hasTexts);
  const keys = known.map(keyOf);
  const others = wanted.filter((index) => hasTexts(index) && (isRetyped || !keys.includes(keyOf(index))));
  if (known.length === 0) return new Map();
  return new Map(
    others.map((index, number) => [index.name, indexQuestion(index, known.map(indexTexts), 2000 + number)]),
  );
}

/** False for an index over plain columns. */
function hasTexts(index: Index): boolean {
  return indexTexts(index).some((text) => text !== null);
}

function keyOf(index: Index): string {
  return JSON.stringify([indexTexts(index), index.parts.map(({ column }) => column ?? null)]);
}
