// The communes proposed for an old address: choosing one fills the commune's field, editing that field clears the choice.

export default function bindFormerAddress(box) {
  const { field, done } = box.dataset;
  const status = box.querySelector("[role=status]");
  const select = () => document.getElementById(`${field}-select`) ?? document.getElementById(field);
  box.classList.add("with-scripts");
  box.addEventListener("change", ({ target }) => {
    if (target.name !== "take") return;
    const { value, dataset } = target;
    const options = select();
    if (![...options.options].some((known) => known.value === value)) options.add(new Option(dataset.label, value));
    options.value = value;
    const shown = document.getElementById(field);
    if (shown !== options) shown.value = dataset.label;
    status.textContent = done.replace("#", dataset.label);
  });
  const elsewhere = ({ target }) => {
    if (![field, `${field}-select`].includes(target.id)) return;
    box.querySelectorAll("[name=take]:checked").forEach((radio) => (radio.checked = false));
    status.textContent = "";
  };
  // On the document, because the type-ahead may replace the field later.
  document.addEventListener("input", elsewhere);
  document.addEventListener("change", elsewhere);
}
