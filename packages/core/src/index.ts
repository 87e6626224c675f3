export type * from "./schema/schema.ts";
export type * from "./operation/operation.ts";
export type * from "./dialect/dialect.ts";
