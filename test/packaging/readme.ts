// The commands of a README, and what it says they print.

export interface Step {
  /** As it is typed. */
  readonly command: string;
  /** Ends with `&`: it goes on while the next ones run. */
  readonly background: boolean;
  /** Lines that it prints, in this order, maybe with others between; `…` stands for any text. */
  readonly lines: readonly string[];
  readonly code: number;
}

/** The commands of all `sh` and `console` blocks, in order. */
export function stepsOf(readme: string): Step[] {
  return [...readme.matchAll(/```(sh|console)\n(.*?)```/gs)].flatMap(([, kind, block = ""]) =>
    kind === "sh" ? block.trim().split("\n").map(plain) : block.split(/^\$ /m).slice(1).map(shown),
  );
}

function plain(line: string): Step {
  return { command: line, background: false, lines: [], code: 0 };
}

function shown(text: string): Step {
  const [first = "", ...rest] = text.trim().split("\n");
  const background = first.endsWith(" &");
  const [, code] = /^\[(\d+)\]$/.exec(rest.at(-1) ?? "") ?? [];
  return {
    command: background ? first.slice(0, -2) : first,
    background,
    lines: (code === undefined ? rest : rest.slice(0, -1)).filter((line) => line !== ""),
    code: Number(code ?? 0),
  };
}

/** The first line that is not in the output after the ones before it. */
export function missingLine(output: string, lines: readonly string[]): string | undefined {
  const printed = output.split("\n").map((line) => line.trim());
  let at = 0;
  return lines.find((line) => {
    const pattern = new RegExp(`^${line.trim().split("…").map(escaped).join(".*")}$`);
    const found = printed.findIndex((other, index) => index >= at && pattern.test(other));
    at = found + 1;
    return found < 0;
  });
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
