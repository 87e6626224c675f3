export type { ExecHook, FunctionHook, ModuleHook, PostWriteHook, WriteEvent } from "./post-write-hooks.ts";
export type { RenderContext, RenderedCode, RenderedItem, RenderItem } from "./render-item.ts";
export { renderRevision, type RenderOptions, type RevisionHeader } from "./render-revision.ts";
export {
  isJavaScriptProject,
  type ModuleSyntax,
  type RevisionExtension,
  revisionExtensions,
} from "./revision-format.ts";
export type { RevisionParts, RevisionTemplate } from "./revision-template.ts";
export { writeRevision, type WriteRevisionOptions, type WrittenRevision } from "./write-revision.ts";
