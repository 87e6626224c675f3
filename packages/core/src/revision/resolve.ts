import { RevisionError } from "../errors.ts";
import type { IndexedNode, NodeIndex } from "./node-index.ts";
import { lineage } from "./traverse.ts";

/** An identifier taken apart: `label@symbol+N`. */
export interface Identifier {
  readonly text: string;
  readonly label?: string;
  /** What stands before a relative move, or alone. */
  readonly symbol?: string;
  readonly steps?: number;
}

/**
 * Takes an identifier apart; what it names is not looked up.
 *
 * @throws {RevisionError} `E_TARGET_SYNTAX`.
 */
export function parseIdentifier(text: string): Identifier {
  const match = /^(?:([^@]+)@)?([^@]*?)([+-]\d+)?$/.exec(text);
  if (match === null || text === "") {
    throw new RevisionError(
      "E_TARGET_SYNTAX",
      `"${text}" is no target. Write an id or the start of one, head, heads, base, +N, -N, <id>+N, <label>@head or <label>@+N.`,
      { details: { target: text } },
    );
  }
  const [, label, symbol, steps] = match;
  return {
    text,
    ...(label === undefined ? {} : { label }),
    ...(symbol === undefined || symbol === "" ? {} : { symbol }),
    ...(steps === undefined ? {} : { steps: Number(steps) }),
  };
}

/**
 * The revisions that an absolute identifier names; none for `base`.
 *
 * @throws {RevisionError} `E_REVISION_UNKNOWN`, `E_REVISION_AMBIGUOUS`, `E_MULTIPLE_HEADS`.
 */
export function resolveAbsolute<T>(
  index: NodeIndex<T>,
  { symbol = "head", label }: { readonly symbol?: string; readonly label?: string },
  rows: readonly string[],
): string[] {
  const branch = label === undefined ? undefined : branchOf(index, label);
  const on = (ids: readonly string[]) =>
    branch === undefined ? [...ids] : ids.filter((id) => branch.has(id));
  switch (symbol) {
    case "base":
      return [];
    case "heads":
      // Without a label those that nobody depends on: they imply the others.
      return branch === undefined ? effectiveHeads(index) : on(headsOf(index));
    case "head": {
      const heads = on(headsOf(index));
      if (heads.length > 1) throw multipleHeads(heads, label);
      return heads;
    }
    case "current":
      return on(rows);
    default: {
      const id = resolveOne(index, symbol, branch);
      if (branch !== undefined && !branch.has(id)) throw notOnBranch(id, label!);
      return [id];
    }
  }
}

/** One revision by id, label, or the start of an id. */
export function resolveOne<T>(
  { nodes, labels }: NodeIndex<T>,
  name: string,
  among?: ReadonlySet<string>,
): string {
  if (nodes.has(name)) return name;
  const labelled = labels.get(name);
  if (labelled !== undefined) return labelled;
  const candidates = [...nodes.keys()].filter((id) => id.startsWith(name) && (among?.has(id) ?? true));
  if (candidates.length === 1) return candidates[0]!;
  throw candidates.length === 0 ? unknown(name) : ambiguous(name, candidates);
}

/** The lineage of a branch: of the revision that declares the label, or that is named in its place. */
export function branchOf<T>(index: NodeIndex<T>, label: string): Set<string> {
  return lineage(index, resolveOne(index, label));
}

export function headsOf<T>({ nodes }: NodeIndex<T>): string[] {
  return idsWhere(nodes, ({ children }) => children.length === 0);
}

export function effectiveHeads<T>({ nodes }: NodeIndex<T>): string[] {
  return idsWhere(nodes, ({ dependents }) => dependents.length === 0);
}

export function idsWhere<T>(
  nodes: ReadonlyMap<string, IndexedNode<T>>,
  accept: (node: IndexedNode<T>) => boolean,
): string[] {
  return [...nodes.values()].filter(accept).map(({ id }) => id);
}

export function unknown(name: string): RevisionError {
  return new RevisionError(
    "E_REVISION_UNKNOWN",
    `No revision or branch is called "${name}", and no id starts with it. limbeck history lists them.`,
    { details: { target: name } },
  );
}

function ambiguous(name: string, candidates: readonly string[]): RevisionError {
  return new RevisionError(
    "E_REVISION_AMBIGUOUS",
    `${candidates.length} revisions start with "${name}": ${candidates.join(", ")}. Write more of the id.`,
    { details: { target: name, candidates } },
  );
}

export function multipleHeads(heads: readonly string[], label?: string): RevisionError {
  const where = label === undefined ? "There are" : `The branch "${label}" has`;
  return new RevisionError(
    "E_MULTIPLE_HEADS",
    `${where} ${heads.length} heads: ${heads.join(", ")}. Name one of them, or "heads" for all, or join them: limbeck merge heads.`,
    { details: { heads, ...(label === undefined ? {} : { label }) } },
  );
}

function notOnBranch(id: string, label: string): RevisionError {
  return new RevisionError("E_REVISION_UNKNOWN", `Revision ${id} is not on the branch "${label}".`, {
    details: { revision: id, label },
  });
}
