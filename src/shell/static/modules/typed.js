// What was typed comes back with the back button. Browsers bring back choices and long texts by themselves, but no field that is
// kept out of their lists of suggestions. Secret fields stay empty.

const FIELDS = "input[name][autocomplete=off]:not([type=hidden], [type=password], [data-secret])";
// Safari refuses more than a hundred changes of the history in 30 seconds.
const PAUSE_MS = 500;

export default function keepTyped(form) {
  const place = [...document.forms].indexOf(form);
  const list = () => [...form.querySelectorAll(FIELDS)];
  const typed = history.state?.typed?.[place] ?? [];
  // Changed fields were filled in by the browser.
  list().forEach((field, at) => {
    const [name, value] = typed[at] ?? [];
    if (field.name === name && field.value === field.defaultValue) field.value = value;
  });
  const keep = () => {
    const kept = { ...history.state?.typed, [place]: list().map(({ name, value }) => [name, value]) };
    history.replaceState({ ...history.state, typed: kept }, "");
  };
  let later;
  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(keep, PAUSE_MS);
  });
  form.addEventListener("change", keep);
  form.addEventListener("submit", keep);
  // What was refused stands in the address of the empty form.
  if ("answersForm" in document.body.dataset) keep();
}
