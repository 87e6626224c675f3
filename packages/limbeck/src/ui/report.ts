import type { AppliedRevision, BaselineProof, CurrentState, HistoryEntry } from "@limbeck/core";
import type { Style } from "./style.ts";

// What the commands print, as pure functions from results to lines.

/** `<base> -> 1975ea83b712` and the like. */
export function fromTo(from: readonly string[], to: readonly string[], { dim }: Style): string {
  const side = (ids: readonly string[]): string => (ids.length === 0 ? "<base>" : ids.join(", "));
  return `${side(from)} ${dim("->")} ${side(to)}`;
}

/** A revision that starts to run. */
export function startedLine(event: Omit<AppliedRevision, "milliseconds">, style: Style): string {
  const { direction, message } = event;
  const paint = direction === "upgrade" ? style.green : style.yellow;
  return `${paint(direction)} ${fromTo(event.from, event.to, style)}${message && `  ${message}`}`;
}

/** A revision that has run. */
export function appliedLine(applied: AppliedRevision, style: Style): string {
  return `${startedLine(applied, style)}  ${style.dim(`(${duration(applied.milliseconds)})`)}`;
}

/** The last line of a run. */
export function runSummary(applied: readonly AppliedRevision[]): string {
  const total = applied.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return `Done: ${count(applied.length, "revision")} in ${duration(total)}.`;
}

/** What was done before a run failed. */
export function stoppedLine(done: readonly AppliedRevision[]): string {
  const { to = [] } = done.at(-1) ?? {};
  return `Stopped after ${count(done.length, "revision")}: the database is at ${to.join(", ") || "the base"}.`;
}

/** A revision on one line: `<base> -> 1975ea83b712 (head), add account table`. */
export function historyLine(entry: HistoryEntry, style: Style, current: readonly string[] = []): string {
  const parents = [entry.downRevision ?? []].flat();
  return `${fromTo(parents, [entry.revision], style)}${marks(entry, style, current)}${entry.message && `, ${entry.message}`}`;
}

/** A revision without its parents: `1975ea83b712 (head), add account table`. */
export function headLine(entry: HistoryEntry, style: Style): string {
  return `${entry.revision}${marks(entry, style)}${entry.message && `, ${entry.message}`}`;
}

/** A revision as `--json` shows it. */
export function revisionData(entry: HistoryEntry): object {
  const { revision, message, path, dependsOn, branchLabels, labels, createDate, ...rest } = entry;
  return {
    revision,
    downRevisions: [entry.downRevision ?? []].flat(),
    dependsOn,
    branchLabels,
    labels,
    message,
    createDate: createDate ?? null,
    path,
    isHead: rest.isHead,
    isBranchPoint: rest.isBranchPoint,
    isMergePoint: rest.isMergePoint,
  };
}

/** A branch point with what leads on from it, a line each. */
export function branchLines(point: HistoryEntry, history: readonly HistoryEntry[], style: Style): string {
  return [historyLine(point, style), ...leadingOn(point, history, style)].join("\n");
}

/** The same with all that is known of the branch point. */
export function branchDetails(point: HistoryEntry, history: readonly HistoryEntry[], style: Style): string {
  return [revisionDetails(point, style), ...leadingOn(point, history, style)].join("\n");
}

function leadingOn({ revision }: HistoryEntry, history: readonly HistoryEntry[], style: Style): string[] {
  return history
    .filter(({ downRevision }) => [downRevision ?? []].flat().includes(revision))
    .map((entry) => `  ${style.dim("->")} ${headLine(entry, style)}`);
}

