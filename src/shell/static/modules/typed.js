// What was typed comes back with the back button. Browsers bring back choices and long texts by themselves, but no field that is
// kept out of their lists of suggestions. Secret fields stay empty.

const FIELDS = "input[name][autocomplete=off]:not([type=hidden], [type=password], [data-secret])";
// Safari refuses more than a hundred changes of the history in 30 seconds.
const PAUSE_MS = 500;

// Who logs in after another person in the same tab is not shown what that one typed.
const TYPIST = "typist";

export default function keepTyped(form) {
  if (form.querySelector("[type=password]")) {
    sessionStorage.removeItem(TYPIST);
    return;
  }
  const typist = sessionStorage.getItem(TYPIST) ?? String(Math.random());
  sessionStorage.setItem(TYPIST, typist);
  const place = [...document.forms].indexOf(form);
  const list = () => [...form.querySelectorAll(FIELDS)];
  const own = () => (history.state?.typist === typist ? history.state.typed : {});
  const typed = own()[place] ?? [];
  // Changed fields were filled in by the browser.
  list().forEach((field, at) => {
    const [name, value] = typed[at] ?? [];
    if (field.name === name && field.value === field.defaultValue) field.value = value;
  });
  const keep = () => {
    const kept = { ...own(), [place]: list().map(({ name, value }) => [name, value]) };
    history.replaceState({ ...history.state, typist, typed: kept }, "");
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
