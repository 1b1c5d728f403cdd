// A form whose work takes long: while its answer is awaited, a bar shows how much is done.

const PAUSE_MS = 500;

export default function bindProgress(form) {
  const bar = form.querySelector("progress");
  let waits = false;
  const ask = async () => {
    if (!waits) return;
    await show(bar, form.dataset.progress);
    setTimeout(ask, PAUSE_MS);
  };
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || waits) return;
    waits = true;
    bar.hidden = false;
    setTimeout(ask, PAUSE_MS);
  });
  // The browser's back button shows the page as it was left.
  window.addEventListener("pageshow", () => {
    waits = false;
    bar.hidden = true;
    bar.removeAttribute("value");
  });
}

// Without an answer, and before the first row is written, the bar only shows that work goes on.
async function show(bar, address) {
  try {
    const answer = await fetch(address, { redirect: "error" });
    if (answer.status !== 200) return;
    const { done, all } = await answer.json();
    bar.max = all;
    bar.value = done;
  } catch {
    // The end of the work, or no network: the answer to the form says which.
  }
}
