import { ReflectionError } from "../../errors.ts";
import type { Query } from "../dialect.ts";
import { block } from "./do-block.ts";
import { literal } from "./literals.ts";

/** Commands that succeed or fail together, and a query for one text that they made readable. */
export interface Step {
  readonly commands: readonly string[];
  readonly answer?: string;
}

/** Steps that build on each other; undone at their end unless others are to build on them. */
export interface StepGroup {
  readonly steps: readonly Step[];
  readonly keep?: boolean;
}

/** What came of a step: the text of its query, or why PostgreSQL refused it. */
export type Answer = { readonly text: string | null } | { readonly error: string };

/**
 * Runs steps and undoes all of them, whatever fails, on a connection with or without a transaction.
 *
 * A block of PL/pgSQL rolls back to its beginning when it ends in an exception, and its variables stay
 * (https://www.postgresql.org/docs/current/plpgsql-control-structures.html#PLPGSQL-ERROR-TRAPPING). One statement
 * therefore does all the work, and a second one fetches what it learnt from a setting of the session.
 */
export async function ask(
  query: Query,
  groups: readonly StepGroup[],
): Promise<readonly (readonly Answer[])[]> {
  if (groups.length === 0) return [];
  await query(program(groups));
  const [row] = await query(
    `SELECT current_setting('limbeck.answers', true) AS "answers", set_config('limbeck.answers', '', false)`,
  );
  if (!row?.answers) {
    throw new ReflectionError(
      "E_REFLECT",
      "The connection forgets what one statement tells the next: a pooler hands them to different sessions. " +
        "Connect to PostgreSQL itself, or to a pooler that keeps sessions.",
    );
  }
  const answers = JSON.parse(String(row.answers)) as Answer[];
  let at = 0;
  return groups.map(({ steps }) => {
    const own = answers.slice(at, at + steps.length);
    at += steps.length;
    return own;
  });
}

function program(groups: readonly StepGroup[]): string {
  return block(`DECLARE
  groups json := ${literal(JSON.stringify(groups))};
  part json;
  step json;
  command text;
  answer text;
  answers text[] := '{}';
BEGIN
  BEGIN
    FOR part IN SELECT json_array_elements(groups) LOOP
      BEGIN
        FOR step IN SELECT json_array_elements(part->'steps') LOOP
          BEGIN
            answer := NULL;
            FOR command IN SELECT json_array_elements_text(step->'commands') LOOP EXECUTE command; END LOOP;
            IF step->>'answer' IS NOT NULL THEN EXECUTE step->>'answer' INTO answer; END IF;
            answers := answers || json_build_object('text', answer)::text;
          EXCEPTION WHEN OTHERS THEN
            answers := answers || json_build_object('error', SQLERRM)::text;
          END;
        END LOOP;
        IF part->>'keep' IS NULL THEN RAISE EXCEPTION USING ERRCODE = 'LB001'; END IF;
      EXCEPTION WHEN SQLSTATE 'LB001' THEN NULL;
      END;
    END LOOP;
    RAISE EXCEPTION USING ERRCODE = 'LB002';
  EXCEPTION WHEN SQLSTATE 'LB002' THEN NULL;
  END;
  PERFORM set_config('limbeck.answers', '[' || array_to_string(answers, ',') || ']', false);
END`);
}
