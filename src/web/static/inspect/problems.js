// What went wrong, in words: full storage, another window, no network, or the register's own message.

import { StorageError } from "./database.js";
import { t } from "./words.js";

/// The words for each reason of a `StorageError`, written out so that a test finds those that nobody uses.
const STORAGE = {
  full: "inspect-storage-full",
  none: "inspect-storage-none",
  gone: "inspect-storage-gone",
  taken: "inspect-storage-taken",
  changed: "inspect-storage-changed",
  locked: "inspect-storage-locked",
  reader: "inspect-storage-reader",
  spare: "inspect-storage-spare",
};

/// The words for an error of storage or of a call.
export function describeProblem(problem) {
  if (problem instanceof StorageError) return t(STORAGE[problem.reason]);
  if (problem.code === "not-ours") return t("inspect-not-ours");
  if (problem.offline) return t("inspect-offline");
  return problem.message;
}
