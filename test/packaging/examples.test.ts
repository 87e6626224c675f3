import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createDatabase } from "../databases/index.ts";
import { createConsumer, outsideOfVitest } from "./consumer.ts";
import { follow } from "./follow.ts";
import { freePort } from "./free-port.ts";
import { stepsOf } from "./readme.ts";
import { repository } from "./tarballs.ts";

const folder = join(repository, "examples");

// Every command of an example's README, in a copy outside of the repository, on the packages as they are published.
test.each(readdirSync(folder))("examples/%s does what its README says", async (name) => {
  const from = join(folder, name);
  const manifest = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as {
    readonly dependencies: Record<string, string>;
  };
  const example = await createConsumer(manifest, { from });
  onTestFinished(() => example.remove());
  const port = String(await freePort());
  const env = { ...outsideOfVitest(), PORT: port, ...("pg" in manifest.dependencies && (await database())) };
  const steps = stepsOf(example.read("README.md"));
  expect(steps.length).toBeGreaterThan(1);
  for (const step of steps) {
    // Installed already, from the tarballs.
    if (step.command === "npm install") continue;
    const atPort = (text: string) => text.replaceAll("localhost:3000", `localhost:${port}`);
    await follow({ ...step, command: atPort(step.command), lines: step.lines.map(atPort) }, example, env);
  }
});

/** An empty database, whose address an example takes from the environment. */
async function database(): Promise<{ readonly DATABASE_URL: string }> {
  const made = await createDatabase("postgres", "example");
  onTestFinished(() => made.drop());
  const { host, port, username, password, database: name } = made.options as Record<string, string>;
  const user = `${encodeURIComponent(username!)}:${encodeURIComponent(password!)}`;
  return { DATABASE_URL: `postgres://${user}@${host}:${port}/${name}` };
}
