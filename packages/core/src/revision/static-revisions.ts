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
 */
export function staticRevisions(list: readonly StaticRevision[]): {
  readonly files: readonly RevisionFile[];
  readonly load: LoadModule;
} {
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

/** There is no file; this is what messages say in its place. */
function pathOf(at: number): string {
  return `revisions[${at}]`;
}
