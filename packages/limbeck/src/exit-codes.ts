/** What the command tells its caller. */
export const exitCodes = {
  done: 0,
  /** Something of the user's making: a configuration, a revision, a database. */
  failed: 1,
  /** An option or a command that there is not. */
  usage: 2,
  /** `check` found changes that no revision has. */
  pendingChanges: 3,
  /** As shells number an end by Ctrl-C. */
  interrupted: 130,
} as const;
