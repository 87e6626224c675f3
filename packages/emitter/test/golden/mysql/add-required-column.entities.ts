import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "every loan has a reader",
  before: [entity("reader"), entity("loan")],
  after: [
    entity("reader"),
    entity(
      "loan",
      {},
      {
        relations: {
          reader: {
            type: "many-to-one",
            target: "reader",
            nullable: false,
            joinColumn: { name: "reader_id", foreignKeyConstraintName: "fk_loan_reader" },
          },
        },
      },
    ),
  ],
  rows: ["INSERT INTO reader () VALUES ()", "INSERT INTO loan () VALUES ()"],
  filledIn: "1",
};
