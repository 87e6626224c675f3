import { nameKey } from "../../schema/object-name.ts";
import type { Column, Index, Schema, Table, View } from "../../schema/schema.ts";
import type { Alignment, Query } from "../dialect.ts";
import { emptyPlan, planTables, type TablePlan } from "./align-tables.ts";
import { planViews, type ViewPlan } from "./align-views.ts";
import { answer } from "./answers.ts";
import { type AskedStep, indexTexts, type Question, type QuestionGroup, withTexts } from "./questions.ts";
import { remadeExpressions } from "./remade-expressions.ts";
import { temporaryTypes } from "./temporary-types.ts";

/**
 * Puts the found texts into the wording of the wanted ones where PostgreSQL writes both alike.
 *
 * The wanted expressions are tried on temporary tables and views, all of which are undone, and read back: first with
 * what the database has, then with the columns and enum types that are wanted. What is refused is tried once more
 * with the extensions and tables that are still missing, and what was written otherwise than it is found once more in
 * the wording that came back.
 */
export async function align(query: Query, found: Schema, wanted: Schema): Promise<Alignment> {
  const plans = planTables(found, wanted);
  const views = planViews(found, wanted);
  const questions = [...plans.flatMap((plan) => plan.questions), ...views.questions];
  if (questions.length > 0) {
    const types = temporaryTypes(found, wanted);
    const groups: readonly QuestionGroup[] = [
      ...plans.map(({ foundShape }) => foundShape),
      views.live,
      { steps: types, keep: true },
      ...plans.flatMap(({ wantedShape }) => wantedShape ?? []),
    ];
    await answer(query, groups);
    if (questions.some(isOpen)) {
      const extensions = wanted.extensions
        .filter((name) => !found.extensions.includes(name))
        .map((name) => ({ commands: [`CREATE EXTENSION IF NOT EXISTS "${name.replaceAll('"', '""')}"`] }));
      await answer(query, [
        { steps: [...extensions, ...types], keep: true },
        ...plans
          .filter((plan) => plan.questions.some(isOpen))
          .map((plan) => plan.wantedShape ?? plan.foundShape),
        ...(views.questions.some(isOpen) ? [views.wanted] : []),
      ]);
    }
    if (questions.some(isReworded)) await answer(query, groups.flatMap(askedAgain));
  }
  return {
    found: applied(found, wanted, plans, views),
    warnings: questions.filter(isOpen).map(refusal),
    remade: await remadeExpressions(query, found, wanted, plans),
  };
}

/**
 * PostgreSQL does not always write its own wording as it reads it: of `a IN ('x', 'y')` over a varchar it makes
 * `ANY ((ARRAY['x'::varchar, …])::text[])`, and of that `ANY (ARRAY[('x'::varchar)::text, …])`. A database that was
 * restored from a dump has the second one.
 */
function isReworded(question: Question): boolean {
  const found = new Set(question.found.map((texts) => JSON.stringify(texts)));
  return !isOpen(question) && !question.answers.some(({ texts }) => found.has(JSON.stringify(texts)));
}

function askedAgain(group: QuestionGroup): QuestionGroup[] {
  const isAsked = group.steps.some(({ question }) => question !== undefined && isReworded(question));
  if (!isAsked && !group.keep) return [];
  const steps = group.steps.flatMap((step): readonly AskedStep[] => {
    const { question } = step;
    if (question === undefined || !isReworded(question)) return [step];
    return question.answers.flatMap(({ texts }) =>
      question.again(texts).map((again): AskedStep => ({ ...again, question })),
    );
  });
  return [{ ...group, steps }];
}

function isOpen({ answers }: Question): boolean {
  return answers.length === 0;
}

function refusal({ subject, expression, errors }: Question): string {
  return (
    `PostgreSQL does not take ${subject} (${expression}), so it counts as different from what is there: ` +
    `${errors[0] ?? "no reason was given"}.`
  );
}

