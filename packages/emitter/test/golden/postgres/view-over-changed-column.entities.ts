import { entity } from "../../../../../test/support/entity.ts";
import { type Change, view } from "../change.ts";

const names = view("reader_name", "SELECT id, upper(name) AS name FROM reader");

export const change: Change = {
  message: "longer names",
  before: [entity("reader", { name: { type: "varchar", length: 20 } }), names],
  after: [entity("reader", { name: { type: "varchar", length: 80 } }), names],
};
