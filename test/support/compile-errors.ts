import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * What the TypeScript compiler has to say against a file, under `strict` and against the packages' sources.
 *
 * `@limbeck/*` resolves to the sources by path, wherever the file lies.
 */
export function compileErrors(path: string): string[] {
  return compileErrorsOf([path]);
}

export function compileErrorsOf(paths: readonly string[], more: ts.CompilerOptions = {}): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [`${root}node_modules/@types`],
    paths: {
      "@limbeck/core": [`${root}packages/core/src/index.ts`],
      typeorm: [`${root}node_modules/typeorm/index.d.ts`],
    },
    ...more,
  };
  const program = ts.createProgram([...paths], options);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (file === undefined || start === undefined) return text;
    const { line } = file.getLineAndCharacterOfPosition(start);
    const source = readFileSync(file.fileName, "utf8").split("\n")[line];
    return `${file.fileName}:${line + 1}: ${text}\n  ${source?.trim()}`;
  });
}