function applied(found: Schema, wanted: Schema, plans: readonly TablePlan[], views: ViewPlan): Schema {
  const planByKey = new Map(plans.map((plan) => [plan.key, plan]));
  const wantedTables = new Map(wanted.tables.map((table) => [nameKey(table), table]));
  const wantedViews = new Map(wanted.views.map((view) => [nameKey(view), view]));
  return {
    ...found,
    tables: found.tables.map((table) => {
      const other = wantedTables.get(nameKey(table));
      return other === undefined
        ? table
        : alignTable(table, other, planByKey.get(nameKey(table)) ?? emptyPlan);
    }),
    views: found.views.map((view) => {
      const other = wantedViews.get(nameKey(view));
      if (other === undefined) return view;
      const indexes = planByKey.get(nameKey(view))?.indexes ?? emptyPlan.indexes;
      return alignView(view, other, views, indexes);
    }),
  };
}

type Asked = ReadonlyMap<string, Question>;

/** True when PostgreSQL calls the wanted text what it calls the found one. */
function isAnswer(question: Question | undefined, text: string): boolean {
  return question?.answers.some(({ texts }) => texts[0] === text) ?? false;
}

function alignTable(found: Table, wanted: Table, plan: TablePlan): Table {
  const columns = new Map(wanted.columns.map((column) => [column.name, column]));
  const expressions = <T extends { readonly name?: string; readonly expression: string }>(
    own: readonly T[],
    others: readonly T[],
    asked: Asked,
  ): T[] =>
    own.map((item) => {
      if (others.some(({ expression }) => expression === item.expression)) return item;
      const same = others.filter(({ expression }) => isAnswer(asked.get(expression), item.expression));
      const other = same.find(({ name }) => name === item.name) ?? same[0];
      return other === undefined ? item : { ...item, expression: other.expression };
    });
  return {
    ...found,
    columns: found.columns.map((column) => alignColumn(column, columns.get(column.name), plan)),
    checks: expressions(found.checks, wanted.checks, plan.checks),
    exclusions: expressions(found.exclusions, wanted.exclusions, plan.exclusions),
    indexes: alignIndexes(found.indexes, wanted.indexes, plan.indexes),
  };
}

function alignColumn(found: Column, wanted: Column | undefined, plan: TablePlan): Column {
  if (wanted === undefined) return found;
  const isDefault =
    found.default !== undefined &&
    wanted.default !== undefined &&
    (plan.literals.has(found.name) || isAnswer(plan.defaults.get(found.name), found.default));
  const isGenerated =
    found.generated !== undefined &&
    wanted.generated !== undefined &&
    isAnswer(plan.generated.get(found.name), found.generated.expression);
  return {
    ...found,
    ...(isDefault ? { default: wanted.default! } : {}),
    ...(isGenerated
      ? { generated: declaredAs(found.generated!, "expression", wanted.generated!.expression) }
      : {}),
  };
}

/** The object with another text, and without TypeORM's note of it where that is the same now. */
function declaredAs<
  K extends string,
  T extends { readonly declared?: string } & { readonly [key in K]: string },
>(item: T, key: K, text: string): T {
  const { declared, ...rest } = item;
  return {
    ...rest,
    [key]: text,
    ...(declared === undefined || declared === text ? {} : { declared }),
  } as unknown as T;
}

function alignIndexes(found: readonly Index[], wanted: readonly Index[], asked: Asked): Index[] {
  return found.map((index) => {
    const texts = JSON.stringify(indexTexts(index));
    const same = wanted.filter((other) =>
      asked.get(other.name)?.answers.some((answer) => JSON.stringify(answer.texts) === texts),
    );
    const other = same.find(({ name }) => name === index.name) ?? same[0];
    return other === undefined ? index : withTexts(index, indexTexts(other));
  });
}

function alignView(found: View, wanted: View, plan: ViewPlan, indexes: Asked): View {
  const view = { ...found, indexes: alignIndexes(found.indexes, wanted.indexes, indexes) };
  if (!isAnswer(plan.views.get(nameKey(found)), found.definition)) return view;
  return declaredAs(view, "definition", wanted.definition);
}
