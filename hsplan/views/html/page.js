
// The page on the day it is opened: where each programme stands, what is today and next. Then the filter.
function stand(programme) {
  const today = dayIn(programme.dataset.zone);
  let found = null;
  for (const one of programme.querySelectorAll(".standing li")) {
    if (found === null || one.dataset.from <= today) found = one;
  }
  programme.querySelector(".standing .today").textContent = `Today, ${inWords(today)}`;
  if (found !== null) {
    const words = programme.querySelector(".standing .words");
    words.textContent = found.textContent;
    const next = document.getElementById(found.dataset.next || "");
    if (next) {
      const link = document.createElement("a");
      link.href = `#${next.id}`;
      link.textContent = next.dataset.first <= today ? "Go to today’s session" : "Go to the next session";
      const line = document.createElement("p");
      line.className = "go screen";
      line.append(link);
      words.after(line);
    }
  }
  tell(programme, today);
  mark(programme, today);
}

function tell(programme, today) {
  let next = null;
  for (const one of programme.querySelectorAll(".session")) {
    if (one.dataset.status === "cancelled") continue;
    const held = one.dataset.first <= today && today <= one.dataset.last;
    one.classList.toggle("past", one.dataset.last < today);
    const words = held ? "Today" : one.dataset.first > today && next === null ? "Next" : "";
    if (words === "Next") next = one;
    if (words) {
      const moment = one.querySelector(".moment");
      moment.textContent = words;
      moment.hidden = false;
      one.classList.add("now");
    }
  }
}

function mark(programme, today) {
  const month = programme.querySelector(`.month[data-month="${today.slice(0, 7)}"]`);
  if (month) {
    const cell = month.querySelectorAll("td:not(.none)")[Number(today.slice(8)) - 1];
    cell.classList.add("now");
    cell.setAttribute("aria-current", "date");
  }
  const drawing = programme.querySelector(".drawing");
  const { first, last } = drawing.dataset;
  if (first <= today && today <= last) {
    const day = 86400000;
    const at = ((Date.parse(today) - Date.parse(first)) / day + 0.5) / ((Date.parse(last) - Date.parse(first)) / day + 1);
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    for (const [name, value] of Object.entries({ class: "now", x1: at * 1000, x2: at * 1000, y1: 0, y2: drawing.viewBox.baseVal.height })) {
      line.setAttribute(name, value);
    }
    drawing.append(line);
  }
}

const form = document.querySelector(".filter");
const KEYS = ["person", "kind", "phase"];

function wanted() {
  return KEYS.map((key) => [key, form.elements[key] ? form.elements[key].value : ""]).filter(([, value]) => value);
}

function show() {
  const asked = wanted();
  const all = document.querySelectorAll(".session");
  const hidden = new Set();
  for (const one of all) {
    one.hidden = !asked.every(([key, value]) => one.dataset[key].split(" ").includes(value));
    if (one.hidden) hidden.add(one.id);
  }
  for (const phase of document.querySelectorAll(".phase")) {
    phase.hidden = !phase.querySelector(".session:not([hidden])");
  }
  for (const one of document.querySelectorAll("[data-for]")) {
    one.classList.toggle("dim", one.dataset.for.trim().split(" ").every((id) => hidden.has(id)));
  }
  const number = all.length - hidden.size;
  const of = all.length === 1 ? "1 session" : `${all.length} sessions`;
  const words = hidden.size || all.length === 1 ? `Showing ${number} of ${of}` : `Showing all ${of}`;
  const told = form.querySelector(".shown");
  told.classList.toggle("all", !hidden.size);
  if (told.textContent !== words) told.textContent = words;
}

function fromAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const target = document.getElementById(location.hash.slice(1));
  if (target && !target.closest("[hidden]")) return;
  for (const key of KEYS) {
    const choice = form.elements[key];
    if (choice) choice.value = [...choice.options].some((one) => one.value === asked.get(key)) ? asked.get(key) : "";
  }
  show();
  if (target) target.scrollIntoView();
}

function toAddress() {
  const asked = new URLSearchParams(wanted()).toString();
  try {
    history.replaceState(null, "", asked ? `#${asked}` : location.href.split("#")[0]);
  } catch {
    // A page shown within another may not change its address; the filter works all the same.
  }
}

document.querySelectorAll(".programme").forEach(stand);
if (form) {
  form.hidden = false;
  form.addEventListener("change", () => { show(); toAddress(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { show(); toAddress(); }));
  addEventListener("hashchange", fromAddress);
  fromAddress();
  show();
}
