import { revisionIds, revisionWords } from "./revisions.ts";
import type { CommandTable, OptionEntry, Values } from "./table.ts";

/** A script for zsh's completion system, of which `compinit` is the start. */
export function zshCompletion({ options, commands }: CommandTable): string {
  return `#compdef limbeck
# Completion of limbeck for zsh. In ~/.zshrc, after compinit: source <(limbeck completion zsh)
_limbeck_revisions() {
  local -a revisions
  revisions=(${revisionWords.join(" ")} \${(f)"$(limbeck history --json 2>/dev/null | ${revisionIds})"})
  compadd -a revisions
}

_limbeck() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  local -a everywhere commands
  everywhere=(
${options.map((option) => `    ${specification(option)}`).join("\n")}
  )
  commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`).join("\n")}
  )
  _arguments -C $everywhere '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands
  .map(
    ({ name, options, values }) => `        ${name})
          _arguments $everywhere ${[...options.map(specification), ...argument(values)].join(" \\\n            ")} ;;`,
  )
  .join("\n")}
      esac ;;
  esac
}

if [[ $funcstack[1] == _limbeck ]]; then
  _limbeck "$@"
else
  compdef _limbeck limbeck
fi
`;
}

/** \`'(-m --message)'{-m,--message}'[what it does]:text:'\` */
function specification({ flags, description, values }: OptionEntry): string {
  const action =
    values === undefined ? "" : `:${typeof values === "string" ? values : "value"}:${completing(values)}`;
  const text = quoted(`[${description.replaceAll(/[[\]\\]/g, "\\$&")}]${action}`);
  return flags.length === 1 ? `${flags[0]}${text}` : `'(${flags.join(" ")})'{${flags.join(",")}}${text}`;
}

function argument(values: Values | undefined): string[] {
  if (values === undefined) return [];
  return [quoted(`*:${typeof values === "string" ? values : "value"}:${completing(values)}`)];
}

function completing(values: Values): string {
  switch (values) {
    case "file":
      return "_files";
    case "directory":
      return "_files -/";
    case "revision":
      return "_limbeck_revisions";
    case "text":
      return "";
    default:
      return `(${values.join(" ")})`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
