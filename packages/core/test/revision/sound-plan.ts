import { expect } from "vitest";
import type { RevisionNode } from "../../src/revision/graph.ts";
import type { Plan } from "../../src/revision/plan.ts";

// What makes a plan one that can be run, found out independently of the code under test.

/** Every revision with all that must have run before it, through parents and dependencies. */
export type Ancestors = (starts: Iterable<string>) => Set<string>;

export function ancestorsIn(nodes: readonly RevisionNode[]): Ancestors {
  const byId = new Map(nodes.map((node) => [node.revision, node]));
  const labels = new Map(
    nodes.flatMap(({ revision, branchLabels = [] }) =>
      branchLabels.map((label) => [label, revision] as const),
    ),
  );
  const idOf = (name: string) =>
    byId.has(name) ? name : (labels.get(name) ?? [...byId.keys()].find((id) => id.startsWith(name))!);
  const needsOf = (id: string) => {
    const { downRevision, dependsOn } = byId.get(id)!;
    return [...[downRevision ?? []].flat(), ...[dependsOn ?? []].flat().map(idOf)];
  };
  return (starts) => {
    const seen = new Set<string>();
    const visit = (id: string) => {
      for (const next of needsOf(id)) {
        if (seen.has(next)) continue;
        seen.add(next);
        visit(next);
      }
    };
    for (const start of starts) visit(start);
    return seen;
  };
}

/** The rows that no other one of them implies. */
export function withoutImplied(ancestors: Ancestors, rows: readonly string[]): string[] {
  const implied = ancestors(rows);
  return rows.filter((id) => !implied.has(id)).sort();
}

/** Nothing runs twice or out of order, and the rows after each step say exactly what is applied, with no row too many. */
export function expectSound(ancestors: Ancestors, rows: readonly string[], plan: Plan): void {
  const applied = new Set([...rows, ...ancestors(rows)]);
  for (const { revision, direction, heads } of plan.steps) {
    if (direction === "upgrade") {
      expect([...ancestors([revision])].filter((id) => !applied.has(id))).toEqual([]);
      expect(applied.has(revision)).toBe(false);
      applied.add(revision);
    } else {
      expect(applied.delete(revision)).toBe(true);
      expect([...applied].filter((id) => ancestors([id]).has(revision))).toEqual([]);
    }
    expect([...heads].sort()).toEqual(withoutImplied(ancestors, [...applied]));
  }
  expect([...plan.heads].sort()).toEqual(withoutImplied(ancestors, plan.heads));
  if (plan.steps.length > 0) expect(plan.heads).toEqual(plan.steps.at(-1)!.heads);
}
