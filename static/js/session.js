/* Some minutes before a session ends for want of requests, a dialog asks whether the person is still
   there. Work in another tab counts: the tabs tell each other. */
const bar = document.querySelector("[data-session]");
const dialog = document.querySelector("[data-session-end]");

if (bar && dialog) {
  const form = dialog.querySelector("form");
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("portal-session") : null;
  let timer = 0;

  const wait = (seconds) => {
    clearTimeout(timer);
    delete bar.dataset.ending;
    if (dialog.open) dialog.close();
    timer = setTimeout(() => {
      bar.dataset.ending = "";
      dialog.showModal();
    }, Math.max(0, seconds - Number(bar.dataset.warn)) * 1000);
  };

  const extend = () =>
    fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    }).then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      const { seconds } = await answer.json();
      wait(seconds);
      tabs?.postMessage(seconds);
    });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    /* the session may be over: then the ordinary way leads through the login and back */
    extend().catch(() => form.submit());
  });

  tabs?.addEventListener("message", (event) => wait(event.data));
  const seconds = Number(bar.dataset.seconds);
  wait(seconds);
  tabs?.postMessage(seconds);
}
