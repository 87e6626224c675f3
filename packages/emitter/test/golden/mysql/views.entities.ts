import { entity } from "../../../../../test/support/entity.ts";
import { type Change, view } from "../change.ts";

const loan = entity("loan", {
  reader: { type: "varchar", length: 80 },
  due: { type: "date" },
  back: { type: "date", nullable: true },
});
const late = "SELECT id FROM loan WHERE back IS NULL AND due < CURRENT_DATE";
const open = `
  SELECT
    id,
    reader,
    due < CURRENT_DATE AS is_late
  FROM loan
  WHERE back IS NULL
`;
const perReader = `
  SELECT reader AS id, count(*) AS loans
  FROM loan
  GROUP BY reader
`;

export const change: Change = {
  message: "what is lent, and to whom",
  before: [
    loan,
    view("open_loan", "SELECT id, reader FROM loan WHERE back IS NULL"),
    view("late_loan", late),
  ],
  after: [loan, view("open_loan", open), view("reader_loans", perReader)],
};
