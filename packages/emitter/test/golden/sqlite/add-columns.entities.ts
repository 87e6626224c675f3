import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

const name = { type: "varchar", length: 80 } as const;

export const change: Change = {
  message: "what we know of a reader",
  before: [entity("reader", { name })],
  after: [
    entity(
      "reader",
      {
        name,
        email: { type: "varchar", length: 100, nullable: true, unique: true },
        language: { type: "varchar", length: 2, default: "en" },
        size: { type: "simple-enum", enum: ["s", "m", "l"], default: "m" },
        active: { type: "boolean", default: true },
      },
      { indices: [{ name: "ix_reader_language", columns: ["language"] }] },
    ),
  ],
  rows: ["INSERT INTO reader (name) VALUES ('Ada')"],
};
