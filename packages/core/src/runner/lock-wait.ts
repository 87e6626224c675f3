import { ConfigError } from "../errors.ts";

/** How long to wait for another migrator: `60s`, `2m`, `500ms`, a number of milliseconds, `never` or `forever`. */
export type LockWait = "never" | "forever" | `${number}${"ms" | "s" | "m"}` | number;

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/**
 * The time to wait in milliseconds; `Infinity` for ever.
 *
 * @throws {ConfigError} `E_CONFIG`.
 */
export function waitInMilliseconds(wait: LockWait = "60s"): number {
  if (wait === "never") return 0;
  if (wait === "forever") return Infinity;
  if (typeof wait === "number" && wait >= 0) return wait;
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(String(wait)) ?? [];
  if (number !== undefined) return Number(number) * units[unit!]!;
  throw new ConfigError(
    "E_CONFIG",
    `lock.wait can't be ${JSON.stringify(wait)}. Write a time such as "60s", "2m" or "500ms", or "never" or "forever".`,
    { details: { wait } },
  );
}
