/** What names a revision beside its id. */
export const revisionWords = ["head", "heads", "base", "current"];

/** Takes the ids out of `limbeck history --json`, in a shell: one line has one. */
export const revisionIds = `sed -n 's/^ *"revision": "\\(.*\\)",$/\\1/p'`;
