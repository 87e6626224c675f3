import type { NamedConfigs } from "./config/define.ts";
import { Limbeck, type LimbeckContext } from "./limbeck.ts";

/** What became of one of several databases. */
export type DatabaseOutcome<T> = { readonly name: string } & (
  | { readonly status: "done"; readonly value: T }
  | { readonly status: "failed"; readonly error: unknown }
  /** Another one had failed before, or the run was interrupted. */
  | { readonly status: "not run" }
);

export interface EachDatabaseOptions {
  /** Go on with the others after a failure: for what only reads. Default false. */
  readonly goOn?: boolean;
  /** Starts nothing more once it fires; what runs has to look at it itself. */
  readonly signal?: AbortSignal;
}

/**
 * Does something on each database of a configuration that has several, one after the other.
 *
 * A failure ends it unless `goOn` says otherwise: what else would be changed stays as it is. Nothing is thrown; the outcomes
 * have the errors.
 *
 * @param config what `limbeck.config.ts` exports
 * @returns what became of each, in the order in which they are written
 * @example
 * const outcomes = await eachDatabase(config, (limbeck) => limbeck.upgrade("head"));
 * for (const outcome of outcomes) if (outcome.status === "failed") console.error(outcome.name, outcome.error);
 */
export async function eachDatabase<T>(
  { databases }: NamedConfigs,
  work: (limbeck: Limbeck, name: string) => Promise<T>,
  { goOn, signal, ...context }: EachDatabaseOptions & Omit<LimbeckContext, "url"> = {},
): Promise<readonly DatabaseOutcome<T>[]> {
  const all = new Map(
    Object.entries(databases).map(([name, config]) => [name, new Limbeck(config, context)]),
  );
  return oneAfterTheOther(all, work, { ...(goOn && { goOn }), ...(signal && { signal }) });
}

/** {@link eachDatabase} on whatever there is of each. */
export async function oneAfterTheOther<P, T>(
  all: ReadonlyMap<string, P>,
  work: (one: P, name: string) => Promise<T>,
  { goOn = false, signal }: EachDatabaseOptions = {},
): Promise<readonly DatabaseOutcome<T>[]> {
  const outcomes: DatabaseOutcome<T>[] = [];
  let stopped = false;
  for (const [name, one] of all) {
    if (stopped || signal?.aborted) {
      outcomes.push({ name, status: "not run" });
      continue;
    }
    try {
      outcomes.push({ name, status: "done", value: await work(one, name) });
    } catch (error) {
      outcomes.push({ name, status: "failed", error });
      stopped = !goOn;
    }
  }
  return outcomes;
}
