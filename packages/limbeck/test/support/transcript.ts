import { vi } from "vitest";
import { splitWords } from "../../../emitter/src/split-words.ts";
import { main } from "../../src/main.ts";
import type { Project } from "./project.ts";

/**
 * A transcript is what a person sees at the terminal, as a text:
 *
 *     # a remark
 *     @ library               the project in which it goes on, made afresh
 *     $ limbeck upgrade       what is typed; environment variables may stand before it
 *     Done: 1 revision        what is printed; after `! `, on the error channel
 *     [3]                     the exit code, when it is not 0
 */
export interface Entry {
  readonly kind: "remark" | "scene" | "command";
  readonly text: string;
}

/** What a transcript does, without what is printed. */
export function readTranscript(text: string): Entry[] {
  const kinds = { "#": "remark", "@": "scene", $: "command" } as const;
  return text.split("\n").flatMap((line) => {
    const kind = /^[#@$] /.test(line) ? kinds[line[0] as keyof typeof kinds] : undefined;
    return kind === undefined ? [] : [{ kind, text: line.slice(2) }];
  });
}

/** The words of a command, and the variables before it. */
export function wordsOf(command: string): {
  readonly env: Record<string, string>;
  readonly argv: readonly string[];
} {
  const words = splitWords(command) ?? [];
  const at = words.indexOf("limbeck");
  if (at < 0) throw new Error(`A transcript has commands of limbeck only, found: ${command}`);
  const env = Object.fromEntries(words.slice(0, at).map((word) => word.split(/=(.*)/s).slice(0, 2)));
  return { env: env as Record<string, string>, argv: words.slice(at + 1) };
}

/** The transcript as it is when everything is typed again. */
export async function typeAgain(
  entries: readonly Entry[],
  scene: (name: string) => Promise<Project>,
  normalise: (text: string) => string = (text) => text,
): Promise<string> {
  let project: Project | undefined;
  let text = "";
  for (const [at, entry] of entries.entries()) {
    const before = entries[at - 1]?.kind;
    // What belongs together stands together: a remark and its scene and its first command.
    if (at > 0 && !(before === "remark" || (before === "scene" && entry.kind === "command"))) text += "\n";
    text += `${{ remark: "#", scene: "@", command: "$" }[entry.kind]} ${entry.text}\n`;
    if (entry.kind === "scene") project = await scene(entry.text);
    if (entry.kind !== "command") continue;
    if (project === undefined) throw new Error("a transcript begins with a scene");
    text += normalise((await type(project, entry.text)).replaceAll(project.root, "/project"));
  }
  return text;
}

async function type(project: Project, command: string): Promise<string> {
  const { env, argv } = wordsOf(command);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  let printed = "";
  let open: "" | "! " | undefined;
  const on = (prefix: "" | "! ") => (text: string) => {
    for (const part of text.split(/(?<=\n)/)) {
      if (open !== prefix) printed += (open === undefined ? "" : "\n") + prefix;
      printed += part;
      open = part.endsWith("\n") ? undefined : prefix;
    }
  };
  try {
    const io = { cwd: project.root, write: on(""), writeError: on("! "), interactive: false, color: false };
    const code = await main(argv, io);
    if (open !== undefined) printed += "\n";
    return printed.replaceAll(/^! $/gm, "!") + (code === 0 ? "" : `[${code}]\n`);
  } finally {
    vi.unstubAllEnvs();
  }
}

/** Without what differs from run to run. */
export function withoutChance(text: string): string {
  const ids = new Map<string, string>();
  return (
    text
      .replaceAll(/\b\d+(\.\d+)? (ms|s)\b/g, "N ms")
      .replaceAll(/"milliseconds": [\d.]+/g, `"milliseconds": N`)
      .replaceAll(/\b20\d\d-\d\d-\d\dT[\d:.]+Z/g, (date) => (date.startsWith("2026-01-01") ? date : "<now>"))
      .replaceAll(/(?<![0-9a-z])[0-9a-f]{12}(?![0-9a-z])/g, (id) => {
        if (!ids.has(id)) ids.set(id, `<id${ids.size === 0 ? "" : ids.size + 1}>`);
        return ids.get(id)!;
      })
      // The folders above a project, which differ from machine to machine.
      .replaceAll(/(\/project|"\/project")(,\s*"?\/[\w./-]*"?)+/g, "$1, …")
      .replaceAll(/limbeck_[a-z_]+_[0-9a-f]{10}/g, "<database>")
      .replaceAll(
        /(?:! )? {4}at .*\n(?:(?:! )? {4}at .*\n)*/g,
        (lines) => `${lines.startsWith("!") ? "! " : ""}    at …\n`,
      )
  );
}
