// A process that boots applications when it is told to: one at a time, each on a port of its own.
import "reflect-metadata";
import type { INestApplication, LoggerService } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { AppModule, type Scenario } from "./app.module.ts";

/** What the host answers. */
export type Answer =
  | { readonly kind: "ready" }
  | { readonly kind: "up"; readonly url: string; readonly logs: readonly string[] }
  | {
      readonly kind: "failed";
      readonly code?: string;
      readonly message: string;
      readonly logs: readonly string[];
    }
  | { readonly kind: "closed" }
  /** A line of the log that begins with what was waited for. */
  | { readonly kind: "log"; readonly line: string };

export type Order = { readonly kind: "boot"; readonly scenario: Scenario } | { readonly kind: "close" };

const answer = (message: Answer): void => void process.send?.(message);

let application: INestApplication | undefined;

async function boot(scenario: Scenario): Promise<void> {
  const logs: string[] = [];
  const keep =
    (level: string) =>
    (message: unknown, ...rest: unknown[]): void => {
      const context = rest.at(-1);
      if (!String(context).startsWith("LimbeckModule")) return;
      const line = `${level} [${String(context)}] ${String(message)}`;
      logs.push(line);
      answer({ kind: "log", line });
    };
  const logger: LoggerService = { log: keep("log"), warn: keep("warn"), error: keep("error") };
  try {
    application = await NestFactory.create(AppModule.of(scenario), { logger, abortOnError: false });
    if (scenario.shutdownHooks) application.enableShutdownHooks();
    await application.listen(0, "127.0.0.1");
    answer({ kind: "up", url: await application.getUrl(), logs });
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    answer({ kind: "failed", message, logs, ...(code !== undefined && { code }) });
    await application?.close();
    application = undefined;
  }
}

process.on("message", (order: Order) => {
  if (order.kind === "boot") void boot(order.scenario);
  else
    void application?.close().then(() => {
      application = undefined;
      answer({ kind: "closed" });
    });
});
answer({ kind: "ready" });
