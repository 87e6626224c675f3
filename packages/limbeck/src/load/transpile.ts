import type { ts } from "ts-morph";
import { importMetaTransformer } from "./import-meta.ts";
import { ownRequire } from "./own-require.ts";
import { runtimeOptions } from "./tsconfig.ts";

/** A file that can't be parsed, with its place. */
export class ModuleSyntaxError extends SyntaxError {
  readonly file: string;
  readonly line: number;
  readonly column: number;

  constructor(message: string, file: string, line: number, column: number) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
  }
}

/**
 * Transpiles one file to CommonJS with TypeScript's own emit.
 *
 * No other tool does for entities: esbuild writes no decorator metadata, SWC and oxc turn circular imports between
 * entities into errors, and interfaces as property types into imports that don't exist. The TypeScript is the one
 * inside ts-morph, so the project may use any version. It is loaded with the first call.
 */
export function transpile(source: string, file: string, tsconfig: string | undefined): string {
  const { ts: typescript } = ownRequire("ts-morph") as { readonly ts: typeof ts };
  const { outputText, diagnostics = [] } = typescript.transpileModule(source, {
    // `.mts` would be kept as an ES module, whatever the options say.
    fileName: file.replace(/\.[cm]([jt]s)$/, ".$1"),
    reportDiagnostics: true,
    transformers: { before: [importMetaTransformer(typescript)] },
    compilerOptions: {
      ...runtimeOptions(typescript, tsconfig),
      module: typescript.ModuleKind.CommonJS,
      target: typescript.ScriptTarget.ES2022,
      esModuleInterop: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      inlineSourceMap: true,
    },
  });
  for (const { category, file: where, start = 0, messageText } of diagnostics) {
    if (category !== typescript.DiagnosticCategory.Error || !where) continue;
    const { line, character } = where.getLineAndCharacterOfPosition(start);
    const message = typescript.flattenDiagnosticMessageText(messageText, " ");
    throw new ModuleSyntaxError(message, file, line + 1, character + 1);
  }
  return outputText;
}
