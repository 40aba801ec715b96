/* The annual report: each field is saved when it is left, a number is read back in words, questions
   that other answers make superfluous are put away. Without this script every step is saved by its
   button, and everything stays visible. */
const form = document.querySelector("[data-autosave]");

const show = (box, name, text) => {
  const place = box.querySelector(`[data-${name}]`);
  if (place) place.textContent = text;
};

const fold = (scope) => {
  for (const ask of scope.querySelectorAll("[data-if]")) {
    const chosen = scope.querySelector(`[name="${CSS.escape(ask.dataset.if)}"]:checked`);
    ask.hidden = !chosen || !ask.dataset.values.split(" ").includes(chosen.value);
  }
};

for (const scope of document.querySelectorAll(".report-form")) {
  fold(scope);
  scope.addEventListener("change", () => fold(scope));
}

if (form) {
  const status = form.querySelector("[data-saved]");
  let queue = Promise.resolve();

  const save = async (input) => {
    const body = new URLSearchParams();
    const name = input.name.replace(/^[fp]-/, "");
    for (const [key, value] of new FormData(form)) {
      if (key === "csrf_token" || key === input.name) body.append(key, value);
    }
    body.append("field", name);
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.status === 401) {
      status.textContent = status.dataset.ended;
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const kept = await answer.json();
    status.textContent = status.dataset.words.replace("%(time)s", kept.saved);
    const box = document.getElementById(kept.id)?.closest(".ask");
    if (!box || !input.name.startsWith("f-")) return;
    show(box, "read", kept.read);
    show(box, "error", kept.error);
    box.classList.toggle("ask--wrong", kept.error !== "");
  };

  const later = (input) => {
    queue = queue.then(() => save(input)).catch(() => { status.textContent = status.dataset.lost; });
  };
  let waiting;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    const input = event.target;
    if (/^[fp]-/.test(input.name)) waiting = setTimeout(later, 1200, input);
  });
  form.addEventListener("change", (event) => {
    clearTimeout(waiting);
    if (/^[fp]-/.test(event.target.name)) later(event.target);
  });
}
