import { fileURLToPath } from "node:url";
import type { DialectName } from "@limbeck/core";
import ts from "typescript";

/** An option of a call, and the databases that have it. */
export interface OptionDoc {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly on: readonly DialectName[];
}

/** What the doc comment and the types say of a method of `op`, or of a builder. */
export interface CallDoc {
  readonly name: string;
  readonly text: string;
  /** The parameters in their order, with what the comment says of them. */
  readonly parameters: readonly {
    readonly name: string;
    readonly optional: boolean;
    readonly text: string;
  }[];
  readonly returns: string;
  readonly throws: readonly string[];
  readonly example: string;
  readonly options: readonly OptionDoc[];
  readonly on: readonly DialectName[];
}

const root = fileURLToPath(new URL("../../", import.meta.url));
export const dialects: readonly DialectName[] = ["postgres", "mysql", "mariadb", "sqlite"];
const builders = ["column", "primaryKey", "unique", "check", "foreignKey", "exclude"] as const;

/** The options of builders, by the type that says what a database has of them. */
const builderOptions: Readonly<Record<(typeof builders)[number], string>> = {
  column: "ColumnOptions",
  primaryKey: "KeyOptions",
  unique: "UniqueOptions",
  check: "CheckOptions",
  foreignKey: "ForeignKeyOptions",
  exclude: "ExcludeOptions",
};

export interface DocComments {
  readonly directives: readonly CallDoc[];
  readonly builders: readonly CallDoc[];
}

/** Reads the doc comments of the methods of `op` and of the builders, through the compiler. */
export function readDocComments(): DocComments {
  const { checker, symbols } = probe();
  const operations = dialects.map(
    (dialect) => [dialect, typeOf(checker, symbols.get(`op_${dialect}`)!)] as const,
  );
  const names = [...new Set(operations.flatMap(([, type]) => type.getProperties().map(({ name }) => name)))];
  const builderDocs = builders.map((name): CallDoc => ({
    ...described(checker, checker.getAliasedSymbol(symbols.get(name)!)),
    name,
    options: optionDocs(
      checker,
      dialects.flatMap((dialect) => {
        const symbol = symbols.get(`${name}_${dialect}`);
        return symbol === undefined ? [] : [[dialect, typeOf(checker, symbol)] as const];
      }),
    ),
    on: name === "exclude" ? ["postgres"] : dialects,
  }));
  // A facet of alterColumn is an option of column(), and told of there.
  const ofColumns = new Map(builderDocs[0]!.options.map(({ name, text }) => [name, text]));
  const directives = names
    .filter((name) => name !== "dialect")
    .map((name): CallDoc => {
      const members = operations.flatMap(([dialect, type]) => {
        const member = type.getProperty(name);
        return member === undefined ? [] : [[dialect, member] as const];
      });
      const options = members.flatMap(([dialect, member]) => {
        const last = lastParameter(checker, member);
        return last === undefined ? [] : [[dialect, last] as const];
      });
      return {
        ...described(checker, members[0]![1]),
        name,
        options: optionDocs(checker, options).map((option) => ({
          ...option,
          text: option.text || (ofColumns.get(option.name) ?? ""),
        })),
        on: members.map(([dialect]) => dialect),
      };
    });
  return {
    directives,
    builders: builderDocs,
  };
}

