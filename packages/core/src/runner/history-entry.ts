import type { RevisionFile } from "../revision/directory.ts";
import type { RevisionGraph } from "../revision/graph.ts";

/** A revision with its place in the graph. */
export interface HistoryEntry extends RevisionFile {
  readonly isHead: boolean;
  readonly isBranchPoint: boolean;
  readonly isMergePoint: boolean;
  /** Labels, also those that come from other revisions of the branch. */
  readonly labels: readonly string[];
}

export function historyEntry(graph: RevisionGraph<RevisionFile>, id: string): HistoryEntry {
  return {
    ...graph.get(id),
    isHead: graph.isHead(id),
    isBranchPoint: graph.isBranchPoint(id),
    isMergePoint: graph.isMergePoint(id),
    labels: graph.labels(id),
  };
}
