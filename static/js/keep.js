/* What is typed is kept within a second: a field of a form that has a draft goes into it, any other form
   is kept whole, unsent, until it is sent. When the session is over the whole form is kept for whoever
   signs in again. Without this script every step is kept by its button. */
const SOON = 1000;
const AGAIN = 3000;
const LARGEST = 60000; /* bytes that a browser takes along from a page that is being left */
const notice = document.querySelector("[data-keep]");

const tell = (form, text, link) => {
  const status = form.querySelector("[data-saved]") ?? notice;
  if (status === notice) form.append(notice);
  status.hidden = false;
  status.textContent = text;
  if (!link) return;
  const onward = document.createElement("a");
  onward.href = link;
  onward.textContent = notice.dataset.login;
  status.append(" ", onward);
};

const post = async (address, body) => {
  const keepalive = String(body).length < LARGEST;
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, keepalive });
  if (answer.ok || answer.status === 401) return answer;
  throw Object.assign(new Error(String(answer.status)), { again: answer.status >= 500 || answer.status === 429 });
};

const value = (form, name) => JSON.stringify(new FormData(form).getAll(name));

const target = (form) => {
  const asked = new URL(form.getAttribute("action") || location.href, location.href);
  return asked.pathname + asked.search;
};

const show = (told, sent) => {
  const input = document.getElementById(told.id);
  const box = input?.closest(".ask");
  if (!box || (input.value !== undefined && input.value !== sent.get(input.name))) return; /* typed on meanwhile */
  for (const name of ["read", "error"]) {
    const place = box.querySelector(`[data-${name}]`);
    if (place) place.textContent = told[name];
  }
  box.classList.toggle("ask--wrong", told.error !== "");
};

/* Keeps these fields in the draft of the form, or the whole form where it has none or the session is over.
   `kept_form`, once known, names what is kept: more of it takes its place. */
const send = async (form, state, names) => {
  const drafted = form.dataset.autosave;
  const body = new URLSearchParams({ kept_at: target(form) });
  for (const [key, text] of new FormData(form)) if (typeof text === "string") body.append(key, text);
  if (drafted) for (const name of names) body.append("field", name.replace(/^[fp]-/, ""));
  const answer = await post(drafted ?? notice.dataset.keep, body);
  const told = await answer.json();
  const known = form.querySelector("[name=kept_form]");
  if (told.id && !known) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "kept_form" }));
  if (told.id) form.querySelector("[name=kept_form]").value = told.id;
  else if (known && !state.sent) {
    known.remove(); /* it was sent on, or is in the draft now: what comes is another one */
    if (!told.fields) return send(form, state, names);
  }
  if (answer.ok) {
    const words = (form.querySelector("[data-saved]") ?? notice).dataset.words;
    tell(form, words.replace("%(time)s", told.saved));
    for (const field of told.fields ?? []) show(field, body);
  } else if (told.id) tell(form, notice.dataset.ended, told.login);
  else tell(form, notice.dataset.over);
};

/* sent: the form itself was; flying: fields on their way, with the values that are. */
const watch = (form) => {
  const state = { sent: false, flying: new Map() };
  const changed = new Set();
  const drafted = Boolean(form.dataset.autosave);
  let timer = 0;
  let running = null;

  const keep = async () => {
    while (changed.size && !state.sent) {
      state.flying = new Map([...changed].map((name) => [name, value(form, name)]));
      changed.clear();
      try {
        await send(form, state, [...state.flying.keys()]);
      } catch (error) {
        for (const name of state.flying.keys()) changed.add(name);
        if (state.sent) return;
        tell(form, notice.dataset.lost);
        if (error.again ?? true) timer = setTimeout(flush, AGAIN);
        return;
      }
    }
  };

  const flush = () => {
    clearTimeout(timer);
    timer = 0;
    running ??= keep().finally(() => { running = null; state.flying.clear(); });
  };

  const leave = () => {
    if (!changed.size || state.sent) return;
    const names = [...changed];
    changed.clear();
    send(form, state, names).catch(() => { for (const name of names) changed.add(name); });
  };

  /* Whether something on its way would undo what is sent now, or could not be forgotten with it. */
  const early = () => {
    if (!running || state.sent) return false;
    if (!drafted) return !form.querySelector("[name=kept_form]");
    return [...state.flying].some(([name, text]) => value(form, name) !== text);
  };

  form.addEventListener("input", (event) => {
    const { name } = event.target;
    if (!name || (drafted && !/^[fp]-/.test(name))) return;
    changed.add(name);
    timer ||= setTimeout(flush, SOON);
  });
  if (drafted) form.addEventListener("change", () => { if (changed.size) flush(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && changed.size) flush(); });
  addEventListener("beforeunload", leave); /* before the next page is asked for, which shows what is kept */
  addEventListener("pagehide", leave);
  addEventListener("pageshow", () => { state.sent = false; });

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = 0;
    if (!early()) {
      state.sent = true;
      return;
    }
    event.preventDefault();
    Promise.race([running, new Promise((done) => { setTimeout(done, SOON); })]).then(() => {
      state.sent = true;
      form.requestSubmit(event.submitter);
    });
  });
};

const typed = "textarea, select, input:not([type=hidden])";
const forms = notice ? [...document.querySelectorAll("main form[method=post]")].filter((form) => form.querySelector(typed)) : [];
forms.forEach(watch);

/* Fills what was kept into the form again. What the portal put there stays, but for the token by which
   a form counts once. */
const refill = (form, fields, id) => {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const input of form.elements) {
    const given = values.get(input.name);
    if (!given || (input.type === "hidden" && input.name !== "token")) continue;
    if (input.type === "checkbox" || input.type === "radio") input.checked = given.includes(input.value);
    else if (input.type !== "file") input.value = given[0];
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "kept_form", value: id }));
  form.dispatchEvent(new Event("change"));
};

document.querySelector("[data-refill]")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  const answer = await fetch(button.dataset.refill, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { id, fields } = await answer.json();
  const form = forms.find((one) => fields.some(([name]) => name !== "token" && one.elements.namedItem(name)));
  if (!form) return;
  refill(form, fields, id);
  button.closest(".banner").remove();
  form.querySelector(typed)?.focus();
});
