// What went wrong, in words: full storage, another window, no network, or the register's own message.

import { StorageError } from "./database.js";
import { t } from "./words.js";

/// The words for an error of storage or of a call.
export function describeProblem(problem) {
  if (problem instanceof StorageError) return t(`inspect-storage-${problem.reason}`);
  if (problem.code === "not-ours") return t("inspect-not-ours");
  if (problem.offline) return t("inspect-offline");
  return problem.message;
}
