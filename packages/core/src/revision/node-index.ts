import { RevisionError } from "../errors.ts";

/** A revision as the graph knows it: what its header says. */
export interface RevisionNode {
  readonly revision: string;
  /** What it follows: `null` for the first one, several for a merge. */
  readonly downRevision: string | readonly string[] | null;
  /** Revisions of other branches (ids, the start of ids, or labels) that must have run before. */
  readonly dependsOn?: string | readonly string[] | null;
  readonly branchLabels?: readonly string[];
  /** Where it comes from, for messages. */
  readonly path?: string;
}

/** A revision with its neighbours. */
export interface IndexedNode<T> {
  readonly id: string;
  readonly node: T;
  readonly parents: readonly string[];
  readonly dependencies: readonly string[];
  /** Parents and dependencies, each once; one may be an ancestor of another. */
  readonly needs: readonly string[];
  /** Revisions that follow it. */
  readonly children: string[];
  /** Revisions that follow it or depend on it. */
  readonly dependents: string[];
}

export interface NodeIndex<T> {
  readonly nodes: ReadonlyMap<string, IndexedNode<T>>;
  /** The revision that declares a label. */
  readonly labels: ReadonlyMap<string, string>;
}

/** Words that an identifier already means something else by. */
const reserved = new Set(["head", "heads", "base", "current"]);

/**
 * Links revisions with each other, and refuses what is no graph of revisions: every problem by its own code.
 *
 * @throws {RevisionError} `E_REVISION_ID_INVALID`, `E_REVISION_DUPLICATE`, `E_LABEL_INVALID`, `E_LABEL_DUPLICATE`,
 * `E_REVISION_PARENT_MISSING`, `E_REVISION_UNKNOWN`, `E_REVISION_AMBIGUOUS`, `E_REVISION_CYCLE`.
 */
export function indexNodes<T extends RevisionNode>(list: readonly T[]): NodeIndex<T> {
  const byId = new Map<string, T>();
  for (const node of list) {
    requireLegal(node, node.revision, "E_REVISION_ID_INVALID", "The revision id");
    const before = byId.get(node.revision);
    if (before !== undefined) throw duplicate(before, node);
    byId.set(node.revision, node);
  }
  const labels = indexLabels(list, byId);
  const nodes = new Map(
    list.map((node): [string, IndexedNode<T>] => {
      const parents = each(node.downRevision);
      const missing = parents.find((id) => !byId.has(id));
      if (missing !== undefined) throw parentMissing(node, missing);
      const dependencies = each(node.dependsOn).map((name) => dependency(node, name, byId, labels));
      const needs = dependencies.length === 0 ? parents : each([...parents, ...dependencies]);
      return [
        node.revision,
        { id: node.revision, node, parents, dependencies, needs, children: [], dependents: [] },
      ];
    }),
  );
  for (const { id, parents, needs } of nodes.values()) {
    for (const parent of parents) nodes.get(parent)!.children.push(id);
    for (const need of needs) nodes.get(need)!.dependents.push(id);
  }
  refuseCycles(nodes);
  return { nodes, labels };
}

/** The names in a header, each once. */
function each(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === "string") return [value];
  return value.length < 2 ? value : [...new Set(value)];
}

function requireLegal(
  node: RevisionNode,
  text: string,
  code: "E_REVISION_ID_INVALID" | "E_LABEL_INVALID",
  what: string,
): void {
  const reason = reserved.has(text)
    ? "is a word with a meaning of its own"
    : text === ""
      ? "is empty"
      : /[@:,\s]/.test(text)
        ? "holds a character that is part of the syntax of targets (@ : , or a blank)"
        : /[/\\\p{Cc}]/u.test(text)
          ? "holds a character that no file name can have"
          : // Signs inside would make "a-1" one step before "a".
            /^[+-]|[+-]\d+$/.test(text)
            ? "could be read as a relative move"
            : undefined;
  if (reason === undefined) return;
  throw new RevisionError(
    code,
    `${what} "${text}"${from(node)} ${reason}. Choose letters, digits and underscores.`,
    {
      details: { text, ...pathOf(node) },
    },
  );
}

