import type { InitResult } from "../init/init.ts";
import type { ScriptConflict } from "../init/manifest.ts";

/** What `init` did, and what the person does next. */
export function initLines(done: InitResult, display: (path: string) => string): string {
  const { scripts } = done;
  const inManifest = done.config.endsWith("package.json");
  return [
    ...done.written.map((path) => `wrote ${display(path)}`),
    ...(inManifest ? [`wrote "limbeck" into ${display(done.config)}`] : []),
    ...done.directories.map((path) => `made  ${display(path)}/`),
    ...(scripts.added.length > 0
      ? [`added to the scripts of package.json: ${scripts.added.join(", ")}`]
      : []),
    ...(scripts.replaced.length > 0
      ? [`replaced in the scripts of package.json: ${scripts.replaced.join(", ")}`]
      : []),
    "",
    "What to do next:",
    ...nextSteps(done).map((step, at) => numbered(at + 1, step)),
  ].join("\n");
}

/** A step of several lines is set off from the next one. */
function numbered(number: number, step: string): string {
  const [first, ...rest] = step
    .split("\n")
    .map((line, at) => (at === 0 || line === "" ? line : `     ${line}`));
  return [`  ${number}. ${first}`, ...rest, ...(rest.length > 0 ? [""] : [])].join("\n");
}

/** A script that stayed as it was. */
export function keptScriptLine({ name, existing, wanted }: ScriptConflict): string {
  return (
    `package.json has a script "${name}" already ("${existing}"), which stays. ` +
    `Limbeck's would be "${wanted}"; --yes replaces it.`
  );
}

function nextSteps({ command, dataSources, databases, steps, missing, scripts }: InitResult): string[] {
  const [database] = databases;
  const choice = database === undefined ? "" : ` --name ${database}`;
  /** By the npm script that now does it, or by the command. */
  const run = (script: string, words: string, more = ""): string => {
    const isThere = scripts.added.includes(script) || scripts.replaced.includes(script);
    const parameters = `${choice}${more}`;
    return isThere
      ? `npm run ${script}${parameters && ` --${parameters}`}`
      : `npx ${command} ${words}${parameters}`;
  };
  const isFound = dataSources.some(({ entities }) => entities === undefined);
  const generate = run("migration:generate", "revision --autogenerate", ` -m "first revision"`);
  return [
    ...(missing.length > 0 ? [`npm install ${missing.join(" ")}`] : []),
    ...dataSources.map(({ path, entities }) =>
      entities === undefined
        ? `Is ${path} the module with your DataSource? If not, correct "dataSource" in the configuration.`
        : `Look at ${path}: is it your database? Its entities are the classes in ${entities}.`,
    ),
    ...steps,
    // Whoever had a DataSource before may have tables as well.
    isFound ? `${generate}; or, if the tables are there already: npx limbeck adopt${choice}` : generate,
    `Read what it wrote, then: ${run("migration:upgrade", "upgrade")}`,
  ];
}
