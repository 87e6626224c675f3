import type { ts } from "ts-morph";

/**
 * Replaces `import.meta`, which CommonJS output would keep as a syntax error.
 *
 * `url`, `filename`, `dirname` and `resolve` get what Node gives them; the loader's wrapper holds the last three.
 */
export function importMetaTransformer(typescript: typeof ts): ts.TransformerFactory<ts.SourceFile> {
  const { factory } = typescript;
  const name = (text: string): ts.Identifier => factory.createIdentifier(text);
  const call = (callee: ts.Expression, argument: ts.Expression): ts.Expression =>
    factory.createCallExpression(callee, undefined, [argument]);
  // require("node:url").pathToFileURL(__filename).href
  const url = (): ts.Expression => {
    const module = call(name("require"), factory.createStringLiteral("node:url"));
    const { createPropertyAccessExpression: member } = factory;
    return member(call(member(module, "pathToFileURL"), name("__filename")), "href");
  };
  const members: Readonly<Record<string, () => ts.Expression>> = {
    url,
    filename: () => name("__filename"),
    dirname: () => name("__dirname"),
    resolve: () => name("jitiESMResolve"),
  };
  const whole = (): ts.Expression =>
    factory.createObjectLiteralExpression(
      Object.entries(members).map(([key, make]) => factory.createPropertyAssignment(key, make())),
    );

  return (context) => (file) => {
    const isImportMeta = (node: ts.Node): boolean =>
      typescript.isMetaProperty(node) && node.keywordToken === typescript.SyntaxKind.ImportKeyword;
    const visit = (node: ts.Node): ts.Node => {
      if (typescript.isPropertyAccessExpression(node) && isImportMeta(node.expression)) {
        const make = Object.hasOwn(members, node.name.text) ? members[node.name.text] : undefined;
        if (make) return make();
      }
      if (isImportMeta(node)) return factory.createParenthesizedExpression(whole());
      return typescript.visitEachChild(node, visit, context);
    };
    return typescript.visitEachChild(file, visit, context);
  };
}
