/**
 * branches and who leads them
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, foreignKey, primaryKey, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  await op.createTable("employee", [
    column("id", "integer", { identity: "serial" }),
    column("name", "varchar(80)"),
    column("branch_id", "integer"),
    primaryKey(["id"], { name: op.f("PK_3c2bc72f03fd5abbbc5ac169498") }),
  ]);
  await op.createTable("branch", [
    column("id", "integer", { identity: "serial" }),
    column("name", "varchar(40)"),
    column("manager_id", "integer", { nullable: true }),
    primaryKey(["id"], { name: op.f("PK_2e39f426e2faefdaa93c5961976") }),
    foreignKey(["manager_id"], "employee", ["id"], { name: op.f("fk_branch_manager") }),
  ]);
  await op.createForeignKey(op.f("fk_employee_branch"), "employee", "branch", ["branch_id"], ["id"]);
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropConstraint(op.f("fk_employee_branch"), "employee", "foreign key");
  await op.dropTable("branch");
  await op.dropTable("employee");
}