/** A revision with all that is known of it. */
export function revisionDetails(entry: HistoryEntry, style: Style, current: readonly string[] = []): string {
  const parents = [entry.downRevision ?? []].flat();
  const rows: readonly (readonly [string, string])[] = [
    ["Revision", `${entry.revision}${marks({ ...entry, labels: [] }, style, current)}`],
    [parents.length > 1 ? "Merges" : "Revises", parents.join(", ") || "<base>"],
    ["Depends on", entry.dependsOn.join(", ")],
    ["Labels", entry.labels.join(", ")],
    ["Path", entry.path],
    ["Message", entry.message],
  ];
  return rows
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${style.bold(`${name}:`)} ${value}`)
    .join("\n");
}

/**
 * Where a database stands, a line a head.
 *
 * @param ends the heads of the directory.
 */
export function currentLines(
  { heads, unknown, revisions, atHead }: CurrentState,
  ends: readonly HistoryEntry[],
  style: Style,
): string {
  if (heads.length === 0)
    return `<base>${atHead ? "" : style.yellow(" (not at head)")}: no revision has run here`;
  const isEnd = (id: string): boolean => ends.some(({ revision }) => revision === id);
  const lines = heads.map((id) => {
    if (unknown.includes(id)) return `${id}${style.red(" (unknown: no revision file has it)")}`;
    const message = revisions.find(({ revision }) => revision === id)?.message ?? "";
    return `${id}${isEnd(id) ? style.green(" (head)") : style.yellow(" (not at head)")}${message && `, ${message}`}`;
  });
  // At a head and yet not at every one: the branches of the others have not run.
  const others =
    atHead || !heads.every(isEnd) ? [] : ends.filter(({ revision }) => !heads.includes(revision));
  return [...lines, ...others.map((entry) => `${style.yellow("not at")} ${headLine(entry, style)}`)].join(
    "\n",
  );
}

/** What there is to say where an identifier names no revision. */
export function noRevisionLine(identifier: string): string {
  if (identifier === "current") return "No revision: the database is at the base, where none has run.";
  return /^heads?$/.test(identifier)
    ? noRevisionYet
    : `No revision: ${identifier} is what comes before the first one.`;
}

/** Rows of the version table that can't be marked in a list of revisions. */
export function unknownRowsLine(unknown: readonly string[]): string {
  return `The database is at ${unknown.join(", ")}, which no revision file has.`;
}

/** What to say of a project without revisions. */
export const noRevisionYet = `No revision yet. Write one: limbeck revision --autogenerate -m "<message>"`;

/** What `check` found. */
export function pendingLines(operations: readonly string[], style: Style): string {
  return [
    style.yellow(`${count(operations.length, "change")} in the entities that no revision has:`),
    ...operations.map((operation) => `  - ${operation}`),
    `Write them down with: limbeck revision --autogenerate -m "<message>"`,
  ].join("\n");
}

/** How it is known that a baseline makes what the database has. */
export function proofLine({ by, reason }: BaselineProof): string {
  return by === "running"
    ? "verified: run on an empty database, it makes what this one has"
    : `verified by reading it, not by running it: ${reason}`;
}

/** What no entity declares and is left alone; `shown` of them, by default all. */
export function unmanagedLines(
  unmanaged: readonly string[],
  { dim }: Style,
  shown: number = unmanaged.length,
): string {
  const more = unmanaged.length - shown;
  return [
    dim(`left alone, because no entity declares ${unmanaged.length === 1 ? "it" : "them"}:`),
    ...unmanaged.slice(0, shown).map((object) => dim(`  - ${object}`)),
    ...(more > 0 ? [dim(`  … and ${more} more, which --verbose shows`)] : []),
  ].join("\n");
}

/** `12 ms`, `3.4 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** `1 revision`, `2 revisions`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function marks(
  entry: Pick<HistoryEntry, "revision" | "labels" | "isHead" | "isBranchPoint" | "isMergePoint">,
  style: Style,
  current: readonly string[] = [],
): string {
  return [
    entry.labels.length > 0 && ` (${entry.labels.join(", ")})`,
    entry.isHead && style.green(" (head)"),
    current.includes(entry.revision) && style.green(" (current)"),
    entry.isBranchPoint && style.dim(" (branchpoint)"),
    entry.isMergePoint && style.dim(" (mergepoint)"),
  ]
    .filter((mark) => mark !== false)
    .join("");
}
