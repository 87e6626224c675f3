import { revisionIds, revisionWords } from "./revisions.ts";
import type { CommandTable, OptionEntry, Values } from "./table.ts";

/** A script for bash 3.2 and later, which is what macOS has. */
export function bashCompletion({ options, commands }: CommandTable): string {
  const names = commands.map(({ name }) => name);
  const takeValues = options.filter(({ values }) => values !== undefined).flatMap(({ flags }) => flags);
  return `# Completion of limbeck for bash. In ~/.bashrc: eval "$(limbeck completion bash)"
_limbeck_complete() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  case "$1" in
    file|directory)
      local IFS=$'\n'
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -A "$1" -- "$word")) ;;
    revision)
      COMPREPLY=($(compgen -W "${revisionWords.join(" ")} $("\${COMP_WORDS[0]}" history --json 2>/dev/null |
        ${revisionIds})" -- "$word")) ;;
    *) COMPREPLY=($(compgen -W "$1" -- "$word")) ;;
  esac
}

_limbeck() {
  local IFS=$' \\t\\n' command="" at=1
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  while [ "$at" -lt "$COMP_CWORD" ] && [ -z "$command" ]; do
    case "\${COMP_WORDS[at]}" in
      ${takeValues.join("|")}) at=$((at + 1)) ;;
      ${names.join("|")}) command="\${COMP_WORDS[at]}" ;;
    esac
    at=$((at + 1))
  done
  case "$command $before" in
${[
  ...valueCases("*", options),
  ...commands.flatMap((command) => valueCases(command.name, command.options)),
].join("\n")}
  esac
  case "$command" in
    "") case "$word" in
        -*) _limbeck_complete ${quoted(flagsOf(options))} ;;
        *) _limbeck_complete ${quoted(names)} ;;
      esac ;;
${commands
  .map(
    (command) => `    ${command.name}) case "$word" in
        -*) _limbeck_complete ${quoted([...flagsOf(command.options), ...flagsOf(options)])} ;;
        *) ${completing(command.values)} ;;
      esac ;;`,
  )
  .join("\n")}
  esac
}

complete -F _limbeck limbeck
`;
}

function valueCases(command: string, options: readonly OptionEntry[]): string[] {
  return options
    .filter(({ values }) => values !== undefined)
    .map(({ flags, values }) => {
      const pattern = flags.map((flag) => (command === "*" ? `*" ${flag}"` : `"${command} ${flag}"`));
      return `    ${pattern.join("|")}) ${completing(values)}; return ;;`;
    });
}

function completing(values: Values | undefined): string {
  if (values === undefined || values === "text") return ":";
  return `_limbeck_complete ${typeof values === "string" ? values : quoted(values)}`;
}

function flagsOf(options: readonly OptionEntry[]): string[] {
  return options.flatMap(({ flags }) => flags);
}

function quoted(words: readonly string[]): string {
  return `"${words.join(" ")}"`;
}
