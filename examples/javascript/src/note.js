import { EntitySchema } from "typeorm";

export const Note = new EntitySchema({
  name: "note",
  columns: {
    id: { type: "integer", primary: true, generated: true },
    text: { type: "varchar" },
    pinned: { type: "boolean", default: false },
  },
  indices: [{ name: "ix_note_pinned", columns: ["pinned"] }],
});
