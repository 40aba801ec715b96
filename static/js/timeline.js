/* The button of the timeline's filter works without a new page; a tick alone changes nothing. */
for (const form of document.querySelectorAll("[data-filters]")) {
  const list = document.getElementById(form.dataset.filters);
  const status = form.querySelector("[role=status]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = new Set(new FormData(form).getAll("category"));
    for (const item of list.children) item.hidden = !wanted.has(item.dataset.category);
    const address = new URL(location.href);
    address.searchParams.delete("category");
    for (const value of wanted) address.searchParams.append("category", value);
    history.replaceState(null, "", address);
    status.textContent = "";
    requestAnimationFrame(() => {
      status.textContent = status.dataset.done;
    });
  });
}
