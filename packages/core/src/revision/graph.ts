import { branchLabels } from "./branch-labels.ts";
import { indexNodes, type IndexedNode, type NodeIndex, type RevisionNode } from "./node-index.ts";
import type { Plan } from "./plan.ts";
import { planDowngrade } from "./plan-downgrade.ts";
import { planStamp } from "./plan-stamp.ts";
import { planUpgrade } from "./plan-upgrade.ts";
import { rangeOf } from "./range.ts";
import { effectiveHeads, headsOf, idsWhere, parseIdentifier, resolveAbsolute, unknown } from "./resolve.ts";
import { inOrder } from "./traverse.ts";
import { tooFar, walk } from "./walk.ts";

export type { Plan, PlanStep } from "./plan.ts";
export type { RevisionNode } from "./node-index.ts";

/**
 * The revisions and how they follow each other: pure data, without files and without a database.
 *
 * @example
 * const graph = new RevisionGraph([{ revision: "a1", downRevision: null }, { revision: "b2", downRevision: "a1" }]);
 * graph.planUpgrade("head", []).steps.map((step) => step.revision); // ["a1", "b2"]
 */
export class RevisionGraph<T extends RevisionNode = RevisionNode> {
  readonly #index: NodeIndex<T>;
  #labels: ReadonlyMap<string, readonly string[]> | undefined;

  /** @throws {RevisionError} when the revisions are no graph: an id that is there twice, a parent that is not, a circle. */
  constructor(nodes: readonly T[]) {
    this.#index = indexNodes(nodes);
  }

  /** Revisions that no other one follows. */
  get heads(): readonly string[] {
    return headsOf(this.#index);
  }

  /** Heads that no other revision depends on: the rows of a database that has everything. */
  get effectiveHeads(): readonly string[] {
    return effectiveHeads(this.#index);
  }

  /** Revisions that follow no other one. */
  get bases(): readonly string[] {
    return idsWhere(this.#index.nodes, ({ parents }) => parents.length === 0);
  }

  /** Revisions that several others follow. */
  get branches(): readonly string[] {
    return idsWhere(this.#index.nodes, ({ children }) => children.length > 1);
  }

  has(id: string): boolean {
    return this.#index.nodes.has(id);
  }

  /** @throws {RevisionError} `E_REVISION_UNKNOWN`. */
  get(id: string): T {
    return this.#node(id).node;
  }

  /**
   * The revisions that an identifier names; none for `base`.
   *
   * @param rows where the database stands, for `current`, `+N` and `-N`
   * @throws {RevisionError} `E_REVISION_UNKNOWN`, `E_REVISION_AMBIGUOUS`, `E_MULTIPLE_HEADS`, `E_RELATIVE_MOVE`,
   * `E_TARGET_SYNTAX`.
   */
  resolve(identifier: string, rows: readonly string[] = []): readonly string[] {
    const parsed = parseIdentifier(identifier);
    const { symbol, label, steps } = parsed;
    if (steps === undefined) return resolveAbsolute(this.#index, parsed, rows);
    const from = { symbol: symbol ?? "current", ...(label === undefined ? {} : { label }) };
    const starts = resolveAbsolute(this.#index, from, rows);
    return (starts.length === 0 ? [undefined] : starts).flatMap((start) => {
      const place = walk(this.#index, start, steps);
      if (place === null) throw tooFar(identifier, `there are not so many from ${start ?? "the base"} on`);
      return place ?? [];
    });
  }

  /**
   * What an upgrade runs.
   *
   * @param target one identifier or several
   * @param rows the rows of the version table; all of them must be in the graph
   */
  planUpgrade(target: string | readonly string[], rows: readonly string[]): Plan {
    return planUpgrade(this.#index, [target].flat(), this.#known(rows));
  }

  /** What a downgrade runs. */
  planDowngrade(target: string, rows: readonly string[]): Plan {
    return planDowngrade(this.#index, target, this.#known(rows));
  }

  /** What the version table holds after a stamp; nothing runs. */
  planStamp(targets: string | readonly string[], rows: readonly string[]): Plan {
    return planStamp(this.#index, [targets].flat(), this.#known(rows));
  }

  /** The revisions from `a` to `b` (`a:b`, `a:`, `:b`), both with them, newest first. */
  range(range: string, rows: readonly string[] = []): readonly string[] {
    const ids = rangeOf(this.#index, range, (identifier) => this.resolve(identifier, rows));
    return inOrder(this.#index, ids).reverse();
  }

  /** All revisions, each before those it stands on. */
  newestFirst(): readonly string[] {
    return inOrder(this.#index, new Set(this.#index.nodes.keys())).reverse();
  }

  isHead(id: string): boolean {
    return this.#node(id).children.length === 0;
  }

  isBranchPoint(id: string): boolean {
    return this.#node(id).children.length > 1;
  }

  isMergePoint(id: string): boolean {
    return this.#node(id).parents.length > 1;
  }

  /** The labels of the branch that a revision is on: its own, and those that come down or up to it. */
  labels(id: string): readonly string[] {
    this.#labels ??= branchLabels(this.#index);
    return this.#labels.get(this.#node(id).id) ?? [];
  }

  #node(id: string): IndexedNode<T> {
    const node = this.#index.nodes.get(id);
    if (node === undefined) throw unknown(id);
    return node;
  }

  #known(rows: readonly string[]): readonly string[] {
    for (const row of rows) this.#node(row);
    return rows;
  }
}
