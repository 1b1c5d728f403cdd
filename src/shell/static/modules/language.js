// A change of language in the middle of a form: what was typed goes along, and the server fills it in again.

// Files cannot go along, and passwords and numbers of persons must not.
const typedValues = (form) =>
  [...new FormData(form)].filter(([name, value]) => {
    const control = form.elements.namedItem(name);
    return typeof value === "string" && control?.type !== "password" && control?.dataset?.secret === undefined;
  });

export default function carryForm(switcher) {
  let begun;
  document.querySelector("main")?.addEventListener("input", ({ target }) => {
    if (target.form?.method === "post") begun = target.form;
  });
  switcher.addEventListener("submit", () => {
    if (!begun?.isConnected) return;
    const { pathname, search } = new URL(begun.getAttribute("action") || location.href, location.href);
    const carried = { form: new URLSearchParams(typedValues(begun)).toString(), action: pathname + search };
    for (const [name, value] of Object.entries(carried)) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      switcher.append(field);
    }
  });
}
