// Brings up the servers of a run, for the commands in test/.
import { clientEnvironment } from "./clients.mjs";
import { fastFolder } from "./data-folder.mjs";
import { cache, serverNames, startServerNamed, urlVariable } from "./servers.mjs";

export const knownDatabases = ["sqlite", ...serverNames];

/** Takes `<option> a,b` out of the arguments. */
export function takeList(words, option) {
  const at = words.indexOf(option);
  if (at < 0) return { rest: words };
  const list = (words[at + 1] ?? "").split(",");
  return { list, rest: [...words.slice(0, at), ...words.slice(at + 2)] };
}

/** Takes `--databases a,b` out of the arguments; without it, all are meant. */
export function takeDatabases(words) {
  const { list: databases = knownDatabases, rest } = takeList(words, "--databases");
  const unknown = databases.filter((name) => !knownDatabases.includes(name));
  if (unknown.length > 0)
    throw new Error(`--databases takes ${knownDatabases.join(", ")}; got "${unknown.join(",")}"`);
  return { databases, rest };
}

/**
 * Starts the servers of these databases side by side.
 *
 * @param databases names out of {@link knownDatabases}
 * @param servers takes what was started, so that the caller can stop it even while others still start
 * @returns the environment with which a test finds them
 */
export async function startServers(databases, servers) {
  const environment = {
    ...process.env,
    LIMBECK_TEST_DATABASES: databases.join(","),
    LIMBECK_TEST_FOLDER: await fastFolder(),
  };
  const outcomes = await Promise.allSettled(
    databases
      .filter((name) => serverNames.includes(name))
      .map(async (name) => {
        const start = performance.now();
        const server = await startServerNamed(name);
        servers.push(server);
        environment[urlVariable(name)] = server.url;
        Object.assign(environment, await clientEnvironment(name, server.url, cache));
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        console.log(`${name} ${server.origin} is up after ${seconds} s`);
      }),
  );
  if (databases.includes("sqlite"))
    Object.assign(environment, await clientEnvironment("sqlite", undefined, cache));
  const failure = outcomes.find(({ status }) => status === "rejected");
  if (failure !== undefined) throw failure.reason;
  return environment;
}
