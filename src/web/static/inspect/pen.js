// Which window of this browser writes: the one that holds the pen (Web Locks). All others only read, and say so.
//
// This is for people. That nothing is lost does not depend on it: each write checks key and revision in its transaction
// (vault.js). So a browser without Web Locks may write in every window, and a window that comes too late is told.

import { StorageError } from "./database.js";

const NAME = "camket-pen";

let held = false;
let onChange = () => {};

export const holdsPen = () => held;

/// Throws unless this window writes.
export function requirePen() {
  if (!held) throw new StorageError("reader");
}

/// Asks for the pen. Resolves when it is known who has it; `tell` is called at each later change.
export async function askForPen(tell) {
  onChange = tell;
  if (!navigator.locks) held = true;
  else if (!(await ask({ ifAvailable: true }))) ask({});
}

/// Takes the pen from the window that holds it.
export const takePen = () => ask({ steal: true });

/// Whether the lock was given. It is held until the window closes, or another one takes it.
function ask(options) {
  return new Promise((resolve) => {
    const given = navigator.locks.request(NAME, options, (lock) => {
      if (lock) change(true);
      resolve(Boolean(lock));
      return lock && new Promise(() => {});
    });
    given.catch(() => {
      change(false);
      resolve(false);
      ask({});
    });
  });
}

function change(now) {
  if (held === now) return;
  held = now;
  onChange();
}
