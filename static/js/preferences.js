/* Larger type and colours change at once; the same form without scripts does it by a round trip. */
const root = document.documentElement;

const apply = (name, value) => {
  if (name === "elder") root.toggleAttribute("data-elder", value === "on");
  else if (value === "auto") delete root.dataset.theme;
  else root.dataset.theme = value;
};

for (const form of document.querySelectorAll("[data-preferences]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    const { name, value } = button;
    const address = new URL(form.action);
    address.search = new URLSearchParams([...new FormData(form), [name, value]]);
    fetch(address, { redirect: "manual", keepalive: true }).catch(() => location.assign(address));
    apply(name, value);
    if (name === "elder") {
      button.value = value === "on" ? "off" : "on";
      button.setAttribute("aria-pressed", String(value === "on"));
    } else {
      for (const one of form.querySelectorAll("button")) {
        one.setAttribute("aria-pressed", String(one === button));
      }
    }
  });
}
