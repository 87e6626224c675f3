import type { Query } from "../dialect.ts";
import { ask } from "./canonical.ts";
import type { QuestionGroup } from "./questions.ts";

/** Asks the questions of the groups, in one round trip, and leaves with each what came back. */
export async function answer(query: Query, groups: readonly QuestionGroup[]): Promise<void> {
  const used = groups.filter(({ steps }) => steps.length > 0);
  const results = await ask(
    query,
    used.map(({ steps, keep }) => ({
      steps: steps.map(({ question: _question, ...step }) => step),
      ...(keep ? { keep } : {}),
    })),
  );
  used.forEach(({ steps, shape = "found" }, group) => {
    steps.forEach(({ question }, at) => {
      const result = results[group]?.[at];
      if (question === undefined || result === undefined) return;
      if ("error" in result) question.errors.push(result.error);
      else if (result.text !== null) question.answers.push({ texts: question.read(result.text), shape });
    });
  });
}
