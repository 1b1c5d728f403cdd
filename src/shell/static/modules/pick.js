// A checkbox that checks all others, and a line with the number of checked ones.

export default function bindPickAll(root) {
  const all = root.querySelector("#pick-all");
  const boxes = [...root.querySelectorAll(".pick-list [type=checkbox]")];
  const status = root.querySelector("[role=status]");
  const { none, some } = root.dataset;
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
    status.textContent = count ? some.replace("#", count) : none;
  };
  root.querySelector(".pick-all").hidden = false;
  all.addEventListener("change", () => {
    boxes.forEach((box) => (box.checked = all.checked));
    tell();
  });
  root.addEventListener("change", (event) => event.target !== all && tell());
  window.addEventListener("pageshow", tell);
  tell();
}
