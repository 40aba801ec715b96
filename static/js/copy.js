/* Copies a code and says so with the words of the page. */
for (const button of document.querySelectorAll("[data-copy]")) {
  const status = button.querySelector("[role=status]");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return;
    }
    button.dataset.state = "done";
    status.textContent = button.dataset.done;
    setTimeout(() => {
      delete button.dataset.state;
      status.textContent = "";
    }, 4000);
  });
}
