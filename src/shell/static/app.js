// Binds each element with `data-module` to its script in modules/. Pages work without any of them.

const NAMES = [
  "download", "focus-errors", "former", "keyboard", "language", "once", "password", "pick", "position", "print", "progress", "share", "signature", "typeahead",
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
    element.dataset[bound] = "yes";
    // An error in one script must not stop the others.
    bind(element).catch((problem) => console.error(problem));
  }
}

bindAll(document);
document.addEventListener("htmx:after:settle", () => bindAll(document));
document.addEventListener("htmx:after:swap", () => bindAll(document));
