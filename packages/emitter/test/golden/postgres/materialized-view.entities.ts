import { entity } from "../../../../../test/support/entity.ts";
import { type Change, view } from "../change.ts";

const loan = entity("loan", { reader: { type: "int" } });

export const change: Change = {
  message: "figures of each reader",
  before: [
    loan,
    view("reader_figures", "SELECT reader AS id FROM loan", { materialized: true, unique: ["id"] }),
  ],
  after: [
    loan,
    view(
      "reader_figures",
      `SELECT reader AS id,
       count(*) AS loans
  FROM loan
 GROUP BY reader`,
      { materialized: true, unique: ["id"] },
    ),
  ],
};
