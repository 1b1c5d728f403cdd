// A button that shares an address by the browser's share sheet, or copies it.

export default function bindShareButton(button) {
  const { address, title, done } = button.dataset;
  const words = button.querySelector("span");
  if (!navigator.share && !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const url = new URL(address, location.href).href;
    try {
      if (navigator.share) await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        words.textContent = done;
      }
    } catch {
      // The visitor closed the sheet, or the browser refused: nothing was shared, no message is needed.
    }
  });
}
