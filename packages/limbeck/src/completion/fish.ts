import { revisionIds, revisionWords } from "./revisions.ts";
import type { CommandTable, OptionEntry, Values } from "./table.ts";

/** A script for fish 3 and later. */
export function fishCompletion({ options, commands }: CommandTable): string {
  const names = commands.map(({ name }) => name).join(" ");
  const takeValues = options
    .filter(({ values }) => values !== undefined)
    .flatMap(({ flags }) => flags)
    .join(" ");
  return `# Completion of limbeck for fish. In ~/.config/fish/config.fish: limbeck completion fish | source
function __limbeck_revisions
  string split ' ' '${revisionWords.join(" ")}'
  limbeck history --json 2>/dev/null | ${revisionIds}
end

function __limbeck_at --argument-names wanted
  set -l isValue 0
  for token in (commandline -opc)[2..]
    if test $isValue = 1
      set isValue 0
    else if contains -- $token ${takeValues}
      set isValue 1
    else if contains -- $token ${names}
      test "$token" = "$wanted"
      return
    end
  end
  test "$wanted" = ""
end

complete -c limbeck -f
${options.map((option) => optionLine(option)).join("\n")}
${commands
  .flatMap((command) => {
    const seen = `__limbeck_at ${command.name}`;
    return [
      `complete -c limbeck -n '__limbeck_at' -a ${command.name} -d ${quoted(command.description)}`,
      ...command.options.map((option) => optionLine(option, seen)),
      ...(command.values === undefined || command.values === "text"
        ? []
        : [`complete -c limbeck -n '${seen}' ${completing(command.values)}`]),
    ];
  })
  .join("\n")}
`;
}

function optionLine({ flags, description, values }: OptionEntry, condition?: string): string {
  return [
    "complete -c limbeck",
    ...(condition === undefined ? [] : [`-n '${condition}'`]),
    ...flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)),
    // -x: a value must follow, and it is no file; -r -F: it is one.
    ...(values === undefined ? [] : values === "file" ? ["-r -F"] : ["-x", completing(values)]),
    `-d ${quoted(description)}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function completing(values: Values): string {
  switch (values) {
    case "file":
      return "-F";
    case "directory":
      return "-a '(__fish_complete_directories (commandline -ct))'";
    case "revision":
      return "-a '(__limbeck_revisions)'";
    case "text":
      return "";
    default:
      return `-a '${values.join(" ")}'`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
