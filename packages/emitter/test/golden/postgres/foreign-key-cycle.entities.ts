import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "branches and who leads them",
  after: [
    entity(
      "branch",
      { name: { type: "varchar", length: 40 } },
      {
        relations: {
          manager: {
            type: "many-to-one",
            target: "employee",
            nullable: true,
            joinColumn: { name: "manager_id", foreignKeyConstraintName: "fk_branch_manager" },
          },
        },
      },
    ),
    entity(
      "employee",
      { name: { type: "varchar", length: 80 } },
      {
        relations: {
          branch: {
            type: "many-to-one",
            target: "branch",
            nullable: false,
            joinColumn: { name: "branch_id", foreignKeyConstraintName: "fk_employee_branch" },
          },
        },
      },
    ),
  ],
};
