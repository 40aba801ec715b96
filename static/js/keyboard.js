/* A Uyghur keyboard on the page, laid out like the one of Windows and Android; the letters that need
   the shift key there have a row of their own. Keys are reached by arrow keys, fingers or a mouse.
   Physical order is left to right in every language. */
const ROWS = ["ژفگخجۆلا", "چۋېرتيۇڭوپ", "ھسداەىقكل", "زشغۈبنمئ"];
const LETTERS = ROWS.map((row, at) => (at === 0 ? [...row.slice(0, 6), "لا"] : [...row]));

const key = (text, name, value) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name ? "key key--wide" : "key";
  made.textContent = text;
  made.tabIndex = -1;
  made.dataset.key = value ?? text;
  if (!name) made.lang = "ug";
  return made;
};

const build = (opener) => {
  const panel = document.createElement("div");
  panel.className = "search-pop keys";
  panel.dir = "ltr";
  panel.id = `${opener.dataset.keyboard}-keyboard`;
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", opener.dataset.label);
  const special = [
    key(opener.dataset.close, true, "close"),
    key(opener.dataset.space, true, " "),
    key(opener.dataset.back, true, "back"),
    key(opener.dataset.enter, true, "enter"),
  ];
  for (const letters of [...LETTERS, special]) {
    const row = document.createElement("div");
    row.className = "keys-row";
    row.append(...letters.map((one) => (typeof one === "string" ? key(one) : one)));
    panel.append(row);
  }
  return panel;
};

const type = (input, text) => {
  input.setRangeText(text, input.selectionStart, input.selectionEnd, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
};

const erase = (input) => {
  const { selectionStart: start, selectionEnd: end } = input;
  if (start === end && start > 0) input.setSelectionRange(start - 1, end);
  type(input, "");
};

const move = (panel, from, pressed) => {
  const rows = [...panel.children].map((row) => [...row.children]);
  const y = rows.findIndex((row) => row.includes(from));
  const x = rows[y].indexOf(from);
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const [down, along] = steps[pressed];
  const row = rows[(y + down + rows.length) % rows.length];
  const to = down ? row[Math.min(x, row.length - 1)] : row[(x + along + row.length) % row.length];
  panel.querySelector('[tabindex="0"]').tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
};

for (const opener of document.querySelectorAll("[data-keyboard]")) {
  const input = document.getElementById(opener.dataset.keyboard);
  let panel = null;

  const close = () => {
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };

  const press = (value) => {
    if (value === "close") {
      close();
      opener.focus();
    } else if (value === "enter") {
      input.form.requestSubmit();
    } else if (value === "back") {
      erase(input);
    } else {
      type(input, value);
    }
  };

  opener.addEventListener("click", () => {
    if (!panel) {
      panel = build(opener);
      panel.hidden = true;
      opener.closest(".search-field").append(panel);
      opener.setAttribute("aria-controls", panel.id);
      panel.querySelector(".key").tabIndex = 0;
      panel.addEventListener("pointerdown", (event) => event.preventDefault());
      panel.addEventListener("click", (event) => {
        const hit = event.target.closest(".key");
        if (hit) press(hit.dataset.key);
      });
      panel.addEventListener("keydown", (event) => {
        if (event.key.startsWith("Arrow")) {
          event.preventDefault();
          move(panel, event.target, event.key);
        } else if (event.key === "Escape") {
          press("close");
        }
      });
    }
    panel.hidden = !panel.hidden;
    opener.setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden) panel.querySelector('[tabindex="0"]').focus();
  });
}
