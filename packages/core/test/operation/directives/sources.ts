import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const families = ["tables", "columns", "constraints", "indexes", "objects", "views", "statements"] as const;

/** The text of the call in each case, as it stands in the file: by directive, in the order of the cases. */
export function sourcesOfCases(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    families.flatMap((family) => [...sourcesOf(fileURLToPath(new URL(`${family}.ts`, import.meta.url)))]),
  );
}

function sourcesOf(path: string): Map<string, string[]> {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2023, true);
  const found = new Map<string, string[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isArrayLiteralExpression(node.initializer)) {
      const cases = node.initializer.elements
        .filter(ts.isCallExpression)
        .flatMap((call) => runOf(call, file) ?? []);
      if (cases.length > 0) {
        found.set(node.name.getText(file), cases);
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The function behind `run` of `example({ … })`. */
function runOf({ arguments: [one] }: ts.CallExpression, file: ts.SourceFile): string | undefined {
  if (one === undefined || !ts.isObjectLiteralExpression(one)) return undefined;
  const run = one.properties.find((property) => property.name?.getText(file) === "run");
  return run !== undefined && ts.isPropertyAssignment(run) ? run.initializer.getText(file) : undefined;
}
