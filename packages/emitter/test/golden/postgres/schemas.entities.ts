import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "a schema for the archive",
  before: [entity("reader")],
  after: [
    entity("reader"),
    entity(
      "loan",
      { state: { type: "enum", enum: ["back", "lost"], enumName: "loan_state" } },
      {
        schema: "archive",
        indices: [{ name: "ix_loan_state", columns: ["state"] }],
        relations: {
          reader: {
            type: "many-to-one",
            target: "reader",
            joinColumn: { name: "reader_id", foreignKeyConstraintName: "fk_loan_reader" },
          },
        },
      },
    ),
  ],
};
