/**
 * computed by the database
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, sql, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"mysql">): Promise<void> {
  await op.alterColumn("book", "area", {
    generated: { expression: sql`(\`width\` + 1) * (\`height\` + 1)`, stored: false },
  });
  await op.addColumn(
    "book",
    column("label", "varchar(30)", {
      nullable: true,
      generated: { expression: sql`concat(\`width\`, ' x ', \`height\`)`, stored: true },
    }),
  );
}

export async function downgrade(op: Operations<"mysql">): Promise<void> {
  await op.dropColumn("book", "label");
  await op.alterColumn("book", "area", {
    generated: { expression: sql`\`width\` * \`height\``, stored: false },
  });
}
