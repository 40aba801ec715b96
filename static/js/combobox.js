/* Suggestions under the search box: an ARIA 1.2 combobox with a list. The server sends the list as
   mark-up with its spoken status; without scripts the box is a plain search field. */
const PAUSE = 120;

for (const input of document.querySelectorAll("input[data-suggest]")) {
  const field = input.closest(".search-field");
  const pop = document.createElement("div");
  const status = document.createElement("p");
  const listId = `${input.id}-list`;
  let timer = 0;
  let request = null;
  let options = [];
  let active = -1;

  pop.className = "search-pop";
  pop.hidden = true;
  status.className = "hide-visually";
  status.setAttribute("role", "status");
  field.append(pop, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-haspopup", "listbox");

  const close = () => {
    pop.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.removeAttribute("aria-controls");
  };

  const mark = (index) => {
    active = index;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options[index].id);
      options[index].scrollIntoView({ block: "nearest" });
    }
  };

  const show = (html) => {
    const list = new DOMParser().parseFromString(html, "text/html").querySelector(".suggest");
    options = list ? [...list.children] : [];
    status.textContent = list ? list.dataset.status : "";
    if (!options.length || document.activeElement !== input) {
      close();
      return;
    }
    list.id = listId;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.label);
    options.forEach((option) => option.setAttribute("role", "option"));
    pop.replaceChildren(list);
    pop.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", listId);
    mark(-1);
  };

  const ask = async () => {
    request?.abort();
    const text = input.value.trim();
    if (!text) {
      close();
      return;
    }
    request = new AbortController();
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: "text/html" } });
      if (answer.ok && input.value.trim() === text) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const choose = (option) => {
    input.value = option.dataset.value;
    close();
    location.assign(option.dataset.href);
  };

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionend", () => {
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !pop.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) {
        ask();
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = options.length + 1;
      mark(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      choose(options[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });
  pop.addEventListener("pointerdown", (event) => event.preventDefault());
  pop.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    request?.abort();
    close();
  });
  input.form.addEventListener("submit", () => {
    clearTimeout(timer);
    request?.abort();
    close();
  });
}
