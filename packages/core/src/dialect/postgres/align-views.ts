import { displayName, nameKey } from "../../schema/object-name.ts";
import type { Schema, View } from "../../schema/schema.ts";
import { topologicalOrder } from "../../util/topological-order.ts";
import { shapeOf } from "./align-tables.ts";
import type { Step } from "./canonical.ts";
import { identifier, literal } from "./literals.ts";
import { askedSteps, type Question, type QuestionGroup, scratchTable } from "./questions.ts";
import { viewQuery } from "./reflect.ts";
import { foundTypeText, wantedTypeText } from "./temporary-types.ts";

/** What has to be asked about views. */
export interface ViewPlan {
  readonly questions: readonly Question[];
  /** By key of the view. */
  readonly views: ReadonlyMap<string, Question>;
  /** The questions over the tables that are there. */
  readonly live: QuestionGroup;
  /** The same over tables as they are wanted, which hide those that are there. */
  readonly wanted: QuestionGroup;
}

/**
 * Views are tried under their own names: a temporary view hides the real one from those that read it, and is written
 * by its bare name as that one is.
 */
export function planViews(found: Schema, wanted: Schema): ViewPlan {
  const foundByKey = new Map(found.views.map((view) => [nameKey(view), view]));
  const order = topologicalOrder(wanted.views, nameKey, (view) => view.dependsOn.map(nameKey)).order;
  const asked = order.filter((view) => {
    const existing = foundByKey.get(nameKey(view));
    return existing !== undefined && existing.definition !== view.definition;
  });
  const views = new Map(
    asked.map((view) => {
      const key = nameKey(view);
      return [key, viewQuestion(view, foundByKey.get(key)!)];
    }),
  );
  const questions = [...views.values()];
  const all = order
    .filter((view) => views.has(nameKey(view)) || !foundByKey.has(nameKey(view)))
    .flatMap((view) => {
      const question = views.get(nameKey(view));
      return question === undefined ? [{ commands: [createView(view)] }] : askedSteps(question);
    });
  // Twice over: an entity need not say which views its own one reads.
  const group = (steps: readonly Step[]): QuestionGroup => ({
    steps: questions.length === 0 ? [] : [...steps, ...all, ...all],
  });
  return {
    questions,
    views,
    live: group([]),
    wanted: questions.length === 0 ? { steps: [] } : group(wantedTables(found, wanted)),
  };
}

function createView({ name, definition }: View): string {
  return `CREATE TEMPORARY VIEW ${identifier(name)} AS ${definition}`;
}

function viewQuestion(view: View, found: View): Question {
  const stepOf = (definition: string): Step => ({
    commands: [createView({ ...view, definition })],
    answer: `SELECT pg_get_viewdef(${literal(`pg_temp.${identifier(view.name)}`)}::regclass)`,
  });
  return {
    subject: `the query of the view ${displayName(view)}`,
    expression: view.definition,
    found: [[found.definition]],
    steps: [stepOf(view.definition)],
    again: ([definition]) => [stepOf(definition!)],
    read: (answer) => [viewQuery(answer)],
    answers: [],
    errors: [],
  };
}

/** Tables that are not there, or not with these columns. */
function wantedTables(found: Schema, wanted: Schema): Step[] {
  const foundText = foundTypeText(found);
  const wantedText = wantedTypeText(found, wanted);
  const shapes = new Map(found.tables.map((table) => [nameKey(table), shapeOf(table.columns, foundText)]));
  return wanted.tables
    .filter((table) => shapes.get(nameKey(table)) !== shapeOf(table.columns, wantedText))
    .map((table) => ({ commands: [scratchTable(identifier(table.name), table.columns, wantedText)] }));
}
