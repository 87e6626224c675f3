export { renderRevision, type RevisionHeader } from "./render-revision.ts";
export { writeRevision, type WriteRevisionOptions, type WrittenRevision } from "./write-revision.ts";
