import { RevisionError } from "../errors.ts";
import type { RevisionFile } from "./directory.ts";
import type { LoadModule, RevisionModule } from "./load.ts";
import type { RevisionNode } from "./node-index.ts";

/** A revision that is there as a module: what `import * as revision from "./1975ea83b712_add_account"` gives. */
export interface StaticRevision extends Omit<RevisionNode, "path">, RevisionModule {
  /** What it does, for messages. */
  readonly message?: string;
}

/**
 * Revisions as a list, for applications that are bundled into one file and have no folder of revisions.
 *
 * @returns what a directory of them would give, and the loader that belongs to it.
 * @throws {RevisionError} `E_REVISION_ID_MISSING` for an item that is no revision.
 */
export function staticRevisions(list: readonly StaticRevision[]): {
  readonly files: readonly RevisionFile[];
  readonly load: LoadModule;
} {
  list.forEach(requireRevision);
  const byPath = new Map(list.map((revision, at) => [pathOf(at), revision]));
  return {
    files: list.map(({ revision, downRevision, dependsOn, branchLabels, message }, at) => ({
      revision,
      downRevision,
      dependsOn: [dependsOn ?? []].flat(),
      branchLabels: branchLabels ?? [],
      message: message ?? "",
      path: pathOf(at),
    })),
    load: (path) => Promise.resolve(byPath.get(path)),
  };
}

function requireRevision(item: unknown, at: number): void {
  if (typeof (item as Partial<StaticRevision> | null | undefined)?.revision === "string") return;
  throw new RevisionError(
    "E_REVISION_ID_MISSING",
    `${pathOf(at)} exports no revision. Put what import * as … from a revision file gives into the list.`,
    { details: { path: pathOf(at) } },
  );
}

/** There is no file; this is what messages say in its place. */
function pathOf(at: number): string {
  return `revisions[${at}]`;
}
