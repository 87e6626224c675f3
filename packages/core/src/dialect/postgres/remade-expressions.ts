import { nameKey, objectName } from "../../schema/object-name.ts";
import type { Schema, Table } from "../../schema/schema.ts";
import type { ExpressionOwner, Query } from "../dialect.ts";
import { group, type TablePlan } from "./align-tables.ts";
import { answer } from "./answers.ts";
import { about, indexTexts, type Question, type Shape, type Texts } from "./questions.ts";
import { temporaryTypes } from "./temporary-types.ts";

/** An expression that says what is wanted, over columns whose types change. */
interface Carried {
  readonly owner: ExpressionOwner;
  /** What is wanted, with the answers over both shapes. */
  readonly asked: Question;
  /** What becomes of it with the change, and what of the fresh one when the change is taken back. */
  readonly forth: Question;
  readonly back: Question;
}

/**
 * The expressions that have to be made anew because the columns in them change their types.
 *
 * PostgreSQL reads an expression again in its own wording when the type of a column in it changes
 * (https://www.postgresql.org/docs/current/sql-altertable.html: "indexes and simple table constraints involving the
 * column will be automatically converted … by reparsing the originally supplied expression"), casts included, so
 * that `a + 1` can become `a + (1)::numeric::double precision`, where a fresh table has `a + (1)::double precision`.
 */
export async function remadeExpressions(
  query: Query,
  found: Schema,
  wanted: Schema,
  plans: readonly TablePlan[],
): Promise<readonly ExpressionOwner[]> {
  const tables = new Map(found.tables.map((table) => [nameKey(table), table]));
  const carried = plans.flatMap((plan) => {
    const table = plan.retyped && tables.get(plan.key);
    return table === undefined ? [] : [{ shapes: plan.retyped!, expressions: carriedIn(table, plan) }];
  });
  if (carried.every(({ expressions }) => expressions.length === 0)) return [];
  await answer(query, [
    ...carried.map(({ shapes, expressions }) =>
      group(
        shapes.found,
        expressions.map(({ back }) => back),
        "found",
      ),
    ),
    { steps: temporaryTypes(found, wanted), keep: true },
    ...carried.map(({ shapes, expressions }) =>
      group(
        shapes.wanted,
        expressions.map(({ forth }) => forth),
        "wanted",
      ),
    ),
  ]);
  return carried
    .flatMap(({ expressions }) => expressions)
    .filter(({ asked, forth, back }) => !agree(asked, forth, "wanted") || !agree(asked, back, "found"))
    .map(({ owner }) => owner);
}

function carriedIn(table: Table, plan: TablePlan): Carried[] {
  const carry = (
    type: ExpressionOwner["type"],
    name: string | undefined,
    texts: Texts,
    asked: ReadonlyMap<string, Question>,
  ): Carried[] => {
    const question = [...asked.values()].find((one) => answers(one, texts, "found"));
    const fresh = question?.answers.find(({ shape }) => shape === "wanted")?.texts;
    // What is the same over both shapes has nothing to do with the types that change.
    if (question === undefined || fresh === undefined || answers(question, texts, "wanted")) return [];
    if (name === undefined) return [];
    const owner = { table: objectName(table), type, name };
    return [{ owner, asked: question, forth: about(question, texts), back: about(question, fresh) }];
  };
  return [
    ...table.columns.flatMap(({ name, generated }) => {
      const question = plan.generated.get(name);
      if (generated === undefined || question === undefined) return [];
      return carry("column", name, [generated.expression], new Map([[name, question]]));
    }),
    ...table.checks.flatMap(({ name, expression }) => carry("check", name, [expression], plan.checks)),
    ...table.exclusions.flatMap(({ name, expression }) =>
      carry("exclusion", name, [expression], plan.exclusions),
    ),
    ...table.indexes.flatMap((index) => carry("index", index.name, indexTexts(index), plan.indexes)),
  ];
}

function answers(question: Question, texts: Texts, over: Shape): boolean {
  const text = JSON.stringify(texts);
  return question.answers.some(({ texts: own, shape }) => shape === over && JSON.stringify(own) === text);
}

/** True when the carried expression comes out as one of the wordings that the wanted one has over these columns. */
function agree(asked: Question, carried: Question, over: Shape): boolean {
  return carried.answers.some(({ texts }) => answers(asked, texts, over));
}
