import type { ts as typescript } from "ts-morph";

type Compiler = typeof typescript;

/** Prettier's width. */
const width = 80;

/** Where a piece of code stands. */
interface Place {
  /** Spaces before the lines that it is broken into. */
  readonly indent: number;
  /** Characters before it on its line. */
  readonly before: number;
  /** Characters that have to follow it on its last line. */
  readonly after: number;
}

/**
 * A statement as prettier would break it, for projects without prettier: calls, lists and objects that are too long have
 * one element a line. What is neither stays as it was printed.
 *
 * @param statement one statement, or a comment
 * @param indent spaces before each of its lines
 */
export function layOut(statement: string, indent: number, ts: Compiler): string {
  const margin = " ".repeat(indent);
  if (statement.startsWith("//")) return `${margin}${statement}`.trimEnd();
  const wrapped = `async () => {\n${statement}\n}`;
  const file = ts.createSourceFile("statement.ts", wrapped, ts.ScriptTarget.Latest, true);
  const printer = createPrinter(file, ts);
  const [outer] = file.statements;
  const arrow = outer !== undefined && ts.isExpressionStatement(outer) ? outer.expression : undefined;
  if (arrow === undefined || !ts.isArrowFunction(arrow) || !ts.isBlock(arrow.body)) return margin + statement;
  return arrow.body.statements.map((node) => margin + printer.statement(node, indent)).join("\n");
}

function createPrinter(file: typescript.SourceFile, ts: Compiler) {
  const textOf = (node: typescript.Node): string => node.getText(file);

  /** On one line; undefined where that can't be. */
  const flat = (node: typescript.Node): string | undefined => {
    if (ts.isAwaitExpression(node)) return joined(["await ", flat(node.expression)]);
    if (ts.isCallExpression(node)) {
      const parameters = flatList(node.arguments);
      return joined([textOf(node.expression), "(", parameters, ")"]);
    }
    if (ts.isArrayLiteralExpression(node)) {
      return isTable(node) ? undefined : joined(["[", flatList(node.elements), "]"]);
    }
    if (ts.isObjectLiteralExpression(node)) {
      const properties = flatList(node.properties);
      return properties === "" ? "{}" : joined(["{ ", properties, " }"]);
    }
    if (ts.isPropertyAssignment(node)) return joined([textOf(node.name), ": ", flat(node.initializer)]);
    const text = textOf(node);
    return text.includes("\n") ? undefined : text;
  };
  const flatList = (nodes: readonly typescript.Node[]): string | undefined => {
    const texts = nodes.map(flat);
    return texts.includes(undefined) ? undefined : texts.join(", ");
  };

  /** A list of objects, or of lists, has a line for each. */
  const isTable = ({ elements }: typescript.ArrayLiteralExpression): boolean => {
    const sizes = elements.map((element) =>
      ts.isObjectLiteralExpression(element)
        ? element.properties.length
        : ts.isArrayLiteralExpression(element)
          ? element.elements.length
          : 0,
    );
    return elements.length > 1 && sizes.every((size) => size > 1);
  };

  const print = (node: typescript.Node, place: Place): string => {
    const line = flat(node);
    if (line !== undefined && place.before + line.length + place.after <= width) return line;
    if (ts.isAwaitExpression(node)) {
      return `await ${print(node.expression, { ...place, before: place.before + "await ".length })}`;
    }
    if (ts.isCallExpression(node)) return call(node, place);
    if (ts.isArrayLiteralExpression(node)) return broken("[", node.elements, "]", place);
    if (ts.isObjectLiteralExpression(node)) return broken("{", node.properties, "}", place);
    if (ts.isPropertyAssignment(node)) return property(node, place);
    return textOf(node);
  };

  const broken = (
    open: string,
    nodes: readonly typescript.Node[],
    close: string,
    { indent }: Place,
  ): string => {
    if (nodes.length === 0) return open + close;
    const inner = indent + 2;
    const margin = `\n${" ".repeat(inner)}`;
    const lines = nodes.map((node) => `${margin}${print(node, { indent: inner, before: inner, after: 1 })},`);
    return `${open}${lines.join("")}\n${" ".repeat(indent)}${close}`;
  };

  /** A list or an object at the end is broken rather than the call. */
  const call = (node: typescript.CallExpression, place: Place): string => {
    const callee = textOf(node.expression);
    const parameters = [...node.arguments];
    const last = parameters.at(-1);
    if (last === undefined) return `${callee}()`;
    if (parameters.length === 1 && isTemplate(last) && textOf(last).includes("\n"))
      return `${callee}(${textOf(last)})`;
    const before = flatList(parameters.slice(0, -1));
    if (before !== undefined && canHug(last, parameters.at(-2))) {
      const head = `${callee}(${before === "" ? "" : `${before}, `}`;
      if (place.before + head.length + 1 <= width) {
        return `${head}${print(last, { ...place, before: width, after: 1 })})`;
      }
    }
    return broken(`${callee}(`, parameters, ")", place);
  };

  const canHug = (last: typescript.Node, previous: typescript.Node | undefined): boolean =>
    last.kind !== previous?.kind &&
    ((ts.isObjectLiteralExpression(last) && last.properties.length > 0) ||
      (ts.isArrayLiteralExpression(last) && last.elements.length > 0));

  const isTemplate = (node: typescript.Node): boolean =>
    ts.isTaggedTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node);

  /** A text that is too long goes to a line of its own, unless its name is so short that this gains nothing. */
  const property = (node: typescript.PropertyAssignment, place: Place): string => {
    const name = textOf(node.name);
    if (ts.isStringLiteral(node.initializer) && name.length >= 5) {
      return `${name}:\n${" ".repeat(place.indent + 2)}${textOf(node.initializer)}`;
    }
    return `${name}: ${print(node.initializer, { ...place, before: place.before + name.length + 2 })}`;
  };

  const statement = (node: typescript.Statement, indent: number): string => {
    const value = valueOf(node);
    if (value !== undefined) return assignment(node, value, indent);
    if (!ts.isExpressionStatement(node)) return textOf(node);
    return `${print(node.expression, { indent, before: indent, after: 1 })};`;
  };

  /** What is assigned: `const name = …`, `exports.name = …`. */
  const valueOf = (node: typescript.Statement): typescript.Expression | undefined => {
    if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]?.initializer;
    if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression)) return undefined;
    const { operatorToken, right } = node.expression;
    return operatorToken.kind === ts.SyntaxKind.EqualsToken ? right : undefined;
  };

  const assignment = (node: typescript.Statement, value: typescript.Expression, indent: number): string => {
    const head = file.text.slice(node.getStart(file), value.getStart(file)).trimEnd();
    const before = indent + head.length + 1;
    const beside = print(value, { indent, before, after: 1 });
    const [first = ""] = beside.split("\n");
    if (before + first.length <= width) return `${head} ${beside};`;
    const inner = indent + 2;
    const below = print(value, { indent: inner, before: inner, after: 1 });
    return `${head}\n${" ".repeat(inner)}${below};`;
  };

  return { statement };
}

function joined(texts: readonly (string | undefined)[]): string | undefined {
  return texts.includes(undefined) ? undefined : texts.join("");
}
