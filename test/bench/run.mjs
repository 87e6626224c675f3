// The benchmarks: builds Limbeck, brings up the servers, measures, stops the servers. See docs/benchmarks.md.
//
//   node test/bench/run.mjs [--databases sqlite,postgres,mysql,mariadb] [--tables 100,1000,2000] [--runs 7]
//     [--without-typeorm] [--without-revisions] [--without-cold-start] [--without-type-check] [--profile]
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPrivatePackages } from "../databases/install.mjs";
import { startServers, takeDatabases } from "../databases/servers/start-servers.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const servers = [];
let child;
let interrupted = false;

async function stopServers() {
  await Promise.allSettled(servers.splice(0).map((server) => server.stop()));
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (interrupted) process.exit(130);
    interrupted = true;
    child?.kill(signal);
    void stopServers().finally(() => process.exit(130));
  });
}

function node(parameters, environment = process.env) {
  child = spawn(process.execPath, parameters, { cwd: root, env: environment, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`node ${parameters[0]} ended with ${code}`)),
    );
  });
}

const known = [
  ...["--databases", "--tables", "--runs", "--profile"],
  ...["--without-typeorm", "--without-revisions", "--without-cold-start", "--without-type-check"],
];
const unknown = process.argv
  .slice(2)
  .find((word) => word.startsWith("--") && !known.includes(word.replace(/=.*/, "")));
if (unknown !== undefined) {
  console.error(
    `npm run bench has no option ${unknown}. It knows ${known.join(", ")}; see docs/benchmarks.md.`,
  );
  process.exit(2);
}

let failed = false;
try {
  const { databases, rest } = takeDatabases(process.argv.slice(2));
  await installPrivatePackages(join(root, "test"));
  await node([join(root, "scripts", "build.mjs"), "--esm"]);
  await node([tsc, "-p", join(root, "test", "bench", "tsconfig.json")]);
  const environment = await startServers(databases, servers);
  const profile = rest.includes("--profile") ? ["--cpu-prof", `--cpu-prof-dir=${join(root, ".cache")}`] : [];
  await node([...profile, join(root, ".cache", "bench", "bench", "main.js"), ...rest], environment);
} catch (error) {
  failed = true;
  if (!interrupted) console.error(error instanceof Error ? error.message : error);
} finally {
  await stopServers();
}
if (!interrupted) process.exit(failed ? 1 : 0);
