import type { DataSource } from "typeorm";
import { ConfigError, messageOf } from "../errors.ts";
import { dialectFamily } from "./dialect-family.ts";

/** Where a database is; never with user or password. */
interface Place {
  readonly type: string;
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
}

/** The error of a database that does not open: its place, the driver's reason, and what to look at for that reason. */
export function connectError(dataSource: DataSource, cause: unknown): ConfigError {
  const place = placeOf(dataSource);
  const { reasons, otherwise } = dialectFamily(place.type).unreachable;
  const wayOut = codesOf(cause)
    .map((code) => reasons[code])
    .find((reason) => reason !== undefined);
  return new ConfigError(
    "E_CONNECT",
    `Can't connect to ${describePlace(place)}: ${causeMessage(cause)}. ${wayOut ?? otherwise}`,
    { details: { ...place }, cause },
  );
}

function placeOf({ options }: DataSource): Place {
  const { type, url, ...rest } = options as Place & { readonly url?: unknown };
  const { hostname, port, pathname } =
    typeof url === "string" && URL.canParse(url) ? new URL(url) : { hostname: "", port: "", pathname: "" };
  const host = hostname || rest.host;
  const number = port ? Number(port) : rest.port;
  const database = decodeURIComponent(pathname.slice(1)) || rest.database;
  return {
    type,
    ...(host ? { host } : {}),
    ...(number ? { port: number } : {}),
    ...(database ? { database } : {}),
  };
}

function describePlace({ type, host, port, database }: Place): string {
  const server = host === undefined ? "" : ` at ${host}${port === undefined ? "" : `:${port}`}`;
  return `the ${type} database${database === undefined ? "" : ` "${database}"`}${server}`;
}

/** Node reports several refused addresses as an AggregateError without a message of its own. */
function causeMessage(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === "") return cause.errors.map(messageOf).join("; ");
  return messageOf(cause) || (cause as { code?: string }).code || "no reason given";
}

/** The codes of the driver or of the system; TypeORM keeps the driver's error of a failed query. */
function codesOf(cause: unknown): readonly string[] {
  const { code, driverError } = (cause ?? {}) as { readonly code?: unknown; readonly driverError?: unknown };
  const own = typeof code === "string" ? [code] : [];
  return driverError === undefined ? own : [...own, ...codesOf(driverError)];
}
