import type { IfExists, IfNotExists } from "./options-of.ts";

export interface SchemaOperations {
  /**
   * Creates a schema (MySQL, MariaDB: a database).
   *
   * @example
   * await op.createSchema("annex");
   */
  createSchema(name: string, options?: IfNotExists): Promise<void>;
  /**
   * Drops an empty schema. MySQL and MariaDB drop a database with all its tables.
   *
   * @example
   * await op.dropSchema("attic");
   */
  dropSchema(name: string, options?: IfExists): Promise<void>;
}

export interface ExtensionOperations {
  /**
   * Installs an extension, unless it is there.
   *
   * @example
   * await op.createExtension("hstore");
   */
  createExtension(name: string): Promise<void>;
  /**
   * Takes an extension away.
   *
   * @example
   * await op.dropExtension("pgcrypto");
   */
  dropExtension(name: string, options?: IfExists): Promise<void>;
}