function indexLabels(
  list: readonly RevisionNode[],
  byId: ReadonlyMap<string, RevisionNode>,
): Map<string, string> {
  const labels = new Map<string, string>();
  for (const node of list) {
    for (const label of node.branchLabels ?? []) {
      requireLegal(node, label, "E_LABEL_INVALID", "The branch label");
      const other = labels.get(label) ?? (byId.has(label) ? label : undefined);
      if (other !== undefined) {
        throw new RevisionError(
          "E_LABEL_DUPLICATE",
          `The branch label "${label}" of revision ${node.revision}${from(node)} is already ` +
            `${other === label ? "the id of a revision" : `a label of revision ${other}`}. A label names one branch: take another.`,
          { details: { label, revisions: [other, node.revision] } },
        );
      }
      labels.set(label, node.revision);
    }
  }
  return labels;
}

/** A dependency may be written as a label or as the start of an id. */
function dependency(
  node: RevisionNode,
  name: string,
  byId: ReadonlyMap<string, RevisionNode>,
  labels: ReadonlyMap<string, string>,
): string {
  if (byId.has(name)) return name;
  const labelled = labels.get(name);
  if (labelled !== undefined) return labelled;
  const candidates = [...byId.keys()].filter((id) => id.startsWith(name));
  if (candidates.length === 1) return candidates[0]!;
  if (candidates.length === 0) {
    throw new RevisionError(
      "E_REVISION_UNKNOWN",
      `Revision ${node.revision}${from(node)} depends on "${name}", which no revision is called. Correct its dependsOn.`,
      { details: { revision: node.revision, dependsOn: name } },
    );
  }
  throw new RevisionError(
    "E_REVISION_AMBIGUOUS",
    `Revision ${node.revision}${from(node)} depends on "${name}", which ${candidates.length} revisions start with: ` +
      `${candidates.join(", ")}. Write more of the id.`,
    { details: { revision: node.revision, dependsOn: name, candidates } },
  );
}

/** Goes up from the revisions that need nothing; what is never reached lies on a cycle, or stands on one. */
function refuseCycles<T extends RevisionNode>(nodes: ReadonlyMap<string, IndexedNode<T>>): void {
  const waiting = new Map([...nodes].map(([id, { needs }]) => [id, needs.length]));
  const reached = new Set([...nodes.keys()].filter((id) => waiting.get(id) === 0));
  // A set yields what is added while it is walked over.
  for (const id of reached) {
    for (const dependent of nodes.get(id)!.dependents) {
      const left = waiting.get(dependent)! - 1;
      waiting.set(dependent, left);
      if (left === 0) reached.add(dependent);
    }
  }
  if (reached.size < nodes.size) throw cycle(nodes, reached);
}

function cycle<T extends RevisionNode>(
  nodes: ReadonlyMap<string, IndexedNode<T>>,
  reached: ReadonlySet<string>,
): RevisionError {
  // From any node that is left, needs that are left lead round and round.
  const path: string[] = [];
  let at = [...nodes.keys()].find((id) => !reached.has(id))!;
  while (!path.includes(at)) {
    path.push(at);
    at = nodes.get(at)!.needs.find((need) => !reached.has(need))!;
  }
  const ids = path.slice(path.indexOf(at));
  const round = [...ids, at].join(" → ");
  return new RevisionError(
    "E_REVISION_CYCLE",
    `The revisions ${round} follow each other in a circle. Correct the downRevision or dependsOn of one of them.`,
    { details: { revisions: ids } },
  );
}

function duplicate(a: RevisionNode, b: RevisionNode): RevisionError {
  const files = [a.path, b.path].filter((path) => path !== undefined);
  return new RevisionError(
    "E_REVISION_DUPLICATE",
    `The revision id "${a.revision}" is used twice${files.length > 0 ? `: by ${files.join(" and ")}` : ""}. ` +
      `Give one of them another id, or delete the copy.`,
    { details: { revision: a.revision, paths: files } },
  );
}

function parentMissing(node: RevisionNode, missing: string): RevisionError {
  return new RevisionError(
    "E_REVISION_PARENT_MISSING",
    `Revision ${node.revision}${from(node)} follows "${missing}", which is not there. ` +
      `Was its file deleted, or not merged yet? Bring it back, or correct downRevision.`,
    { details: { revision: node.revision, missing, ...pathOf(node) } },
  );
}

function from({ path }: RevisionNode): string {
  return path === undefined ? "" : ` (${path})`;
}

function pathOf({ path }: RevisionNode): { readonly path?: string } {
  return path === undefined ? {} : { path };
}
