import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "no reservations any more",
  before: [
    entity("book", { title: { type: "varchar", length: 200 } }),
    entity(
      "reservation",
      { until: { type: "date" } },
      {
        indices: [{ name: "ix_reservation_until", columns: ["until"] }],
        relations: {
          book: {
            type: "many-to-one",
            target: "book",
            nullable: false,
            onDelete: "CASCADE",
            joinColumn: { name: "book_id", foreignKeyConstraintName: "fk_reservation_book" },
          },
        },
      },
    ),
  ],
  after: [entity("book", { title: { type: "varchar", length: 200 } })],
  autogenerate: { dropUnknownTables: true },
};
