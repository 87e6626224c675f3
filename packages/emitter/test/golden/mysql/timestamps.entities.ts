import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "when it was changed",
  before: [
    entity("loan", {
      createdAt: { type: "timestamp", default: () => "CURRENT_TIMESTAMP" },
      changedAt: { type: "datetime", precision: 6, default: () => "CURRENT_TIMESTAMP(6)" },
    }),
  ],
  after: [
    entity("loan", {
      createdAt: { type: "timestamp", precision: 3, default: () => "CURRENT_TIMESTAMP(3)" },
      changedAt: {
        type: "datetime",
        precision: 6,
        default: () => "CURRENT_TIMESTAMP(6)",
        onUpdate: "CURRENT_TIMESTAMP(6)",
      },
    }),
  ],
};
