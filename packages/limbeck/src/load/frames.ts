import { SourceMap, type SourceMapPayload } from "node:module";
import { fileURLToPath } from "node:url";

/** A place in a source file. */
export interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const framePattern = /^(\s+at (?:.*? \()?)((?:file:\/\/|[A-Za-z]:)?[^:\n]*?):(\d+):(\d+)(\)?)$/;
const inlineMap = /^\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)/m;

/**
 * A stack with the lines of the sources instead of those of the transpiled code.
 *
 * Node doesn't do it here: it ignores the source map of code that was run through `vm`.
 */
export function mapStack(stack: string, codeOf: (file: string) => string | undefined): string {
  return stack
    .split("\n")
    .map((line) => {
      const [, before = "", place, row, column, after = ""] = framePattern.exec(line) ?? [];
      if (place === undefined) return line;
      const frame = { file: toPath(place), line: Number(row), column: Number(column) };
      const mapped = mapFrame(frame, codeOf);
      return mapped ? `${before}${mapped.file}:${mapped.line}:${mapped.column}${after}` : line;
    })
    .join("\n");
}

/** The frames of a stack, the innermost first. */
export function framesOf(stack: string): Frame[] {
  return stack.split("\n").flatMap((line) => {
    const [, , place, row, column] = framePattern.exec(line) ?? [];
    return place === undefined ? [] : [{ file: toPath(place), line: Number(row), column: Number(column) }];
  });
}

function mapFrame(frame: Frame, codeOf: (file: string) => string | undefined): Frame | undefined {
  const [, encoded] = inlineMap.exec(codeOf(frame.file) ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const payload = JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as SourceMapPayload;
  const entry = new SourceMap(payload).findEntry(frame.line - 1, frame.column - 1);
  if (!("originalLine" in entry)) return undefined;
  return { file: frame.file, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function toPath(place: string): string {
  if (!place.startsWith("file:")) return place;
  try {
    return fileURLToPath(place);
  } catch {
    return place;
  }
}
