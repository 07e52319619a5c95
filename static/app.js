/* Countersign: what script adds. It may save a page load or a reach for the mouse; nothing works only through it. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const typing = (node) => node.closest("input:not([type=radio],[type=checkbox]),textarea,select,[contenteditable]");

  /* Shortcuts: single letters, off in text fields, off altogether under /preferences. */
  const rows = () => all(".inbox .what a, .ledger tbody th a, .chg a, .tasks a, .card-q b a").filter((a) => a.offsetParent);
  const step = (by) => {
    const links = rows();
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };
  const go = { h: "/", s: "/systems", r: "/requests", q: "/queue", l: "/record" };
  let leader = 0;
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => rows().includes(document.activeElement) && document.activeElement.click(),
    "?": () => { location.href = "/help/keyboard"; },
    "/": () => { const box = all("#q, #q-menu").find((input) => input.offsetParent); if (box) box.focus(); return !!box; },
    g: () => { leader = Date.now(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close(event);
    if (root.dataset.shortcuts === "off" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (Date.now() - leader < 1200 && go[event.key]) { location.href = go[event.key]; event.preventDefault(); return; }
    const own = all(`[data-key="${CSS.escape(event.key)}"]`).find((node) => node.offsetParent);
    if (own) { own.focus(); own.click(); event.preventDefault(); return; }
    if (Object.hasOwn(keys, event.key) && keys[event.key]() !== false) event.preventDefault();
  });

  /* Menus close with Escape, on a click elsewhere and when another opens; the focus goes back to what opened them. */
  const menus = () => all("details.menu[open], details.me-menu[open]");
  const close = () => menus().forEach((menu) => {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));

  /* The summary of errors takes the focus, and so does the field behind each of its links. */
  const summary = document.getElementById("errors");
  if (summary) summary.focus();

  /* Copy buttons exist only where copying works. */
  if (navigator.clipboard) {
    all("button[data-copy]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        announce("Copied");
      });
    });
  }
  const announce = (text) => {
    let live = document.getElementById("live");
    if (!live) {
      live = Object.assign(document.createElement("div"), { id: "live", className: "visually-hidden" });
      live.setAttribute("role", "status");
      document.body.append(live);
    }
    live.textContent = text;
  };

  /* A password can be looked at while it is typed; it is hidden again before it is sent. */
  all("button[data-reveal]").forEach((button) => {
    const field = document.getElementById(button.dataset.reveal);
    const turn = () => {
      field.type = field.type === "password" ? "text" : "password";
      button.setAttribute("aria-pressed", String(field.type === "text"));
      [button.firstChild.data, button.dataset.other] = [button.dataset.other, button.firstChild.data];
    };
    button.hidden = false;
    button.addEventListener("click", turn);
    field.form?.addEventListener("submit", () => { if (field.type === "text") turn(); });
  });

  /* Relative times stay true while a page is open. */
  const units = [[86400, "d"], [3600, "h"], [60, "min"]];
  const span = (seconds) => {
    const parts = [];
    for (const [size, unit] of units) {
      if (seconds >= size) { parts.push(`${Math.floor(seconds / size)} ${unit}`); seconds %= size; } else if (parts.length) break;
    }
    return parts.slice(0, 2).join(" ") || "less than a minute";
  };
  const refresh = () => all("[data-since]").forEach((node) => {
    const seconds = (Date.now() - Date.parse(node.dataset.since)) / 1000;
    node.textContent = seconds >= 0 ? `${span(seconds)} ago` : `in ${span(-seconds)}`;
  });
  if (!root.dataset.clockMoved) setInterval(refresh, 60000);

  /* A form is sent once; its button stays enabled and says so. A page that comes back from history may send again. */
  all("form[data-once]").forEach((form) => form.addEventListener("submit", (event) => {
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 15000) { event.preventDefault(); announce("Already sent"); return; }
    form.dataset.sent = String(Date.now());
    const button = event.submitter;
    if (button && button.dataset.busy) button.textContent = button.dataset.busy;
    button?.setAttribute("aria-busy", "true");
  }));
  addEventListener("pageshow", (event) => { if (event.persisted) all("form[data-sent]").forEach((form) => delete form.dataset.sent); });

  /* Files may be dropped on a picker, or pasted anywhere when the page has exactly one. */
  const pickers = all("[data-drop]").map((box) => ({ box, input: box.querySelector("input[type=file]"), list: box.querySelector(".picked") }));
  const show = ({ input, list }) => {
    if (list) list.replaceChildren(...[...input.files].map((file) => Object.assign(document.createElement("li"), { textContent: `${file.name}, ${size(file.size)}` })));
  };
  const size = (bytes) => (bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
  const take = (picker, files) => {
    if (!files.length) return;
    const bag = new DataTransfer();
    const kept = picker.input.multiple ? [...picker.input.files] : [];
    const added = picker.input.multiple ? [...files] : [files[0]];
    [...kept, ...added].forEach((file) => bag.items.add(file));
    picker.input.files = bag.files;
    picker.input.dispatchEvent(new Event("change", { bubbles: true }));
    announce(`${added.length} file${added.length === 1 ? "" : "s"} added`);
  };
  pickers.forEach((picker) => {
    const { box, input } = picker;
    all("[data-drop-note]", box).forEach((note) => { note.hidden = false; });
    input.addEventListener("change", () => show(picker));
    ["dragover", "dragenter"].forEach((name) => box.addEventListener(name, (event) => { event.preventDefault(); box.classList.add("over"); }));
    ["dragleave", "drop"].forEach((name) => box.addEventListener(name, () => box.classList.remove("over")));
    box.addEventListener("drop", (event) => { event.preventDefault(); take(picker, event.dataTransfer.files); });
  });
  if (pickers.length === 1) document.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) { event.preventDefault(); take(pickers[0], event.clipboardData.files); }
  });

  /* Counts characters where a field says how many it takes. */
  all("textarea[data-limit]").forEach((area) => {
    const note = Object.assign(document.createElement("p"), { className: "counter" });
    const count = () => { note.textContent = `${area.value.length} of ${area.dataset.limit} characters`; };
    area.after(note);
    area.addEventListener("input", count);
    count();
  });

  /* A page with unsaved text asks before it is left; sending it is not leaving. */
  all("form[data-guard]").forEach((form) => {
    let touched = false;
    form.addEventListener("input", () => { touched = true; });
    form.addEventListener("submit", () => { touched = false; });
    addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
  });

  /* Board: a card that is dropped on a lane opens the page that asks somebody; nothing moves and nothing is decided. */
  all("[data-assign]").forEach((card) => {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", card.dataset.assign));
  });
  all("[data-lane]").forEach((lane) => {
    ["dragover", "dragenter"].forEach((name) => lane.addEventListener(name, (event) => { event.preventDefault(); lane.classList.add("over"); }));
    lane.addEventListener("dragleave", () => lane.classList.remove("over"));
    lane.addEventListener("drop", (event) => {
      event.preventDefault();
      lane.classList.remove("over");
      const page = event.dataTransfer.getData("text/plain");
      if (all("[data-assign]").some((card) => card.dataset.assign === page)) location.href = page;
    });
  });

  /* Review page: begin. What was typed into a decision outlives a look at another file; never a password or a choice. */
  all("form[data-draft]").forEach((form) => {
    const key = `draft:${form.dataset.draft}`;
    const kept = () => all("textarea, input[name$='-text']", form);
    try {
      const before = JSON.parse(sessionStorage.getItem(key) || "{}");
      kept().forEach((field) => { if (!field.value && before[field.name]) field.value = before[field.name]; });
      form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(kept().map((field) => [field.name, field.value])))));
      form.addEventListener("submit", () => sessionStorage.removeItem(key));
    } catch { /* A browser that keeps nothing loses only this comfort. */ }
  });
  /* Review page: end */
})();
