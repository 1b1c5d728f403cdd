// Turns a select into a combobox that asks the server during typing (ARIA 1.2 combobox with a list box).
// The server answers a few HTML items: `<li role="option" data-value="CODE">Name <small>province</small></li>`.
// The select stays in the form and holds the value.

const PAUSE_MS = 150;

class Typeahead {
  constructor(box) {
    this.select = box.querySelector("select");
    this.words = box.dataset;
    this.input = this.makeInput();
    this.list = this.makeList();
    this.status = document.createElement("p");
    this.status.className = "sr";
    this.status.setAttribute("role", "status");
    this.select.hidden = true;
    // Controls that are needed only without scripts.
    document.querySelectorAll(`[data-unless="${this.input.id}"]`).forEach((plain) => plain.remove());
    box.append(this.input, this.list, this.status);
    this.listen(box);
  }

  makeInput() {
    const input = document.createElement("input");
    const { id } = this.select;
    const set = (name, value) => value && input.setAttribute(name, value);
    input.type = "text";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.value = this.select.value ? this.select.selectedOptions[0].textContent.trim() : "";
    input.placeholder = this.words.type;
    set("role", "combobox");
    set("aria-autocomplete", "list");
    set("aria-expanded", "false");
    set("aria-controls", `${id}-list`);
    set("aria-describedby", this.select.getAttribute("aria-describedby"));
    set("aria-invalid", this.select.getAttribute("aria-invalid"));
    // Label and summary link to the field's id, so the visible control takes it over.
    this.select.id = `${id}-select`;
    input.id = id;
    return input;
  }

  makeList() {
    const list = document.createElement("ul");
    list.id = `${this.input.id}-list`;
    list.className = "typeahead-list";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    return list;
  }

  listen(box) {
    this.input.addEventListener("input", () => this.handleInput());
    this.input.addEventListener("keydown", (event) => this.handleKey(event));
    this.input.addEventListener("focus", () => this.input.select());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    box.addEventListener("focusout", () => this.handleLeave());
  }

  // Typed text is no choice until an option is chosen; an empty field chooses none.
  handleInput() {
    clearTimeout(this.timer);
    this.select.value = "";
    const query = this.input.value.trim();
    if (!query) this.close();
    else this.timer = setTimeout(() => this.search(query), PAUSE_MS);
  }

  async search(query) {
    this.asking?.abort();
    this.asking = new AbortController();
    const url = new URL(this.words.search, location.href);
    url.searchParams.set("q", query);
    try {
      const answer = await fetch(url, { signal: this.asking.signal, headers: { accept: "text/html" } });
      if (answer.ok) this.show(await answer.text());
    } catch (problem) {
      if (problem.name !== "AbortError") this.close();
    }
  }

  show(html) {
    this.list.innerHTML = html;
    const options = this.options();
    options.forEach((option, index) => {
      option.id = `${this.list.id}-${index}`;
      option.setAttribute("aria-selected", "false");
    });
    if (!options.length) this.list.innerHTML = "";
    this.status.textContent = options.length ? this.words.some.replace("#", options.length) : this.words.none;
    if (!options.length) this.list.append(Object.assign(document.createElement("li"), { textContent: this.words.none }));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  handleKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.moveActive(steps[event.key]);
    else if (event.key === "Enter" && this.active()) this.choose(this.active());
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
  }

  active() {
    return this.list.hidden ? null : this.list.querySelector('[aria-selected="true"]');
  }

  moveActive(by) {
    const options = this.options();
    if (this.list.hidden || !options.length) return;
    const now = options.indexOf(this.active());
    const next = options[(now + by + options.length + (now < 0 && by < 0 ? 1 : 0)) % options.length];
    options.forEach((option) => option.setAttribute("aria-selected", String(option === next)));
    this.input.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    if (!option) return;
    const { value } = option.dataset;
    const name = option.dataset.label ?? option.firstChild.textContent.trim();
    if (![...this.select.options].some((known) => known.value === value)) this.select.add(new Option(name, value));
    this.select.value = value;
    this.input.value = name;
    this.close();
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // On leaving the field, a single option is chosen; otherwise the typed text stays without a choice.
  handleLeave() {
    const options = this.options();
    if (!this.list.hidden && options.length === 1 && !this.select.value) this.choose(options[0]);
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export default function bindTypeahead(box) {
  if (box.querySelector("select")) new Typeahead(box);
}
