import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRevisions, RevisionGraph, type RevisionNode } from "@limbeck/core";
import { medianOfFew, medians } from "./measure.ts";

const count = 10_000;
/** To show that the cost grows with the number, and not with its square. */
const twice = 2 * count;

/** Milliseconds by what was done. */
export type RevisionsResult = Readonly<Record<string, number>>;

/** Plans upgrades over ten thousand revisions, and reads as many headers. */
export async function benchRevisions(runs: number): Promise<RevisionsResult> {
  const plan = (nodes: readonly RevisionNode[]) => () => {
    const graph = new RevisionGraph(nodes);
    const { steps } = graph.planUpgrade("heads", []);
    if (steps.length !== nodes.length) throw new Error(`${steps.length} steps for ${nodes.length} revisions`);
  };
  const planned = await medians(
    {
      "plan: a line of 10,000": plan(line()),
      "plan: a line of 20,000": plan(line(twice)),
      "plan: 5,000 diamonds": plan(diamonds()),
      "plan: 10,000 diamonds": plan(diamonds(twice)),
      "plan: a chain of 10,000 dependencies": plan(dependencies()),
      "plan: a chain of 20,000 dependencies": plan(dependencies(twice)),
    },
    runs,
  );
  const directory = await mkdtemp(join(tmpdir(), "limbeck-bench-"));
  try {
    for (const [at, node] of line().entries())
      await writeFile(join(directory, `${at}.ts`), revisionSource(node));
    const headers = await medianOfFew(() => readRevisions([directory]), 4);
    return { ...planned, "read 10,000 headers": headers };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function id(at: number): string {
  return at.toString(16).padStart(12, "0");
}

function line(length = count): RevisionNode[] {
  return Array.from({ length }, (_, at) => ({
    revision: id(at),
    downRevision: at === 0 ? null : id(at - 1),
  }));
}

/** Each: a revision, two that follow it, and one that merges them, which the next diamond begins with. */
function diamonds(length = count): RevisionNode[] {
  return [
    { revision: id(0), downRevision: null },
    ...Array.from({ length: length / 2 }, (_, at): RevisionNode[] => {
      const top = 3 * at;
      return [
        { revision: id(top + 1), downRevision: id(top) },
        { revision: id(top + 2), downRevision: id(top) },
        { revision: id(top + 3), downRevision: [id(top + 1), id(top + 2)] },
      ];
    }).flat(),
  ];
}

/** Branches of one revision each, every one of which depends on the one before. */
function dependencies(length = count): RevisionNode[] {
  return Array.from({ length }, (_, at) => ({
    revision: id(at),
    downRevision: null,
    ...(at === 0 ? {} : { dependsOn: [id(at - 1)] }),
  }));
}

function revisionSource({ revision, downRevision }: RevisionNode): string {
  return `/**
 * add account ${revision}
 *
 * Revision ID: ${revision}
 * Revises: ${String(downRevision)}
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, primaryKey, type Operations } from "@limbeck/core";

export const revision = "${revision}";
export const downRevision = ${JSON.stringify(downRevision)};
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  await op.createTable("account_${revision}", [
    column("id", "integer", { identity: "by default" }),
    column("name", "varchar(50)"),
    primaryKey(["id"], { name: op.f("pk_account_${revision}") }),
  ]);
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropTable("account_${revision}");
}
`;
}