/** A file that names every type to be read, without there being one. */
function probe(): { checker: ts.TypeChecker; symbols: ReadonlyMap<string, ts.Symbol> } {
  const path = `${root}test/docs/probe.ts`;
  const source = [
    `import { ${builders.join(", ")}, type Operations } from "@limbeck/core";`,
    `import type { ${Object.values(builderOptions).join(", ")} } from "@limbeck/core";`,
    ...dialects.map((dialect) => `declare const op_${dialect}: Operations<"${dialect}">;`),
    ...builders.flatMap((name) =>
      dialects
        .filter((dialect) => name !== "exclude" || dialect === "postgres")
        .map((dialect) => {
          const parameter = name === "exclude" ? "" : `<"${dialect}">`;
          return `declare const ${name}_${dialect}: ${builderOptions[name]}${parameter};`;
        }),
    ),
  ].join("\n");
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: ["node"],
    paths: { "@limbeck/core": [`${root}packages/core/src/index.ts`] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === path || fileExists(name);
  host.getSourceFile = (name, languageVersion, ...rest) =>
    name === path
      ? ts.createSourceFile(name, source, languageVersion)
      : getSourceFile(name, languageVersion, ...rest);
  const program = ts.createProgram([path], options, host);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path)!;
  const symbols = new Map<string, ts.Symbol>();
  const visit = (node: ts.Node): void => {
    if ((ts.isVariableDeclaration(node) || ts.isImportSpecifier(node)) && ts.isIdentifier(node.name)) {
      const symbol = checker.getSymbolAtLocation(node.name);
      if (symbol !== undefined) symbols.set(node.name.text, symbol);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { checker, symbols };
}

function typeOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Type {
  return checker.getTypeOfSymbol(symbol);
}

type Described = Omit<CallDoc, "name" | "options" | "on">;

function described(checker: ts.TypeChecker, symbol: ts.Symbol): Described {
  const tags = symbol.getJsDocTags(checker);
  const textOf = (name: string) =>
    tags.filter((tag) => tag.name === name).map((tag) => ts.displayPartsToString(tag.text).trim());
  const [signature] = typeOf(checker, symbol).getCallSignatures();
  const comments = new Map(
    textOf("param").map((text) => {
      const [, name = "", comment = ""] = /^(\w+)\s*([^]*)$/.exec(text) ?? [];
      return [name, oneLine(comment)];
    }),
  );
  return {
    text: withoutLinks(ts.displayPartsToString(symbol.getDocumentationComment(checker))),
    parameters: (signature?.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      optional: isOptional(parameter),
      text: comments.get(parameter.name) ?? "",
    })),
    returns: oneLine(textOf("returns").join(" ")),
    throws: textOf("throws").map((text) => oneLine(text.replace(/^\{\w+\} /, ""))),
    example: textOf("example").join("\n"),
  };
}

function isOptional({ valueDeclaration }: ts.Symbol): boolean {
  return (
    valueDeclaration !== undefined &&
    ts.isParameter(valueDeclaration) &&
    (valueDeclaration.questionToken ?? valueDeclaration.initializer) !== undefined
  );
}

/** The type of the parameter that takes the options of a method, if it has one. */
function lastParameter(checker: ts.TypeChecker, member: ts.Symbol): ts.Type | undefined {
  const [signature] = typeOf(checker, member).getCallSignatures();
  const last = signature?.parameters.at(-1);
  if (last === undefined || !/^(?:options|change)$/.test(last.name)) return undefined;
  return checker.getNonNullableType(typeOf(checker, last));
}

function optionDocs(
  checker: ts.TypeChecker,
  types: readonly (readonly [DialectName, ts.Type])[],
): readonly OptionDoc[] {
  const found = new Map<string, OptionDoc>();
  for (const [dialect, type] of types) {
    for (const property of type.getProperties()) {
      const own = checker.getNonNullableType(typeOf(checker, property));
      const isLacking = own.flags & ts.TypeFlags.Never || property.name.startsWith("__@");
      if (isLacking) continue;
      const known = found.get(property.name);
      const text = oneLine(ts.displayPartsToString(property.getDocumentationComment(checker)));
      const words = writtenType(property) ?? checker.typeToString(own);
      found.set(property.name, {
        name: property.name,
        type:
          known === undefined || known.type.includes(words)
            ? (known?.type ?? words)
            : `${known.type} | ${words}`,
        text: known?.text || text,
        on: [...(known?.on ?? []), dialect],
      });
    }
  }
  return [...found.values()];
}

/** The type of an option as its declaration has it: the lists of types that it stands for are long. */
function writtenType({ valueDeclaration }: ts.Symbol): string | undefined {
  if (valueDeclaration === undefined || !ts.isPropertySignature(valueDeclaration)) return undefined;
  const text = valueDeclaration.type?.getText();
  return text === undefined ? undefined : oneLine(text).replaceAll("readonly ", "");
}

function oneLine(text: string): string {
  return withoutLinks(text).replaceAll(/\s+/g, " ").trim();
}

function withoutLinks(text: string): string {
  return text.replaceAll(/\{@link (\w+)\s*\}/g, "`$1`");
}
