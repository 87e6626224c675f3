import { addAdopt } from "./adopt.ts";
import { addBranches } from "./branches.ts";
import { addCheck } from "./check.ts";
import type { AddCommand } from "./command.ts";
import { addCompletion } from "./completion.ts";
import { addCurrent } from "./current.ts";
import { addDowngrade } from "./downgrade.ts";
import { addEdit } from "./edit.ts";
import { addEnsureVersion } from "./ensure-version.ts";
import { addHeads } from "./heads.ts";
import { addHistory } from "./history.ts";
import { addInit } from "./init.ts";
import { addListTemplates } from "./list-templates.ts";
import { addMerge } from "./merge.ts";
import { addRevision } from "./revision.ts";
import { addShow } from "./show.ts";
import { addStamp } from "./stamp.ts";
import { addUpgrade } from "./upgrade.ts";

/** The commands, in the order in which a project meets them. */
export const commands: readonly AddCommand[] = [
  addInit,
  addListTemplates,
  addAdopt,
  addRevision,
  addUpgrade,
  addDowngrade,
  addCurrent,
  addHistory,
  addHeads,
  addBranches,
  addShow,
  addEdit,
  addCheck,
  addMerge,
  addStamp,
  addEnsureVersion,
  addCompletion,
];
