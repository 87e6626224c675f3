import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isLimbeckError } from "../../src/errors.ts";
import { RevisionGraph, type RevisionNode } from "../../src/revision/graph.ts";
import type { Plan } from "../../src/revision/plan.ts";
import { ancestorsIn, expectSound, withoutImplied } from "./sound-plan.ts";

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

function nodesOf({ graph }: Vector): RevisionNode[] {
  return graph.map(({ id, down, depends, labels }) => ({
    revision: id,
    downRevision: down.length === 0 ? null : down,
    dependsOn: depends,
    branchLabels: labels,
  }));
}

function run(vector: Vector): Plan | string {
  try {
    const graph = new RevisionGraph(nodesOf(vector));
    if (vector.op === "upgrade") return graph.planUpgrade(vector.target, vector.current);
    if (vector.op === "downgrade") return graph.planDowngrade(vector.target, vector.current);
    return graph.planStamp(vector.target, vector.current);
  } catch (error) {
    if (isLimbeckError(error)) return error.code;
    throw error;
  }
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
  const ids = vector.graph.map((node) => node.id);
  const heads = withoutImplied(ancestorsIn(nodesOf(vector)), ids);
  expect([...plan.heads].sort()).toEqual(heads);
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
      const ancestors = ancestorsIn(nodesOf(vector));
      if (typeof result !== "string") expectSound(ancestors, vector.current, result);
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
      expect([...result.heads].sort()).toEqual(withoutImplied(ancestors, heads));
    },
  );
});
