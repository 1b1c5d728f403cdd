// A link to a long file: fetched with a progress bar, then saved. An answer that is no file is opened as a page; without an
// answer the page stays and says so.

const KEPT_BELOW_END = 0.98;

export default function bindDownload(link) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    if (link.getAttribute("aria-busy") === "true") return;
    link.setAttribute("aria-busy", "true");
    link.parentElement.querySelectorAll("[role=status]").forEach((earlier) => earlier.remove());
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", link.textContent.trim());
    link.after(bar);
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    bar.after(told);
    try {
      const answer = await fetch(link.href);
      if (answer.ok) save(await receive(answer, bar), link.dataset.name);
      else location.assign(link.href);
    } catch {
      told.textContent = link.dataset.failed;
    } finally {
      bar.remove();
      link.removeAttribute("aria-busy");
    }
  });
}

// The server tells about how long the file will be: it is made while it is sent.
async function receive(answer, bar) {
  const expected = Number(answer.headers.get("camket-expected-bytes"));
  const pieces = [];
  let length = 0;
  for (const reader = answer.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.length;
    if (expected > 0) bar.value = Math.min(length / expected, KEPT_BELOW_END);
  }
  return new Blob(pieces, { type: answer.headers.get("content-type") ?? "" });
}

function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
