// A change of language in the middle of a form: what was typed goes along, and the server fills it in again.

// Files cannot go along, and passwords and numbers of persons must not.
const typedValues = (form) =>
  [...new FormData(form)].filter(([name, value]) => {
    const control = form.elements.namedItem(name);
    return typeof value === "string" && control?.type !== "password" && control?.dataset?.secret === undefined;
  });

// Also filled in by the server (after errors, or as a kept form) or restored by the browser.
const isBegun = (form) =>
  form.querySelector(".field-failed, [name='kept-page']") !== null ||
  [...form.elements].some((control) => {
    if (control.type === "hidden") return false;
    if (control.options) return [...control.options].some((option) => option.selected && !option.defaultSelected && option.index > 0);
    return (control.checked ?? false) !== (control.defaultChecked ?? false) || (control.value ?? "") !== (control.defaultValue ?? control.value ?? "");
  });

// Without scripts the switch is a button of one form of the page; here it carries whichever form was begun.
const detach = (switcher) => {
  const button = switcher.querySelector("button[name=lang]");
  for (const name of ["form", "formaction", "formenctype", "formnovalidate"]) button.removeAttribute(name);
  switcher.querySelector("[data-default]")?.remove();
};

export default function carryForm(switcher) {
  detach(switcher);
  let edited;
  document.querySelector("main")?.addEventListener("input", ({ target }) => {
    if (target.form?.method === "post") edited = target.form;
  });
  switcher.addEventListener("submit", () => {
    const begun = edited?.isConnected ? edited : [...document.querySelectorAll("main form[method=post]")].find(isBegun);
    if (!begun) return;
    const { pathname, search } = new URL(begun.getAttribute("action") || location.href, location.href);
    const carried = { form: new URLSearchParams(typedValues(begun)).toString(), action: pathname + search };
    for (const [name, value] of Object.entries(carried)) {
      switcher.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
  });
}
