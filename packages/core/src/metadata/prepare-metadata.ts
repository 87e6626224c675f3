import { isLimbeckError, MetadataError, messageOf } from "../errors.ts";
import type { DataSourceLike } from "./typeorm-shapes.ts";

/** A DataSource with the method that TypeORM keeps protected. */
interface Buildable extends DataSourceLike {
  buildMetadatas?(): Promise<void>;
}

/**
 * Makes sure that a DataSource has its entity metadata, also when it was never connected.
 *
 * @throws {MetadataError} `E_PRIMARY_KEY_MISSING`, `E_METADATA`.
 */
export async function prepareMetadata(dataSource: DataSourceLike): Promise<void> {
  if (dataSource.isInitialized || dataSource.entityMetadatas.length > 0) return;
  await buildMetadata(dataSource);
}

/** Has TypeORM build its metadata, and turns its errors into Limbeck's. */
export async function buildMetadata(dataSource: DataSourceLike): Promise<void> {
  const buildable = dataSource as Buildable;
  try {
    await buildable.buildMetadatas?.();
  } catch (error) {
    // TypeORM assigns the metadata before it validates them: what it refused must not look like prepared.
    Object.assign(dataSource, { entityMetadatas: [] });
    throw isLimbeckError(error) ? error : metadataError(error);
  }
}

function metadataError(cause: unknown): MetadataError {
  const message = messageOf(cause);
  const entity = /^Entity "([^"]*)" does not have a primary column/.exec(message)?.[1];
  if (entity !== undefined) {
    return new MetadataError(
      "E_PRIMARY_KEY_MISSING",
      `The entity "${entity}" has no primary key, and TypeORM needs one. ` +
        `Mark a column with @PrimaryColumn() or @PrimaryGeneratedColumn().`,
      { details: { entity }, cause },
    );
  }
  return new MetadataError("E_METADATA", `TypeORM can't make metadata of the entities: ${message}`, {
    cause,
  });
}
