/** Tells where an error arose, in the sources of the project. */
export interface Places {
  stackOf(error: unknown): string;
  placeOf(error: unknown): string | undefined;
}

/** For errors that arise before a project is loaded. */
export const noPlaces: Places = {
  stackOf: (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  placeOf: () => undefined,
};
