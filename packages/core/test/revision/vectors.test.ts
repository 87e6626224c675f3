import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isLimbeckError } from "../../src/errors.ts";
import { RevisionGraph, type RevisionNode } from "../../src/revision/graph.ts";
import type { Plan } from "../../src/revision/plan.ts";

interface Vector {
  readonly graph: readonly {
    readonly id: string;
    readonly down: readonly string[];
    readonly depends: readonly string[];
    readonly labels: readonly string[];
  }[];
  readonly current: readonly string[];
  readonly op: "upgrade" | "downgrade" | "stamp";
  readonly target: string;
  readonly expect: {
    readonly steps?: readonly string[];
    readonly heads?: readonly string[];
    readonly error?: keyof typeof codes;
    readonly crash?: true;
  };
}

/** The codes that stand for the classes of Alembic. */
const codes = {
  MultipleHeads: ["E_MULTIPLE_HEADS"],
  ResolutionError: ["E_REVISION_UNKNOWN", "E_REVISION_AMBIGUOUS"],
  RangeNotAncestorError: ["E_NOT_ON_PATH"],
  RevisionError: ["E_RELATIVE_MOVE", "E_NOT_ON_PATH"],
} as const;

const file = fileURLToPath(new URL("../../../../../shared/vectors/revision-graph.json", import.meta.url));
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[];

/** Independent of the code under test: the ancestors through parents and dependencies. */
function ancestors({ graph }: Vector, starts: readonly string[]): Set<string> {
  const byId = new Map(graph.map((node) => [node.id, node]));
  const labels = new Map(graph.flatMap((node) => node.labels.map((label) => [label, node.id] as const)));
  const seen = new Set<string>();
  const visit = (id: string) => {
    for (const next of [
      ...byId.get(id)!.down,
      ...byId.get(id)!.depends.map((name) => labels.get(name) ?? name),
    ]) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  for (const start of starts) visit(start);
  return seen;
}

function withoutImplied(vector: Vector, rows: readonly string[]): string[] {
  const implied = ancestors(vector, rows);
  return rows.filter((id) => !implied.has(id)).sort();
}

function run(vector: Vector): Plan | string {
  const nodes = vector.graph.map((node): RevisionNode => ({
    revision: node.id,
    downRevision: node.down.length === 0 ? null : node.down,
    dependsOn: node.depends,
    branchLabels: node.labels,
  }));
  try {
    const graph = new RevisionGraph(nodes);
    if (vector.op === "upgrade") return graph.planUpgrade(vector.target, vector.current);
    if (vector.op === "downgrade") return graph.planDowngrade(vector.target, vector.current);
    return graph.planStamp(vector.target, vector.current);
  } catch (error) {
    if (isLimbeckError(error)) return error.code;
    throw error;
  }
}

/** Whatever else it is, a plan must be one that can be run. */
function expectSound(vector: Vector, plan: Plan): void {
  const steps = plan.steps.map((step) => step.revision);
  expect(new Set(steps).size).toBe(steps.length);
  const applied = new Set([...vector.current, ...ancestors(vector, vector.current)]);
  for (const step of plan.steps) {
    const own = ancestors(vector, [step.revision]);
    if (vector.op === "upgrade") {
      expect([...own].filter((id) => !applied.has(id))).toEqual([]);
      expect(applied.has(step.revision)).toBe(false);
      applied.add(step.revision);
    } else {
      expect(applied.delete(step.revision)).toBe(true);
      expect([...applied].filter((id) => ancestors(vector, [id]).has(step.revision))).toEqual([]);
    }
    // The rows after each step are those that say exactly what is applied.
    expect([...step.heads].sort()).toEqual(withoutImplied(vector, [...applied]));
  }
  expect([...plan.heads].sort()).toEqual(withoutImplied(vector, plan.heads));
}

/** The fault that is left behind: a relative target below a root makes Alembic empty unrelated trees. */
function emptiesOtherTrees(vector: Vector, plan: Plan): boolean {
  const { op, target, expect: expected } = vector;
  if (op !== "downgrade" || !/-\d+$/.test(target)) return false;
  const own = new Set(plan.steps.map((step) => step.revision));
  return own.size < (expected.steps?.length ?? 0) && [...own].every((id) => expected.steps!.includes(id));
}

/** Another one: `stamp heads` from several rows forgets a head that is a row already. */
function forgetsHead(vector: Vector, plan: Plan): boolean {
  if (vector.op !== "stamp" || vector.target !== "heads") return false;
  const implied = ancestors(
    vector,
    vector.graph.map((node) => node.id),
  );
  const heads = vector.graph.map((node) => node.id).filter((id) => !implied.has(id));
  expect([...plan.heads].sort()).toEqual(heads.sort());
  return heads.some((id) => !vector.expect.heads!.includes(id));
}

describe("RevisionGraph answers as Alembic does, where Alembic's answer is sound", () => {
  it("has vectors", () => {
    expect(vectors).toHaveLength(1200);
  });

  it.each(vectors.map((vector, at) => [at, vector.op, vector.target, vector] as const))(
    "%i: %s %s",
    (at, _op, _target, vector) => {
      const result = run(vector);
      const { steps = [], heads = [], error, crash } = vector.expect;
      if (typeof result !== "string") expectSound(vector, result);
      if (crash) return;
      if (error !== undefined) {
        expect(codes[error]).toContain(result);
        return;
      }
      if (typeof result === "string")
        expect.fail(`${result}, expected ${steps.join(" ")} ⇒ ${heads.join(" ")}`);
      // Pinned, so that neither exception can come to hide more: 745 is the one that the vectors' README tells of,
      // in 990 Alembic drops a head that is a row already.
      if (at === 745 && emptiesOtherTrees(vector, result)) return;
      if (at === 990 && forgetsHead(vector, result)) return;
      expect(result.steps.map((step) => step.revision).sort()).toEqual([...steps].sort());
      expect([...result.heads].sort()).toEqual(withoutImplied(vector, heads));
    },
  );
});
