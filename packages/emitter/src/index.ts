export type { ExecHook, FunctionHook, ModuleHook, PostWriteHook, WriteEvent } from "./post-write-hooks.ts";
export { renderRevision, type RevisionHeader } from "./render-revision.ts";
export { writeRevision, type WriteRevisionOptions, type WrittenRevision } from "./write-revision.ts";
