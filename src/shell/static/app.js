// Binds each element with `data-module` to its script in modules/. Pages work without any of them.

const NAMES = [
  "download", "focus-errors", "former", "keyboard", "language", "network", "once", "passkey", "password", "pick", "position", "print", "progress", "share", "signature", "typeahead", "typed",
];

async function bind(element) {
  for (const name of element.dataset.module.split(" ")) {
    if (!NAMES.includes(name)) continue;
    const { default: enhance } = await import(`./modules/${name}.js`);
    enhance(element);
  }
}

function bindAll(root) {
  const bound = "moduleBound";
  for (const element of root.querySelectorAll("[data-module]")) {
    if (element.dataset[bound]) continue;
    element.dataset[bound] = "begun";
    // An error in one script must not stop the others.
    bind(element).then(() => { element.dataset[bound] = "yes"; }, (problem) => console.error(problem));
  }
}

// The answer to a form takes the address of the form's page. Without this, "back" to it is the browser's error page, because the
// answer is not kept and a form is not sent again.
if ("answersForm" in document.body.dataset) history.replaceState(null, "", document.referrer || location.href);

bindAll(document);
document.addEventListener("htmx:after:settle", () => bindAll(document));
document.addEventListener("htmx:after:swap", () => bindAll(document));
