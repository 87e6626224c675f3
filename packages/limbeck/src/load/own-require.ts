import { createRequire } from "node:module";

/**
 * `require` as it works in this package, for what must be loaded late and at once, and for the package's own version.
 *
 * The sources are built as ESM and as CommonJS, so neither `import.meta` nor `__filename` can stand in them; the call
 * site of this very function is what both know.
 */
export const ownRequire: NodeJS.Require = createRequire(ownFile());

function ownFile(): string {
  const { prepareStackTrace } = Error;
  let file: string | null | undefined;
  try {
    Error.prepareStackTrace = (_error, sites: NodeJS.CallSite[]) => {
      file = sites[0]?.getFileName();
      return "";
    };
    // Reading the stack is what runs the function above.
    void new Error("where am I").stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
  if (!file) throw new Error("limbeck can't tell where it is installed: it was bundled or evaluated as text");
  return file;
}
