import { RevisionError } from "../errors.ts";
import type { NodeIndex } from "./node-index.ts";
import { type Plan, type PlanStep, sorted } from "./plan.ts";
import {
  branchOf,
  type Identifier,
  idsWhere,
  multipleHeads,
  parseIdentifier,
  resolveAbsolute,
  resolveOne,
} from "./resolve.ts";
import { inOrder, lineage, maximal, reach, required, requiring } from "./traverse.ts";
import { type Place, tooFar, walk } from "./walk.ts";

/** Where a downgrade goes. */
interface Destination {
  readonly place: Place;
  /** Only what lies on the way down from this revision goes; absent: everything above the place. */
  readonly branch?: string;
}

/** The downgrades that take a database with `rows` back to `target`, each with the rows after it. */
export function planDowngrade<T>(index: NodeIndex<T>, target: string, rows: readonly string[]): Plan {
  const destination = resolveTarget(index, parseIdentifier(target), rows);
  const applied = required(index, rows);
  const dropped = new Set(
    [...requiring(index, rootsAbove(index, destination, target))].filter((id) => applied.has(id)),
  );
  const { place } = destination;
  if (dropped.size === 0 && place !== undefined && !rows.includes(place)) throw notOnPath(target, rows);

  const heads = new Set(maximal(index, new Set(rows)));
  const steps = inOrder(index, dropped)
    .reverse()
    .map((revision): PlanStep => {
      applied.delete(revision);
      heads.delete(revision);
      // What nothing else that is applied implies needs a row of its own again.
      for (const need of index.nodes.get(revision)!.needs) {
        if (!impliedBy(index, need, applied)) heads.add(need);
      }
      return { revision, direction: "downgrade", heads: sorted(heads) };
    });
  return { steps, heads: sorted(heads) };
}

function impliedBy<T>({ nodes }: NodeIndex<T>, id: string, applied: ReadonlySet<string>): boolean {
  return nodes.get(id)!.dependents.some((dependent) => applied.has(dependent));
}

/** The revisions right above the destination, which go with all that stands on them. */
function rootsAbove<T>(index: NodeIndex<T>, { place, branch }: Destination, target: string): string[] {
  const roots =
    place === undefined
      ? idsWhere(index.nodes, ({ parents }) => parents.length === 0)
      : index.nodes.get(place)!.children;
  if (branch === undefined || roots.length === 0) return [...roots];
  if (roots.length === 1 && place !== undefined && lineage(index, branch).has(roots[0]!)) return [...roots];
  const below = reach([branch], (id) => index.nodes.get(id)!.parents);
  const onBranch = roots.filter((id) => below.has(id));
  if (onBranch.length > 0) return onBranch;
  throw new RevisionError(
    "E_NOT_ON_PATH",
    `"${target}" is no place to downgrade to: nothing of that branch lies above it.`,
    { details: { target } },
  );
}

function resolveTarget<T>(index: NodeIndex<T>, identifier: Identifier, rows: readonly string[]): Destination {
  const { text, symbol, label, steps } = identifier;
  if (steps === undefined) {
    // The label says which branch goes, the symbol how far: it need not lie on the branch itself.
    const places = resolveAbsolute(index, symbol === undefined ? {} : { symbol }, rows);
    if (places.length > 1) throw multipleHeads(places);
    return { place: places[0], ...(label === undefined ? {} : { branch: resolveOne(index, label) }) };
  }
  if (symbol !== undefined) {
    const [start] = resolveAbsolute(index, { symbol, ...(label === undefined ? {} : { label }) }, rows);
    const within = label === undefined ? undefined : branchOf(index, label);
    const place = walk(index, start, steps, within);
    if (place === null) throw tooFar(text, `there are not so many revisions from ${start ?? "the base"} on`);
    // Below a root there is the base of all trees; what was meant is the tree of the symbol.
    const branch = label === undefined ? (place === undefined ? start : undefined) : resolveOne(index, label);
    return { place, ...(branch === undefined ? {} : { branch }) };
  }
  if (steps > 0) throw tooFar(text, "a downgrade does not go on; that is what upgrade is for");
  const start = standingAt(index, identifier, rows);
  const place = walk(index, start, steps);
  if (place === null) throw tooFar(text, `there are not so many revisions below ${start}`);
  return { place, branch: label === undefined ? start : resolveOne(index, label) };
}

/** The row from which a downgrade by steps starts. */
function standingAt<T>(index: NodeIndex<T>, { text, label }: Identifier, rows: readonly string[]): string {
  if (rows.length === 0) throw tooFar(text, "the database is at the base");
  // As Alembic: the first of several rows. Whoever runs the plan asks for the one that is meant.
  if (label === undefined) return rows[0]!;
  const branch = branchOf(index, label);
  const direct = rows.filter((id) => branch.has(id));
  // The branch may be there only because another one depends on it.
  const candidates =
    direct.length > 0
      ? direct
      : maximal(index, new Set([...required(index, rows)].filter((id) => branch.has(id))));
  if (candidates.length > 1) throw severalRows(text, candidates);
  if (candidates.length === 0) throw tooFar(text, `the database has nothing of the branch "${label}"`);
  return candidates[0]!;
}

function severalRows(text: string, rows: readonly string[]): RevisionError {
  return new RevisionError(
    "E_RELATIVE_MOVE",
    `"${text}" is a move from where the database stands, and it stands at ${rows.join(", ")}. ` +
      `Say which one: <label>@${text.replace(/^.*@/, "")}, or name the revision to go back to.`,
    { details: { target: text, rows } },
  );
}

function notOnPath(target: string, rows: readonly string[]): RevisionError {
  const standing = rows.length === 0 ? "the base" : rows.join(", ");
  return new RevisionError(
    "E_NOT_ON_PATH",
    `"${target}" does not lie below where the database stands (${standing}), so there is nothing to downgrade to it.`,
    { details: { target, rows } },
  );
}
